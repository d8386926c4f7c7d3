/** How much of a list is hidden so that it begins and ends with a whole row: half a row would look like a fault. Pure. */

interface Edges {
  readonly top: number;
  readonly bottom: number;
}

/** In the list's own pixels, what is seen of the rows that its upper and its lower edge cut through. */
export type Cut = readonly [top: number, bottom: number];

/**
 * Where no row is seen whole, nothing is hidden.
 * @param zoom of the whole page, which rectangles have and styles have not
 */
export const cutBy = (rows: readonly Edges[], { top, bottom }: Edges, zoom: number): Cut => {
  const isWhole = (row: Edges): boolean =>
    row.bottom > row.top && row.top >= top - 1 && row.bottom <= bottom + 1;
  if (!rows.some(isWhole)) return [0, 0];
  const cutAt = (edge: number): Edges | undefined =>
    rows.find((row) => row.top < edge - 1 && row.bottom > edge + 1);
  return [
    Math.floor(((cutAt(top)?.bottom ?? top) - top) / zoom),
    Math.ceil((bottom - (cutAt(bottom)?.top ?? bottom)) / zoom),
  ];
};
