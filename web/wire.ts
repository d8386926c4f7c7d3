/** The shapes that the pages get over HTTP beside the items of the board. */
import type { OfferedMeasure as Offered } from '../src/incidents/offering.js';
import type { ExchangeState, PoliceStep } from '../src/liaison/exchange.js';
import type { LifeStep } from '../src/incidents/life.js';
import type { Law } from '../src/law/code-table.js';
import type { Actor, AlarmItem, Fact, IncidentItem, Word, Zone } from '../src/console/board.js';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

export interface Session {
  readonly person: Person;
  readonly court: {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    /** of the guard room */
    readonly telephone?: string;
  };
  readonly demo: boolean;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly next?: string | null;
}

export interface PersonName {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly zone: Zone;
  readonly x: number;
  readonly y: number;
  readonly floor?: string | number;
  /** what kind of room it is */
  readonly area?: string;
}

/** where a device stands on the plan */
export interface Spot {
  readonly device: string;
  readonly x: number;
  readonly y: number;
}

export type { DeviceReport } from '../src/alarms/health.js';

export interface AlarmDetail extends AlarmItem {
  readonly timeline?: readonly Fact[];
}

export type { OfferedMeasure } from '../src/incidents/offering.js';

export interface EvidenceEntry {
  readonly id: string;
  readonly sha256: string;
  readonly sm3?: string;
  readonly incident?: string;
  readonly device?: string;
  readonly clip?: string;
  readonly name?: string;
  readonly bytes: number;
  readonly mime: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly state: 'stored' | 'quarantined' | 'deleted';
  readonly held?: boolean;
  readonly keepUntil?: string;
  readonly checkedAt?: string;
  readonly derivedFrom?: string;
  readonly derivation?: { readonly tool: string; readonly why: Word };
  readonly deleted?: { readonly at: string; readonly by: Actor; readonly why: Word };
}

export interface EvidenceFile extends EvidenceEntry {
  readonly chain: readonly Fact[];
}

/** Something that one person asked for and a second one decides. */
export interface Waiting {
  readonly id: string;
  readonly subject: string;
  readonly why: Word;
  readonly asked: { readonly at: string; readonly by: Actor };
}

/** A change of the ledger's key that waits for a second person: `succession`, or the fingerprint of what is withdrawn. */
export interface KeyChangesEntry extends List<
  Waiting & { readonly about: { readonly from?: string; readonly kept?: number; readonly known?: number } }
> {
  readonly keys: readonly {
    readonly fingerprint: string;
    readonly since: string;
    readonly until?: string;
  }[];
}

export interface ExchangeEntry {
  readonly state: ExchangeState;
  readonly at: string;
  readonly next: readonly PoliceStep[];
  readonly facts: readonly Fact[];
}

export interface IncidentDetail extends IncidentItem {
  readonly timeline?: readonly Fact[];
  readonly alarmItems?: readonly AlarmItem[];
  readonly measuresOffered?: readonly Offered[];
  readonly steps?: readonly LifeStep[];
}

export type { Related as RelatedIncident } from '../src/incidents/involved.js';

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface LawElement extends Bilingual {
  readonly id: string;
  /** the same as a question */
  readonly ask?: Bilingual;
}

export type LawCode = Law['codes'][number];

export type { LawVersion } from '../src/law/law-version.js';

export interface LawCodes extends Pick<
  Law,
  'version' | 'notice' | 'measures' | 'sources' | 'zones' | 'offenceNeeds'
> {
  readonly items: readonly LawCode[];
}

export interface ClassifyAnswer {
  readonly candidates: readonly ClassifiedCandidate[];
  readonly suppressors?: readonly (Bilingual & { readonly id: string })[];
}

export interface ClassifiedCandidate {
  readonly code: string;
  readonly level: 'low' | 'middle' | 'high';
  readonly because: readonly (Bilingual & { readonly words: readonly string[] })[];
  readonly missing: readonly (Bilingual & { readonly element: string; readonly ask?: Bilingual })[];
}

export interface RecordingEntry {
  readonly id: string;
  readonly device: string;
  readonly place: string;
  readonly kind: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly state: 'expected' | 'stored' | 'quarantined';
  readonly evidence?: string;
  readonly incident?: string;
}

export type { FormItem as FormEntry } from '../src/packets/form-draft.js';
export type { PacketItem as PacketEntry } from '../src/packets/packet-order.js';
