/** A mark or a span on what a device recorded, made by a key of the recorder or by a person who listened. */
import { tags } from '../../devices/protocol/event.js';
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export type Tag = (typeof tags)[number];

/** 干预、过问: of the sealed register, and never shown beside recordings. */
export const isSealedTag = (tag: string | undefined): boolean => tag === 'interference' || tag === 'inquiry';

export interface Mark {
  readonly id: string;
  readonly device: string;
  readonly from: Instant;
  /** the same as `from` for a mark */
  readonly to: Instant;
  readonly tag?: Tag;
  readonly note?: Word;
  readonly at: Instant;
  readonly by: Actor;
}

/** What a device recorded in a while. */
export interface Span {
  readonly device: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}

/** How a recorder stands, as its last events and the last order to it tell. */
export interface Recorder {
  readonly id: string;
  readonly recording: boolean;
  /** a telephone call is under way on it */
  readonly onCall?: boolean;
  readonly since: Instant;
  readonly reason?: string;
  readonly freePercent?: number;
  /** told to start or stop, until it says that it did */
  readonly asked?: { readonly action: 'start' | 'stop'; readonly at: Instant; readonly by: Actor };
}

/** A recorder as the page shows it: where it hangs, whether it is heard, whether it records. */
export interface RecorderItem extends Partial<Omit<Recorder, 'id'>> {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly state: string;
  readonly recording: boolean;
}

/** How long a clip that was announced may take: half an hour, and more for a long one on a slow line. */
const leastMs = 30 * 60_000;
const slowestBytesPerMs = 50;
export const dueAfterMs = (bytes: number): number => leastMs + Math.round(bytes / slowestBytesPerMs);
