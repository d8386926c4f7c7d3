/** What people most often leave at a lane, each with the class that it is of. */
import type { TextKey } from '../texts/catalogue.js';

export interface Choice {
  readonly text: TextKey;
  readonly class: string;
}

export const keptItems: readonly Choice[] = [
  { text: 'item.fruit-knife', class: 'knife' },
  { text: 'item.scissors', class: 'knife' },
  { text: 'item.lighter', class: 'other' },
  { text: 'item.tool', class: 'metal' },
  { text: 'item.drink', class: 'liquid' },
  { text: 'item.spray', class: 'liquid' },
  { text: 'item.umbrella', class: 'other' },
  { text: 'item.phone', class: 'other' },
  { text: 'item.other', class: 'other' },
];

/** What was seen with somebody who refused or fled; without a class, nothing was. */
export const seenItems: readonly (Partial<Choice> & Pick<Choice, 'text'>)[] = [
  { text: 'class.knife', class: 'knife' },
  { text: 'class.gun', class: 'gun' },
  { text: 'class.liquid', class: 'liquid' },
  { text: 'class.powder', class: 'powder' },
  { text: 'class.explosive', class: 'explosive' },
  { text: 'class.metal', class: 'metal' },
  { text: 'danger.none' },
];

export const keeps = (outcome: string): boolean =>
  outcome === 'deposited' || outcome === 'withheld' || outcome === 'handed-over';

/** A detection waits until somebody decided about it, for ten minutes at most. */
export function waitingDetection<Step extends { what: string; at: string }>(
  recent: readonly Step[],
  nowMs: number,
): Step | undefined {
  const [newest] = recent;
  return newest?.what === 'detection' && nowMs - Date.parse(newest.at) < 600_000 ? newest : undefined;
}
