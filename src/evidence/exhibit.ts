/** An exhibit: a file as received, with its hashes, its maker and its times. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export interface Exhibit {
  /** also the id of the upload that brought it */
  readonly id: string;
  /** of the bytes as received, hex */
  readonly sha256: string;
  readonly sm3: string;
  readonly bytes: number;
  readonly mime: string;
  /** what its maker called it */
  readonly name: Word & { readonly text?: string };
  readonly device?: string;
  readonly clip?: string;
  readonly incident?: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly state: 'stored' | 'quarantined';
  readonly receivedAt: Instant;
  /** the hash that was declared at the upload; another than `sha256` where the bytes are not those */
  readonly declared: string;
  /** of its device */
  readonly place?: string;
  readonly zone?: string;
  /** of the register of interference: in no list and of no incident */
  readonly sealed?: boolean;
  /** a person holds it against deletion */
  readonly kept?: { readonly at: Instant; readonly by: Actor; readonly reason: Word };
}

/** What a list shows of an exhibit. */
export interface EvidenceItem extends Pick<
  Exhibit,
  | 'id'
  | 'sha256'
  | 'sm3'
  | 'incident'
  | 'device'
  | 'clip'
  | 'bytes'
  | 'mime'
  | 'startedAt'
  | 'endedAt'
  | 'state'
> {
  /** absent where it was redacted */
  readonly name?: string;
  readonly held: boolean;
}

export function evidenceItem(exhibit: Exhibit, held: boolean): EvidenceItem {
  const { id, sha256, sm3, incident, device, clip, name, bytes, mime, startedAt, endedAt, state } = exhibit;
  return {
    id,
    sha256,
    sm3,
    ...(incident === undefined ? {} : { incident }),
    ...(device === undefined ? {} : { device }),
    ...(clip === undefined ? {} : { clip }),
    ...(name.text === undefined ? {} : { name: name.text }),
    bytes,
    mime,
    startedAt,
    endedAt,
    state,
    held,
  };
}
