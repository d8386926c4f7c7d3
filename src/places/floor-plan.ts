/** Draws the floor plan, in calm greys, as SVG 1000 wide and 600 high. */
import { planHeight, planWidth, type Place } from './place.js';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A courthouse as they are built: courtrooms in the north, one corridor, the public in the south behind the screening, a passage between. */
const building: Box = { x: 40, y: 60, width: 920, height: 435 };
const yard: Box = { x: 15, y: 25, width: 970, height: 535 };
const corridor: Box = { x: 40, y: 195, width: 920, height: 55 };
const courtroom = (number: number): Box => ({ x: 960 - number * 115, y: 60, width: 115, height: 135 });
const drawnRooms: Readonly<Record<string, Box>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((number) => [`court-${number}`, courtroom(number)])),
  offices: { x: 40, y: 250, width: 300, height: 125 },
  'guard-room': { x: 390, y: 250, width: 200, height: 125 },
  reception: { x: 590, y: 250, width: 370, height: 125 },
  hall: { x: 40, y: 375, width: 600, height: 120 },
  screening: { x: 640, y: 375, width: 320, height: 120 },
};
/** Where one walks through: gaps in the walls. */
const doors: readonly Box[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({ x: 960 - number * 115 + 42, y: 193, width: 30, height: 4 })),
  { x: 175, y: 248, width: 30, height: 4 },
  { x: 475, y: 248, width: 30, height: 4 },
  { x: 760, y: 248, width: 30, height: 4 },
  { x: 345, y: 373, width: 40, height: 4 },
  { x: 638, y: 420, width: 4, height: 50 },
  { x: 770, y: 493, width: 60, height: 4 },
];
const outside: Readonly<Record<string, Box>> = {
  yard: { x: 40, y: 505, width: 220, height: 45 },
  perimeter: { x: 40, y: 564, width: 220, height: 36 },
};

const floorColour: Readonly<Record<string, string>> = { A: '#e3e6ea', B: '#eff1f3', C: '#f7f8f9' };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const box = ({ x, y, width, height }: Box, style: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${style}/>`;

const label = (x: number, y: number, text: string, size = 14): string =>
  `<text x="${x}" y="${y}" font-size="${size}">${escaped(text)}</text>`;

/** A courtroom is narrow: what stands in brackets goes on a line of its own. */
function roomName({ name }: Place, { x, y, width }: Box): string {
  const [first = name, second] = name.split(/(?=（)/);
  const middle = x + width / 2;
  return label(middle, y + 24, first) + (second === undefined ? '' : label(middle, y + 42, second, 12));
}

/** A place that no room was drawn for gets a small box around its point. */
function drawn(place: Place, withNames: boolean): string {
  const named = (text: string): string => (withNames ? text : '');
  // Beside its point: the handle of the editor and a ringing alarm are larger than the point.
  if (outside[place.id] !== undefined)
    return named(label(place.x + 24 + place.name.length * 6, place.y + 4, place.name, 12));
  const room = drawnRooms[place.id];
  const style = `fill="${floorColour[place.zone] ?? '#f7f8f9'}" stroke="#8b949e" stroke-width="2"`;
  if (room !== undefined) return box(room, style) + named(roomName(place, room));
  const small = { x: place.x - 55, y: place.y - 38, width: 110, height: 60 };
  return box(small, style) + named(label(place.x, place.y - 20, place.name, 12));
}

/**
 * @param withNames without them the page writes the rooms' names over it, in letters that fit its screen
 * @returns an SVG document without scripts, styles or outside references
 */
export function drawPlan(places: readonly Place[], withNames = true): string {
  const hasBuilding = places.some(({ id }) => drawnRooms[id] !== undefined);
  const shell = hasBuilding
    ? box(yard, 'fill="#fafbfc" stroke="#b6bec8" stroke-width="2" stroke-dasharray="10 6"') +
      box(building, 'fill="#f6f7f9" stroke="none"') +
      box(corridor, 'fill="#f9fafb" stroke="none"') +
      label(500, 230, '走廊', 18)
    : '';
  const walls = hasBuilding
    ? box(building, 'fill="none" stroke="#57606a" stroke-width="4"') +
      doors.map((door) => box(door, 'fill="#fafbfc"')).join('') +
      label(800, 522, '▲ 入口', 18)
    : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${planWidth} ${planHeight}" width="${planWidth}" height="${planHeight}"` +
    ` font-family="'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" fill="#4b535d" text-anchor="middle">` +
    `<title>平面图 Floor plan</title>${shell}${places.map((place) => drawn(place, withNames)).join('')}${walls}</svg>`
  );
}
