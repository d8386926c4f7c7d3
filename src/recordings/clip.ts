/** A clip of a recorder: announced by its device, brought by an upload, in either order. */
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export const clipStates = ['expected', 'missing', 'stored', 'quarantined'] as const;
/** `missing` was announced and did not come in its time. */
export type ClipState = (typeof clipStates)[number];

export interface Clip {
  readonly id: string;
  readonly device: string;
  /** the device's own name for it */
  readonly clip: string;
  readonly place: string;
  readonly zone: string;
  /** what the device announced, or what came in where that was first */
  readonly sha256: string;
  readonly bytes: number;
  readonly mime: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly clockOffsetMs?: number;
  readonly state: ClipState;
  readonly evidence?: string;
  readonly incident?: string;
  /** the case that a body-worn recorder's officer was sent for */
  readonly caseNumber?: Word;
  /** when it is missed, while it is expected */
  readonly dueAt?: Instant;
  /** of the register of interference: shown to nobody else, joined to no incident */
  readonly sealed?: boolean;
  /** a person holds it against deletion */
  readonly kept?: boolean;
}

/** What a list shows of a clip. */
export interface RecordingItem extends Pick<
  Clip,
  | 'id'
  | 'device'
  | 'place'
  | 'startedAt'
  | 'endedAt'
  | 'state'
  | 'evidence'
  | 'incident'
  | 'caseNumber'
  | 'kept'
> {
  readonly kind: 'clip';
}

export const recordingItem = (clip: Clip): RecordingItem => ({
  id: clip.id,
  device: clip.device,
  place: clip.place,
  kind: 'clip',
  startedAt: clip.startedAt,
  endedAt: clip.endedAt,
  state: clip.state,
  ...(clip.evidence === undefined ? {} : { evidence: clip.evidence }),
  ...(clip.incident === undefined ? {} : { incident: clip.incident }),
  ...(clip.caseNumber === undefined ? {} : { caseNumber: clip.caseNumber }),
  ...(clip.kept === undefined ? {} : { kept: clip.kept }),
});

type Arrived = 'stored' | 'quarantined';

/** Bytes are `stored` only when upload and announcement agree on their hash. */
export const judged = (clip: Pick<Clip, 'sha256'> | undefined, found: string, state: Arrived): Arrived =>
  clip !== undefined && clip.sha256 !== found ? 'quarantined' : state;

/** A good copy takes the place of a bad one; nothing takes the place of a good one. */
export const takes = (clip: Pick<Clip, 'state'> | undefined, arrived: Arrived): boolean =>
  clip?.state !== 'stored' && (clip?.state !== 'quarantined' || arrived === 'stored');
