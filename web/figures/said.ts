/** How the figures say lengths of time and shares. */
import type { Say } from '../texts/say.js';

export const percentText = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** `0.8 秒`, `12 秒`, `3 分`, `4 分 05 秒`: what is whole has nothing more to read */
export const lastedText = (say: Say, ms: number | undefined): string => {
  if (ms === undefined) return '—';
  if (ms < 10_000 && ms % 1000 !== 0) return say('figures.seconds', { n: (ms / 1000).toFixed(1) });
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return say('figures.seconds', { n: seconds });
  const n = Math.floor(seconds / 60);
  if (seconds % 60 === 0) return say('figures.minutes', { n });
  return say('figures.minutes-seconds', { n, s: String(seconds % 60).padStart(2, '0') });
};
