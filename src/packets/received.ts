/** What of a file a reader has had by now, in one answer, in several side by side, or in some that took up where one was torn. Pure. */
export interface Part {
  readonly from: number;
  /** exclusive */
  readonly to: number;
}

/** In order, one where they touch. */
export function joined(parts: readonly Part[]): Part[] {
  const whole: Part[] = [];
  for (const part of parts.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (part.from >= part.to) continue;
    if (last === undefined || part.from > last.to) whole.push(part);
    else whole[whole.length - 1] = { from: last.from, to: Math.max(last.to, part.to) };
  }
  return whole;
}

/** Whether they are all `bytes` of it. */
export function isWhole(parts: readonly Part[], bytes: number): boolean {
  const [first] = joined(parts);
  return first?.from === 0 && first.to >= bytes;
}
