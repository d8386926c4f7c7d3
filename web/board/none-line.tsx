/** Says that a list is empty: now on a live screen, as of when it was cut off on another. */
import { useAsOf } from '../live/as-of.js';
import { pickIsLive, useLive } from '../live/live-context.js';
import { useSay } from '../texts/texts.js';
import type { TextKey } from '../texts/catalogue.js';

export const NoneLine = ({ text }: { readonly text: TextKey }) => {
  const say = useSay();
  const isLive = useLive(pickIsLive);
  const asOf = useAsOf();
  return <p className="empty">{isLive || asOf !== '' ? `${asOf}${say(text)}` : say('board.unknown')}</p>;
};
