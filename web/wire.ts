/** The shapes that the pages get over HTTP beside the items of the board. */
import type {
  AlarmItem,
  DeviceItem,
  Fact,
  IncidentItem,
  LaneItem,
  Word,
  Zone,
} from '../src/console/board.js';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

export interface Session {
  readonly person: Person;
  readonly court: { readonly id: string; readonly name: string; readonly timeZone: string };
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
  readonly area?: string;
}

export interface HeardDevice extends DeviceItem {
  readonly lastHeardAt?: string;
  readonly battery?: number;
}

export interface AlarmDetail extends AlarmItem {
  readonly timeline?: readonly Fact[];
}

export interface OfferedMeasure {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly ground: string;
  readonly orders: string;
}

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
  readonly state: 'stored' | 'quarantined';
  readonly held?: boolean;
}

export interface IncidentDetail extends IncidentItem {
  readonly timeline?: readonly Fact[];
  readonly alarmItems?: readonly AlarmItem[];
  readonly evidenceItems?: readonly EvidenceEntry[];
  readonly measuresOffered?: readonly OfferedMeasure[];
}

export interface LawElement {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

export interface LawCode {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly zone: Zone;
  readonly severity?: number;
  readonly source?: string;
  readonly confidence?: string;
  readonly elements?: readonly LawElement[];
}

export interface LawCodes {
  readonly items: readonly LawCode[];
  readonly version: string;
}

export interface ClassifyAnswer {
  readonly candidates: readonly {
    readonly code: string;
    readonly score: number;
    readonly level: 'low' | 'middle' | 'high';
    readonly because: readonly (string | Word)[];
    readonly missing: readonly string[];
  }[];
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

export interface LaneStep {
  readonly at: string;
  readonly what: 'detection' | 'decision';
  readonly class?: string;
  readonly outcome?: string;
  readonly operators?: readonly (string | Word)[];
}

export interface LaneEntry extends LaneItem {
  readonly recent?: readonly LaneStep[];
}

export interface PacketEntry {
  readonly id: string;
  readonly incident: string;
  readonly state: string;
  readonly progress?: number;
  readonly askedBy?: string;
  readonly askedAt?: string;
  readonly approvedBy?: string;
  readonly approvedAt?: string;
  readonly sealedAt?: string;
  readonly sha256?: string;
  readonly sm3?: string;
  readonly bytes?: number;
  readonly missing?: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
}
