/** An exhibit: a file as received, with its hashes, its maker and its times. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Step } from '../access/approval.js';
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
  readonly state: 'stored' | 'quarantined' | 'deleted';
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
  /** may be deleted after it, unless it is held */
  readonly keepUntil?: Instant;
  /** when its bytes were hashed anew last */
  readonly checkedAt?: Instant;
  /** the exhibit of which this is a changed copy */
  readonly derivedFrom?: string;
  readonly derivation?: Derivation;
  readonly deleted?: Deleted;
  /** when the bytes of a deleted one were taken from the disk */
  readonly removedAt?: Instant;
}

/** How a copy was made of its parent, and why. */
export interface Derivation {
  readonly tool: string;
  readonly why: Word & { readonly text?: string };
  readonly spans?: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly regions?: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/** What stays of a deleted one, beside its hashes. */
export interface Deleted extends Step {
  readonly asked: Step;
  readonly why: Word & { readonly text?: string };
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
  | 'keepUntil'
  | 'checkedAt'
  | 'derivedFrom'
  | 'derivation'
  | 'deleted'
> {
  /** absent where it was redacted */
  readonly name?: string;
  readonly held: boolean;
}

type Listed = Exclude<keyof EvidenceItem, 'name' | 'held'>;
const listed: Readonly<Record<Listed, true>> = {
  id: true,
  sha256: true,
  sm3: true,
  incident: true,
  device: true,
  clip: true,
  bytes: true,
  mime: true,
  startedAt: true,
  endedAt: true,
  state: true,
  keepUntil: true,
  checkedAt: true,
  derivedFrom: true,
  derivation: true,
  deleted: true,
};

export function evidenceItem(exhibit: Omit<Exhibit, 'receivedAt'>, held: boolean): EvidenceItem {
  const { name } = exhibit;
  const fields = Object.entries(exhibit).filter(([key, value]) => key in listed && value !== undefined);
  return {
    ...(Object.fromEntries(fields) as unknown as Pick<Exhibit, Listed>),
    ...(name.text === undefined ? {} : { name: name.text }),
    held,
  };
}
