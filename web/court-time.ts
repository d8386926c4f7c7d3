/** The court's time on this screen: the console's clock, ticking together everywhere. */
import { useSyncExternalStore } from 'react';

import { toInstant, toMs, type Instant } from '../src/kernel/clock.js';
import { useLive } from './live/live-context.js';
import type { LiveState } from './live/live-machine.js';
import { useSession } from './session.js';

const listeners = new Set<() => void>();
let tickMs = Date.now();
let timer: number | undefined;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    tickMs = Date.now();
    for (const each of listeners) each();
  }, 500);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      window.clearInterval(timer);
      timer = undefined;
    }
  };
};

// A skew of under two seconds is the network, not the clock.
const pickSkew = (state: LiveState): number =>
  Math.abs(state.skewMs) < 2000 ? 0 : Math.round(state.skewMs / 1000) * 1000;

/** Milliseconds on the console's clock, every half second. */
export const useNowMs = (): number => {
  const skewMs = useLive(pickSkew);
  return useSyncExternalStore(subscribe, () => tickMs) + skewMs;
};

/** An instant by this machine's clock as the page's clock has it, which shows half seconds late. */
export const useOnCourtClock = (at: Instant): Instant => {
  const nowMs = useNowMs();
  return toInstant(Math.min(toMs(at) + useLive(pickSkew), nowMs));
};

/** Picked at once, as a page has hundreds of clocks. */
interface Pace {
  readonly skewMs: number;
  /** when the picture stopped, on this machine's clock; nothing while it is live */
  readonly cutMs: number | undefined;
}
let pace: Pace = { skewMs: 0, cutMs: undefined };
const pickPace = (state: LiveState): Pace => {
  const [skewMs, cutMs] = [pickSkew(state), state.cutSinceMs];
  if (skewMs !== pace.skewMs || cutMs !== pace.cutMs) pace = { skewMs, cutMs };
  return pace;
};

/**
 * What is said of the time now; whoever says it is drawn again only when it says something else.
 * A picture that is cut off stands still: what ran on in it would look as if it were live.
 */
export const useSaidOfNow = (
  said: (nowMs: number, stands: boolean) => string,
  runsWhenCut = false,
): string => {
  const { skewMs, cutMs } = useLive(pickPace);
  const stoodMs = runsWhenCut ? undefined : cutMs;
  return useSyncExternalStore(subscribe, () => said((stoodMs ?? tickMs) + skewMs, stoodMs !== undefined));
};

export const useTimeZone = (): string => useSession().court.timeZone;
