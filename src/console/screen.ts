/** A guard screen that is open now, and whether it can be heard. Pure. */
import type { Instant } from '../kernel/clock.js';

/** `ready`: its test tones were heard; `blocked`: the browser lets no sound out */
export const screenSounds = ['ready', 'untried', 'not-heard', 'blocked'] as const;
export type ScreenSound = (typeof screenSounds)[number];

export interface ScreenItem {
  readonly person: string;
  /** with which role he answers: an officer's telephone is no desk */
  readonly role: string;
  readonly sound: ScreenSound;
  readonly since: Instant;
}

/** Whoever has just signed in is given the time to try his sound. */
const givenMs = 30_000;

/** No screen of the guard room can be heard, and that not only since a moment ago. */
export const isDeskDeaf = (screens: readonly ScreenItem[], nowMs: number): boolean =>
  screens.length > 0 &&
  !screens.some(({ role, sound }) => role !== 'officer' && sound === 'ready') &&
  screens.every(({ since }) => nowMs - Date.parse(since) > givenMs);
