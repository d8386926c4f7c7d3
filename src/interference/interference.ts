/** A record of interference or inquiry (干预、过问记录, Measures Art. 1): sealed, and read by 督察 alone. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';
import type { Clip } from '../recordings/clip.js';
import type { Span } from '../recordings/mark.js';

export const interferenceTags = ['interference', 'inquiry'] as const;
export type InterferenceTag = (typeof interferenceTags)[number];
/** 函文、信件、口头、电话 */
export const channels = ['official-letter', 'letter', 'in-person', 'phone'] as const;
export type Channel = (typeof channels)[number];

export interface InterferenceRecord {
  readonly id: string;
  readonly tag: InterferenceTag;
  /** when it was filed; `happenedAt` when it was said */
  readonly at: Instant;
  readonly by: Actor;
  readonly channel?: Channel;
  readonly happenedAt: Instant;
  /** the span of a recording that shows it */
  readonly device?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly who?: Word;
  readonly unit?: Word;
  readonly caseNumber?: Word;
  readonly content?: Word;
  /** 解封: 督察 found that the recording shows nothing of the kind; the record stays */
  readonly released?: { readonly at: Instant; readonly by: Actor; readonly reason: Word };
}

/** The span of a recorder that shows it, where one does. */
export const spanOf = ({
  device,
  from,
  to,
}: Pick<InterferenceRecord, 'device' | 'from' | 'to'>): Span | undefined =>
  device === undefined || from === undefined || to === undefined
    ? undefined
    : { device, startedAt: from, endedAt: to };

export const exhibitsOf = (clips: readonly Clip[]): string[] =>
  clips.flatMap(({ evidence }) => (evidence === undefined ? [] : [evidence]));

/** With the recordings that belong to it, by their ids and hashes. */
export interface InterferenceItem extends InterferenceRecord {
  /** one of 督察 asked to unseal it; another one has to agree */
  readonly releaseAsked?: { readonly at: Instant; readonly by: Actor; readonly why: Word };
  readonly recordings: readonly {
    readonly id: string;
    readonly sha256: string;
    readonly state: string;
    readonly startedAt: Instant;
    readonly endedAt: Instant;
  }[];
}

/** What became of the word of one of 督察: the first asks, the second releases. */
export interface Release {
  readonly id: string;
  readonly state: 'asked' | 'released';
}
