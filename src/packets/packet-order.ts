/** A packet from the clerk's wish to the hand-over: its states, and what is still missing in it. Pure. */
import type { Step, Word } from '../alarms/alarm.js';
import type { IncidentItem } from '../incidents/incident.js';
import type { Encrypted, Letter, PacketTime } from './packet.js';

export type PacketState = 'asked' | 'refused' | 'approved' | 'building' | 'sealed' | 'failed' | 'handed-over';

/** Something a good packet would have; it is said, and refuses nothing. */
export interface MissingPart {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface PacketRow {
  readonly id: string;
  readonly incident: string;
  /** `building` is never stored: it is `approved` with a progress */
  readonly state: Exclude<PacketState, 'building'>;
  readonly asked: Step;
  readonly askedSession: string;
  readonly approved?: Step;
  /** sent back by the second person */
  readonly refused?: Step & { readonly why: Word };
  readonly sealedAt?: string;
  readonly handedOver?: Step;
  readonly sha256?: string;
  readonly sm3?: string;
  readonly bytes?: number;
  readonly failed?: Word;
  readonly missing: readonly MissingPart[];
  readonly letter: Letter;
  /** the size of the ledger that the packet proves */
  readonly treeSize?: number;
  readonly sealing?: Sealing;
}

/** What sealing gave beside the hashes of the ZIP. */
export interface Sealing {
  /** values of the lists, for the cover sheet */
  readonly manifests: { readonly [name: string]: string };
  readonly time: PacketTime;
  /** to the police's certificate */
  readonly encrypted?: Encrypted;
}

export interface PacketItem {
  readonly id: string;
  readonly incident: string;
  readonly state: PacketState;
  /** 0..1, while it is built */
  readonly progress?: number;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly approvedBy?: string;
  readonly approvedAt?: string;
  readonly refused?: Step & { readonly why: Word };
  readonly sealedAt?: string;
  readonly handedOverAt?: string;
  readonly sha256?: string;
  readonly sm3?: string;
  readonly bytes?: number;
  readonly failed?: Word;
  readonly missing: readonly MissingPart[];
  /** an authority's time stamp, or 本地签名时间 and why */
  readonly time?: PacketTime;
  readonly encrypted?: Encrypted;
}

export function packetItem(row: PacketRow, progress: number | undefined): PacketItem {
  const {
    asked,
    askedSession: _session,
    approved,
    handedOver,
    letter: _letter,
    treeSize: _size,
    sealing,
    state,
    ...rest
  } = row;
  return {
    ...rest,
    ...(sealing === undefined
      ? {}
      : { time: sealing.time, ...(sealing.encrypted && { encrypted: sealing.encrypted }) }),
    state: state === 'approved' && progress !== undefined ? 'building' : state,
    ...(progress === undefined || state !== 'approved' ? {} : { progress }),
    askedBy: asked.by.id,
    askedAt: asked.at,
    ...(approved === undefined ? {} : { approvedBy: approved.by.id, approvedAt: approved.at }),
    ...(handedOver === undefined ? {} : { handedOverAt: handedOver.at }),
  };
}

const parts: readonly (MissingPart & {
  readonly isThere: (incident: IncidentItem, letter: Letter) => boolean;
})[] = [
  {
    code: 'FINDING',
    zh: '行为认定',
    en: 'a confirmed statutory act',
    isThere: (incident) => incident.findings.some((finding) => finding.status === 'confirmed'),
  },
  {
    code: 'EVIDENCE',
    zh: '录音录像等证据',
    en: 'recordings or other exhibits',
    isThere: (incident) => incident.evidence.length > 0,
  },
  {
    code: 'MEASURE',
    zh: '已采取的措施',
    en: 'measures taken',
    isThere: (incident) => incident.measures.length > 0,
  },
  {
    code: 'FACTS',
    zh: '简要事实',
    en: 'facts in brief',
    isThere: (_, letter) => letter.facts !== undefined,
  },
  {
    code: 'HANDLERS',
    zh: '两名承办人',
    en: 'two handlers',
    isThere: (_, letter) => (letter.handlers?.length ?? 0) >= 2,
  },
];

export const missingIn = (incident: IncidentItem, letter: Letter): MissingPart[] =>
  parts.filter((part) => !part.isThere(incident, letter)).map(({ code, zh, en }) => ({ code, zh, en }));
