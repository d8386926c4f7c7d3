/** What a judge flagged or reported, and what became of it: his own words, and none of anybody else. Pure. */
import type { Tag } from '../recordings/mark.js';
import { isSealedTag } from '../recordings/mark.js';
import type { Channel } from '../interference/interference.js';
import type { IncidentState } from '../incidents/life.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';
import type { ClipState } from '../recordings/clip.js';

export const callKinds = ['interference', 'inquiry', 'threat', 'insult', 'report'] as const;
export type CallKind = Tag | 'report';

/** Of 干预、过问: sealed (已封存), read by 督察, its recording released (解封). `noted`: marked, and no incident yet. */
export const registerFates = ['sealed', 'read', 'released', 'noted'] as const;
export type CallFate = (typeof registerFates)[number] | IncidentState;

export const writtenFields = ['who', 'unit', 'caseNumber', 'content'] as const;
export type Written<Text> = { readonly [Field in (typeof writtenFields)[number]]?: Text };

export interface OwnCallRow {
  /** that of the record, the mark or the incident */
  readonly id: string;
  readonly kind: CallKind;
  /** `key`: the key of a telephone; `form`: in writing, at a page */
  readonly how: 'key' | 'form';
  /** when the console had it; `happenedAt` when it was said */
  readonly at: Instant;
  readonly happenedAt: Instant;
  readonly place?: string;
  /** who wrote it; a key has no name */
  readonly person?: string;
  readonly device?: string;
  readonly from?: Instant;
  readonly to?: Instant;
  readonly channel?: Channel;
  readonly wrote?: Written<Word>;
  readonly incident?: string;
  readonly readAt?: Instant;
  readonly releasedAt?: Instant;
}

export interface OwnCall extends Pick<
  OwnCallRow,
  'id' | 'kind' | 'how' | 'at' | 'happenedAt' | 'place' | 'channel'
> {
  readonly wrote: Written<string>;
  readonly fate: CallFate;
  /** of the recording that shows it, where there is one */
  readonly recording?: ClipState;
}

/** @param incident the state of what it opened, or of what that was merged into */
export function fateOf(
  { kind, readAt, releasedAt }: Pick<OwnCallRow, 'kind' | 'readAt' | 'releasedAt'>,
  incident: IncidentState | undefined,
): CallFate {
  if (!isSealedTag(kind)) return incident ?? 'noted';
  if (releasedAt !== undefined) return 'released';
  return readAt === undefined ? 'sealed' : 'read';
}

/** Of several recordings the one that is furthest from being safe. */
const unsafe: readonly ClipState[] = ['missing', 'quarantined', 'expected', 'stored'];
export const recordingOf = (clips: readonly { readonly state: ClipState }[]): ClipState | undefined =>
  unsafe.find((state) => clips.some((clip) => clip.state === state));
