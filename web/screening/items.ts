/** What people most often leave at a lane, each with the class that it is of. */
import type { TextKey } from '../texts/catalogue.js';
import type { Say } from '../texts/say.js';

export interface Choice {
  readonly text: TextKey;
  readonly class: string;
}

/** A thing that is kept is written down in the court's language, whatever the screen's. */
export interface KeptItem extends Choice {
  readonly written: string;
}

export const keptItems: readonly KeptItem[] = [
  { text: 'item.fruit-knife', written: '水果刀', class: 'knife' },
  { text: 'item.scissors', written: '剪刀', class: 'knife' },
  { text: 'item.lighter', written: '打火机', class: 'other' },
  { text: 'item.tool', written: '工具', class: 'metal' },
  { text: 'item.drink', written: '饮料、液体', class: 'liquid' },
  { text: 'item.spray', written: '喷雾', class: 'liquid' },
  { text: 'item.umbrella', written: '雨伞', class: 'other' },
  { text: 'item.phone', written: '手机、相机', class: 'other' },
  { text: 'item.other', written: '其他物品', class: 'other' },
];

/** As it is written on the slip, which is a Chinese paper; a usual thing also in the screen's language. */
export const itemText = (item: string, say: Say): string => {
  const usual = keptItems.find(({ written }) => written === item);
  const said = usual === undefined ? item : say(usual.text);
  return said === item ? item : `${item} ${said}`;
};

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
