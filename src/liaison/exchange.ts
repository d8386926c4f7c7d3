/** What court and police tell each other about an incident, step by step; verbs after APCO/TMA ASAP. Pure. */

/** in the order of an incident's life with the police */
export const exchangeStates = [
  'offered',
  'rejected',
  'accepted',
  'dispatched',
  'on-scene',
  'closed',
  'withdrawn',
] as const;
export type ExchangeState = (typeof exchangeStates)[number];

export const policeSteps = ['rejected', 'dispatched', 'on-scene', 'closed'] as const;
export type PoliceStep = (typeof policeSteps)[number] | 'accepted';

/** A rejected one may still be accepted; nothing moves backward, nothing after the end. */
const follows: Readonly<Record<ExchangeState, readonly PoliceStep[]>> = {
  offered: ['accepted', 'rejected'],
  rejected: ['accepted'],
  accepted: ['dispatched', 'on-scene', 'closed'],
  dispatched: ['on-scene', 'closed'],
  'on-scene': ['closed'],
  closed: [],
  withdrawn: [],
};

export const mayFollow = (state: ExchangeState, step: PoliceStep): boolean => follows[state].includes(step);
export const nextSteps = (state: ExchangeState): readonly PoliceStep[] => follows[state];

/** How the station's case ended (接报案、受案、立案、处罚): what it wrote, not what the court makes of it. */
export const results = ['docketed', 'filed', 'punished', 'not-punished', 'mediated', 'other'] as const;
export type Result = (typeof results)[number];

/** What the station found when it checked a packet (回执). */
export const receiptVerdicts = [
  'whole',
  're-packed',
  'self-consistent',
  'altered',
  'incomplete',
  'unchecked',
] as const;
export type ReceiptVerdict = (typeof receiptVerdicts)[number];

export type Verb = 'alarm' | 'update' | 'cancel';

/** What went, or is to go, to a station's own system. */
export interface DeliveryItem {
  /** number of the fact that it tells of: the receiver knows a repeat by it */
  readonly fact: number;
  readonly incident: string;
  readonly verb: Verb;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly dueAt: string;
  /** what the receiver said last */
  readonly answer?: string;
}

/** The verb that a station's own system is told. */
export const verbOf: Readonly<Record<string, Verb>> = {
  'liaison.offered': 'alarm',
  'liaison.message': 'update',
  'liaison.withdrawn': 'cancel',
};
