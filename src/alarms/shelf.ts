/** A shelf: what keeps one device's alarms silent for a while, with reason, end and owner. Pure. */
import { z } from 'zod';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import type { Step, Word } from './alarm.js';
import { isPanic } from './annunciation.js';

export const shelfModes = ['shelved', 'out-of-service'] as const;
export type ShelfMode = (typeof shelfModes)[number];

export interface ShelfItem {
  readonly id: string;
  readonly mode: ShelfMode;
  readonly device: string;
  /** what of the device: a kind of trouble, `forced` or `decision`; all of it when out of service */
  readonly kind?: string;
  readonly until: Instant;
  readonly reason: Word;
  /** `asked` waits for the second person */
  readonly state: 'asked' | 'standing' | 'ended';
  readonly asked: Step;
  readonly approved?: Step;
  readonly ended?: Step;
}

/** A shift, and a week until the electrician has come: nothing is silent for ever. */
export const longestShelfMs: Readonly<Record<ShelfMode, number>> = {
  shelved: 8 * 3_600_000,
  'out-of-service': 7 * 24 * 3_600_000,
};

export const shelfSchema = z.object({
  mode: z.enum(shelfModes),
  device: z.string().min(1).max(64),
  kind: z.string().min(1).max(64).optional(),
  until: z.iso.datetime({ offset: true }).transform((at): Instant => toInstant(toMs(at))),
  reason: z.string().trim().min(1).max(2000),
});
export type NewShelf = z.infer<typeof shelfSchema>;

export type ShelfFault = 'is-panic' | 'no-kind' | 'too-long';

export function faultOf({ mode, kind, until }: NewShelf, now: Instant): ShelfFault | undefined {
  if (mode === 'shelved' && kind === undefined) return 'no-kind';
  if (mode === 'shelved' && isPanic(kind ?? '')) return 'is-panic';
  const lastsMs = toMs(until) - toMs(now);
  return lastsMs > 0 && lastsMs <= longestShelfMs[mode] ? undefined : 'too-long';
}

/** @param kind of a trouble its kind, of an alarm its source */
export const covers = (shelf: Pick<ShelfItem, 'mode' | 'kind'>, kind: string): boolean =>
  shelf.mode === 'out-of-service' || (shelf.kind === kind && !isPanic(kind));
