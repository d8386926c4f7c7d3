/** What a screen that is cut off still knows stands as of when it was last told; a screen that was never told knows nothing. */
import { useTimeZone } from '../court-time.js';
import { useSay } from '../texts/texts.js';
import { clockText } from '../times.js';
import { useLive } from './live-context.js';
import { isLive, type LiveState } from './live-machine.js';

/** Milliseconds on the console's clock; nothing while the picture is live or where none has come. */
export const lastToldMs = (state: LiveState): number | undefined => {
  if (isLive(state) || state.cursor === null) return undefined;
  return (state.cutSinceMs ?? state.heardAtMs) + (Math.abs(state.skewMs) < 2000 ? 0 : state.skewMs);
};

/** `截至 08:42:13，`, or nothing. */
export const useAsOf = (): string => {
  const say = useSay();
  const timeZone = useTimeZone();
  const toldMs = useLive(lastToldMs);
  return toldMs === undefined ? '' : say('cut.as-of', { at: clockText(toldMs, toldMs, timeZone) });
};
