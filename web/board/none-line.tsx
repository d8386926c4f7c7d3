/** Says that a list is empty, which only a live screen may claim. */
import { pickIsLive, useLive } from '../live/live-context.js';
import { useSay } from '../texts/texts.js';
import type { TextKey } from '../texts/catalogue.js';

export const NoneLine = ({ text }: { readonly text: TextKey }) => {
  const say = useSay();
  const isLive = useLive(pickIsLive);
  return <p className="empty">{say(isLive ? text : 'board.unknown')}</p>;
};
