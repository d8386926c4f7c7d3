/** An alarm and its two lives: annunciation (ISA-18.2) and response. Pure: what may follow what. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Care } from './care.js';
import type { OfficerItem } from './officer.js';

export type Level = 'emergency' | 'high' | 'medium' | 'trouble';
export type Zone = 'A' | 'B' | 'C' | 'E' | 'R';
export const patterns = ['help', 'emergency', 'silent'] as const;
export type Pattern = (typeof patterns)[number];
/** ISA-18.2 annunciation. */
export type Annunciation =
  'unacknowledged' | 'acknowledged' | 'returned-unacknowledged' | 'shelved' | 'suppressed' | 'out-of-service';
/** The answer, in the order in which it goes; a step may be skipped forward, never taken back. */
export const responses = [
  'raised',
  'acknowledged',
  'responding',
  'on-scene',
  'controlled',
  'closed',
] as const;
export type Response = (typeof responses)[number];
export const outcomes = ['handled', 'transferred', 'false', 'test', 'drill', 'medical', 'fault'] as const;
export type Outcome = (typeof outcomes)[number];
/** What made the alarm ring. */
export type AlarmSource = 'press' | 'forced' | 'decision' | 'malformed' | 'conflict' | 'browser';

/** Which time of its steps was missed: nobody on the way, or still open. */
export type Overdue = 'respond' | 'resolve';

/** What a person wrote: its salted hash, and the text for who may read it. */
export interface Word {
  readonly word: string;
  readonly text?: string;
}

/** One step of the answer: who took it and when. */
export interface Step {
  readonly at: Instant;
  readonly by: Actor;
}

export interface AlarmItem {
  readonly id: string;
  readonly device?: string;
  readonly place: string;
  readonly zone: Zone;
  readonly level: Level;
  readonly pattern?: string;
  readonly source: AlarmSource;
  readonly annunciation: Annunciation;
  readonly response: Response;
  readonly raisedAt: Instant;
  /** the device's own clock, when it told one */
  readonly deviceAt?: Instant;
  /** recorded long after the device says that it happened */
  readonly late?: boolean;
  /** when the broker had it, where that is not when it happened */
  readonly brokerAt?: Instant;
  readonly incident?: string;
  /** the drill (演练) whose planned press raised it */
  readonly drill?: string;
  /** who said of a drill's alarm that it is real: from then on it is no drill's */
  readonly madeReal?: Step;
  readonly presses: number;
  readonly pressedAt: Instant;
  /** the highest tier that was called; 0 is the guard room */
  readonly escalation: number;
  readonly shown?: Step;
  readonly sounded?: Step;
  readonly steps: Partial<Record<Response, Step>>;
  /** who goes there, and how he stands */
  readonly officers?: readonly OfficerItem[];
  /** who holds it since it changed hands, and to whom it is offered */
  readonly care?: Care;
  /** which of its times were missed */
  readonly overdue?: readonly Overdue[];
  readonly outcome?: string;
  readonly reason?: Word;
}

/** The drill that it belongs to; nothing for a real one, and for one that was made real. */
export const drillOf = ({ drill, madeReal }: Pick<AlarmItem, 'drill' | 'madeReal'>): string | undefined =>
  madeReal === undefined ? drill : undefined;

export interface TroubleItem {
  readonly id: string;
  /** e.g. `tamper`, `battery`, `silent`, `malformed`, `conflict`, `protocol`, `reaction`, `unraised` */
  readonly kind: string;
  /** an event that could not become an alarm is painted and sounded like an emergency */
  readonly urgent: boolean;
  /** as an alarm's; unacknowledged where it is absent */
  readonly annunciation?: Annunciation;
  readonly device?: string;
  readonly place?: string;
  readonly raisedAt: Instant;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A press was silent once: nothing may give it away after that, whatever is pressed later. */
export const patternAfter = (before: string | undefined, pressed: string | undefined): string | undefined =>
  pressed === 'silent' ? pressed : (before ?? pressed);

/** The responses from which `next` may follow: every earlier one. */
export const before = (next: Response): readonly Response[] => responses.slice(0, responses.indexOf(next));

/** The one that stands later: an answer is never taken back. */
export const laterOf = (a: Response, b: Response): Response =>
  responses.indexOf(a) > responses.indexOf(b) ? a : b;

export type Verb = 'acknowledge' | 'respond' | 'arrive' | 'control' | 'close';
export const responseOf: Readonly<Record<Verb, Response>> = {
  acknowledge: 'acknowledged',
  respond: 'responding',
  arrive: 'on-scene',
  control: 'controlled',
  close: 'closed',
};
