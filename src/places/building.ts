/** A courthouse as they are built: courtrooms in the north, one corridor, the public in the south behind the screening, a passage between. Pure, for the pages too. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const building: Box = { x: 40, y: 60, width: 920, height: 435 };
export const yard: Box = { x: 15, y: 25, width: 970, height: 535 };
export const corridor: Box = { x: 40, y: 195, width: 920, height: 55 };
const courtroom = (number: number): Box => ({ x: 960 - number * 115, y: 60, width: 115, height: 135 });
export const drawnRooms: Readonly<Record<string, Box>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((number) => [`court-${number}`, courtroom(number)])),
  offices: { x: 40, y: 250, width: 300, height: 125 },
  'guard-room': { x: 390, y: 250, width: 200, height: 125 },
  reception: { x: 590, y: 250, width: 370, height: 125 },
  hall: { x: 40, y: 375, width: 600, height: 120 },
  screening: { x: 640, y: 375, width: 320, height: 120 },
};
/** Where one walks through: gaps in the walls. */
export const doors: readonly Box[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({ x: 960 - number * 115 + 42, y: 193, width: 30, height: 4 })),
  { x: 175, y: 248, width: 30, height: 4 },
  { x: 475, y: 248, width: 30, height: 4 },
  { x: 760, y: 248, width: 30, height: 4 },
  { x: 345, y: 373, width: 40, height: 4 },
  { x: 638, y: 420, width: 4, height: 50 },
  { x: 770, y: 493, width: 60, height: 4 },
];
export const outside: Readonly<Record<string, Box>> = {
  yard: { x: 40, y: 505, width: 220, height: 45 },
  perimeter: { x: 40, y: 564, width: 220, height: 36 },
};

/** What is no place and yet has a name on the plan. */
export const passages = [
  { way: 'corridor', name: '走廊', x: 500, y: 230 },
  { way: 'entrance', name: '▲ 入口', x: 800, y: 522 },
] as const;

export const isBuilt = (places: readonly { readonly id: string }[]): boolean =>
  places.some(({ id }) => drawnRooms[id] !== undefined);
