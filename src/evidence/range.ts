/** Reads an HTTP Range (RFC 9110 14): one range of bytes, or the whole. */

/** First and last byte, both included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Several ranges, other units and what cannot be read are answered with the whole, as 14.2 allows. */
export function rangeOf(header: string | undefined, size: number): Span | 'whole' | 'unsatisfiable' {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end };
}

/** An opening, which the ledger keeps: without a range, or from the first byte (contracts.md 3). */
export const isOpening = (range: Span | 'whole'): boolean => range === 'whole' || range.start === 0;
