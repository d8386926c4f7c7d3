/** How long each class of recordings is kept (domain.md 4; defaults of the system, a hold beats them all). Pure. */
import { laterBy, type Instant } from '../kernel/clock.js';

const dayMs = 86_400_000;
const halfYear = 183;

/** Days by class. 国令799号 Art.17 gives a floor of 30 days for video, here by analogy. */
export const keptDays = {
  /** 90 days is the figure of the counter-terrorism law for key targets, by analogy */
  camera: 90,
  /** MPS rules on body-worn recording Art.13, written for the police, by analogy */
  'body-worn': halfYear,
  /** policy */
  phone: halfYear,
  /** policy */
  reception: halfYear,
  /** policy */
  'gate-image': 90,
  /** what a person brought: policy */
  brought: halfYear,
} as const;
export type RetentionClass = keyof typeof keptDays;

/** What an exhibit may be. A recorder is not told apart by its kind, so that its film may be a body-worn one. */
export function classesOf(
  mime: string,
  deviceKind: string | undefined,
): readonly [RetentionClass, ...RetentionClass[]] {
  if (deviceKind === undefined) return ['brought'];
  if (deviceKind === 'gate') return ['gate-image'];
  if (mime.startsWith('audio/')) return ['phone', 'reception', 'body-worn'];
  return ['camera', 'body-worn'];
}

/** The longest of its classes wins. */
export function keepUntil(
  taken: { readonly mime: string; readonly endedAt: Instant; readonly receivedAt: Instant },
  deviceKind: string | undefined,
): Instant {
  const days = Math.max(...classesOf(taken.mime, deviceKind).map((one) => keptDays[one]));
  // A device may have kept it for long, or have a wrong clock: it is kept that long here.
  const from = taken.endedAt > taken.receivedAt ? taken.endedAt : taken.receivedAt;
  return laterBy(from, days * dayMs);
}

/** What ends within a week is listed. */
export const listedAheadMs = 7 * dayMs;
