/** The part of the plan that is looked at: zoomed about a point, moved, never out of sight. Pure. */

export const planSize = { width: 1000, height: 600 } as const;
const closest = 8;

export interface ViewBox {
  readonly x: number;
  readonly y: number;
  /** 1 shows all of it */
  readonly zoom: number;
}

export const wholePlan: ViewBox = { x: 0, y: 0, zoom: 1 };

const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** No edge of the plan ever comes inside the picture. */
const held = ({ x, y, zoom }: ViewBox): ViewBox => ({
  zoom,
  x: between(0, x, planSize.width - planSize.width / zoom),
  y: between(0, y, planSize.height - planSize.height / zoom),
});

/** The point under the finger stays under it. */
export const zoomedAt = (box: ViewBox, by: number, at: { x: number; y: number }): ViewBox => {
  const zoom = between(1, box.zoom * by, closest);
  const shrinks = box.zoom / zoom;
  return held({ zoom, x: at.x - (at.x - box.x) * shrinks, y: at.y - (at.y - box.y) * shrinks });
};

export const middleOf = ({ x, y, zoom }: ViewBox): { x: number; y: number } => ({
  x: x + planSize.width / zoom / 2,
  y: y + planSize.height / zoom / 2,
});

/** @param by in the plan's own units */
export const movedBy = (box: ViewBox, by: { x: number; y: number }): ViewBox =>
  held({ ...box, x: box.x + by.x, y: box.y + by.y });

export const boxText = ({ x, y, zoom }: ViewBox): string =>
  [x, y, planSize.width / zoom, planSize.height / zoom].map((n) => Math.round(n * 10) / 10).join(' ');

/** A point of the plan, whole and on it. */
export const onPlan = ({ x, y }: { x: number; y: number }): { x: number; y: number } => ({
  x: Math.round(between(0, x, planSize.width)),
  y: Math.round(between(0, y, planSize.height)),
});
