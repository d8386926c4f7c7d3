/** How long a sign-in lasts. */
import type { Role } from './permission.js';
import { toMs, type Instant } from '../kernel/clock.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** NIST SP 800-63B-4, AAL2: at most 12 hours, whatever one does. */
export const absoluteMs = 12 * hourMs;
const idleMs = 30 * minuteMs;

/** These watch a board for hours without touching it, and an alarm must find it signed in; the police's liaison desk too. */
const watching: readonly Role[] = ['guard', 'chief', 'officer', 'police'];

export const idleLimitMs = (roles: readonly Role[]): number =>
  roles.some((role) => watching.includes(role)) ? absoluteMs : idleMs;

export interface Lifetime {
  readonly roles: readonly Role[];
  readonly startedAt: Instant;
  readonly seenAt: Instant;
}

/** Why a sign-in is over at `nowMs`, or undefined while it lasts. */
export function overBecause(session: Lifetime, nowMs: number): 'idle' | 'absolute' | undefined {
  if (nowMs - toMs(session.startedAt) >= absoluteMs) return 'absolute';
  if (nowMs - toMs(session.seenAt) >= idleLimitMs(session.roles)) return 'idle';
  return undefined;
}
