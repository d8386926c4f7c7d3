/** Which occurrences ring, how loud, and which are only trouble (contracts.md 1, levels). */
import type { DeviceEvent } from '../../devices/protocol/event.js';
import type { Occurrence } from '../intake/occurrence.js';
import type { AlarmSource, Level } from './alarm.js';

export interface Ringing {
  readonly level: Level;
  readonly source: AlarmSource;
  readonly pattern?: string;
  /** what a gate found, for a decision */
  readonly class?: string;
  readonly outcome?: string;
}

export interface Trouble {
  readonly kind: string;
  readonly detail: Readonly<Record<string, string | number | boolean | undefined>>;
}

export interface Rank {
  readonly ring?: Ringing;
  readonly trouble?: Trouble;
}

/** As much of an occurrence as ranking needs. */
export interface Ranked {
  readonly kind: string;
  readonly verdict: 'recorded' | 'malformed' | 'conflict';
  readonly type?: string;
  readonly event?: DeviceEvent;
  /** for a conflict: the type of what came first, absent where no type of the protocol could be read */
  readonly firstType?: string;
  /** what the gate found, looked up by the detection that a decision names */
  readonly class?: string;
}

const quiet: Rank = {};
const dangerous = new Set(['knife', 'gun', 'liquid', 'powder', 'explosive']);
const press: Ringing = { level: 'emergency', source: 'press' };

export function rank(occurrence: Ranked): Rank {
  if (occurrence.verdict === 'conflict') return rankConflict(occurrence);
  if (occurrence.verdict === 'malformed') return rankMalformed(occurrence);
  return occurrence.event === undefined ? quiet : rankEvent(occurrence.event, occurrence.class);
}

/** Whether an event that could not be ranked might have had to ring: of a gate's decision that shows only in what it found. */
export const mayRing = (
  occurrence: Pick<Occurrence, 'device' | 'verdict' | 'type' | 'event' | 'firstType'>,
): boolean =>
  occurrence.event?.type === 'decision' ||
  rank({ ...occurrence, kind: occurrence.device.kind }).ring !== undefined;

/** A button that cannot be understood is taken to call for help, unless it readably says something else. */
const mayBePress = ({ kind, type }: Pick<Ranked, 'kind' | 'type'>): boolean =>
  kind === 'button' && (type === undefined || type === 'pressed');

function rankMalformed(occurrence: Ranked): Rank {
  if (mayBePress(occurrence)) return { ring: { ...press, source: 'malformed' } };
  return { trouble: { kind: 'malformed', detail: { type: occurrence.type } } };
}

function rankConflict(occurrence: Ranked): Rank {
  const trouble = { kind: 'conflict', detail: { type: occurrence.type } };
  const first = { kind: occurrence.kind, ...(occurrence.firstType && { type: occurrence.firstType }) };
  const rings = mayBePress(occurrence) || mayBePress(first);
  const pattern = occurrence.event?.type === 'pressed' ? occurrence.event.pattern : undefined;
  return {
    trouble,
    ...(rings
      ? { ring: { ...press, source: 'conflict', ...(pattern === undefined ? {} : { pattern }) } }
      : {}),
  };
}

function rankEvent(event: DeviceEvent, found: string | undefined): Rank {
  switch (event.type) {
    case 'pressed':
      return {
        ring: {
          level: event.pattern === 'help' ? 'high' : 'emergency',
          source: 'press',
          pattern: event.pattern,
        },
      };
    case 'forced':
      return { ring: { level: 'high', source: 'forced' } };
    case 'decision':
      return rankDecision(event.outcome, found);
    default:
      return rankCondition(event);
  }
}

function rankDecision(outcome: string, found: string | undefined): Rank {
  if ((outcome !== 'refused' && outcome !== 'fled') || found === undefined || !dangerous.has(found))
    return quiet;
  return { ring: { level: 'high', source: 'decision', class: found, outcome } };
}

function rankCondition(event: DeviceEvent): Rank {
  switch (event.type) {
    case 'tamper':
    case 'held-open':
      return { trouble: { kind: event.type, detail: {} } };
    case 'fault':
      return { trouble: { kind: 'fault', detail: { code: event.code } } };
    case 'battery':
      return event.percent < 20
        ? { trouble: { kind: 'battery', detail: { percent: event.percent } } }
        : quiet;
    case 'storage':
      return event.freePercent < 10
        ? { trouble: { kind: 'storage', detail: { freePercent: event.freePercent } } }
        : quiet;
    case 'self-check':
      return event.ok ? quiet : { trouble: { kind: 'self-check', detail: {} } };
    default:
      return quiet;
  }
}

const endings = new Set<unknown>(['battery', 'storage', 'self-check', 'test', 'opened']);
/** Whether an event of this type can end a trouble. */
export const mayEndTrouble = (type: unknown): boolean => endings.has(type);

/** The kind of the device's trouble that is over because of what it says. */
export function troubleEndedBy(event: DeviceEvent): string | undefined {
  switch (event.type) {
    case 'battery':
      return event.percent < 20 ? undefined : 'battery';
    case 'storage':
      return event.freePercent < 10 ? undefined : 'storage';
    case 'self-check':
      return event.ok ? 'self-check' : undefined;
    // Somebody stood before it, and it works.
    case 'test':
      return 'tamper';
    // To be opened it must have been closed.
    case 'opened':
      return 'held-open';
    default:
      return undefined;
  }
}

/** The colloquial names by which a screener may write down what a gate's classes call so. */
const classWords: Readonly<Record<string, RegExp>> = {
  gun: /枪|gun/i,
  explosive: /炸|爆|雷管|鞭炮|explosive/i,
  knife: /刀|匕首|剪|锥|knife/i,
  liquid: /汽油|酒精|液|油桶|liquid/i,
  powder: /粉|powder/i,
};

/** What a decision is about when it names no detection: its `item`, in a screener's words. */
export const classOfItem = (item: string | undefined): string | undefined =>
  item === undefined ? undefined : Object.entries(classWords).find(([, words]) => words.test(item))?.[0];
