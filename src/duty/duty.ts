/** Being on post: with which role one answers, and who is called. */
import type { Role } from '../access/permission.js';
import type { Instant } from '../kernel/clock.js';

export interface DutyItem {
  readonly id: string;
  readonly person: string;
  /** a word: who may read names is decided where it is shown */
  readonly name: { readonly word: string; readonly text?: string };
  readonly role: string;
  /** id of the place */
  readonly post: string;
  readonly since: Instant;
  /** how the sound of the screen that he watches stands, as last told during this shift */
  readonly sound?: SoundCheck;
}

/** `heard`: every test tone was; `blocked`: the browser lets no sound out, so this screen is deaf */
export const soundStates = ['heard', 'not-heard', 'blocked'] as const;
export type SoundState = (typeof soundStates)[number];
export interface SoundCheck {
  readonly state: SoundState;
  readonly at: Instant;
}

/** Highest first: a chief who is an officer too answers as the chief. */
const answering: readonly Role[] = ['chief', 'guard', 'officer'];

export const dutyRole = (roles: readonly Role[]): Role | undefined =>
  answering.find((role) => roles.includes(role));
