/** Reads an HTTP Range (RFC 9110 14): one range of bytes, or the whole. */

/** First and last byte, both included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Several ranges, other units and what cannot be read are answered with the whole, as 14.2 allows. */
export function rangeOf(header: string | undefined, size: number): Span | 'whole' | 'unsatisfiable' {
  const { first, last } = partsOf(header ?? '');
  if (first === undefined)
    return last === undefined ? 'whole' : within(Math.max(0, size - last), size - 1, size);
  if (last !== undefined && last < first) return 'whole';
  return within(first, last ?? size - 1, size);
}

interface Parts {
  readonly first?: number;
  readonly last?: number;
}

function partsOf(header: string): Parts {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? [];
  return {
    ...(first === '' ? {} : { first: Number(first) }),
    ...(last === '' ? {} : { last: Number(last) }),
  };
}

const within = (start: number, end: number, size: number): Span | 'unsatisfiable' =>
  start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };

/** An opening, which the ledger keeps: without a range, or from the first byte (contracts.md 3). */
export const isOpening = (range: Span | 'whole'): boolean => range === 'whole' || range.start === 0;
