/** The life of an incident as one pure machine: its states, its steps, its side exits (domain.md 6.2). */
import type { Word } from '../alarms/alarm.js';
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { conflict, invalid, refused } from '../kernel/errors.js';

/** 误报、测试、演练、急救、设备故障: out of the life sideways, by two people and with a reason. */
export const exits = ['false', 'test', 'drill', 'medical', 'fault'] as const;
export type Exit = (typeof exits)[number];

export const incidentStates = [
  'open',
  'evidence-locked',
  'reviewed',
  'closed-internal',
  'sanctioned',
  'transferred',
  'receipted',
  'result',
  'archived',
  ...exits,
  'merged',
] as const;
export type IncidentState = (typeof incidentStates)[number];

/** What a step's fact is called after `incident.`. */
export const stepFacts = {
  lock: 'evidence-locked',
  review: 'reviewed',
  close: 'closed',
  sanction: 'sanctioned',
  transfer: 'transferred',
  receipt: 'receipted',
  result: 'resulted',
  archive: 'archived',
  reopen: 'reopened',
  exit: 'exit-asked',
  countersign: 'exit-signed',
  keep: 'exit-declined',
} as const;
export type LifeStep = keyof typeof stepFacts;
export const lifeSteps = Object.keys(stepFacts) as [LifeStep, ...LifeStep[]];

/** A side exit that one person asked for and a second has not signed yet. */
export interface AskedExit {
  readonly kind: Exit;
  readonly at: Instant;
  readonly by: Actor;
  readonly reason: Word;
}

export interface Life {
  readonly state: IncidentState;
  readonly exit?: AskedExit;
}

/** What a step is judged by beside the state. */
export interface Circumstances {
  readonly by: Actor;
  readonly reason?: string | undefined;
  readonly exit?: Exit | undefined;
  /** findings that nobody has confirmed or rejected */
  readonly undecided: number;
  /** 罚款、拘留 with the president's approval and the number of the written decision */
  readonly hasDecision: boolean;
}

const worked: readonly IncidentState[] = ['open', 'evidence-locked', 'reviewed'];
const ended: readonly IncidentState[] = ['closed-internal', 'sanctioned', 'result', 'archived', ...exits];

/** Only what still needs somebody stands on the board. */
export const isOnBoard = (state: IncidentState): boolean => !ended.includes(state) && state !== 'merged';
export const boardStates = incidentStates.filter(isOnBoard);
/** Nobody handed it over and nobody ended it: the six months run. */
export const isWorked = (state: IncidentState): boolean => worked.includes(state);

type Plain = Exclude<LifeStep, 'exit' | 'countersign' | 'keep'>;

const table: Readonly<
  Record<Plain, { readonly from: readonly IncidentState[]; readonly to: IncidentState }>
> = {
  lock: { from: ['open'], to: 'evidence-locked' },
  review: { from: ['evidence-locked'], to: 'reviewed' },
  close: { from: ['reviewed'], to: 'closed-internal' },
  sanction: { from: ['reviewed'], to: 'sanctioned' },
  // A packet may be asked for in any state, and a court may sanction and hand over.
  transfer: { from: [...worked, 'sanctioned'], to: 'transferred' },
  receipt: { from: ['transferred'], to: 'receipted' },
  result: { from: ['transferred', 'receipted'], to: 'result' },
  archive: { from: ended.filter((state) => state !== 'archived'), to: 'archived' },
  reopen: { from: ended, to: 'open' },
};

const needsReason: readonly LifeStep[] = ['close', 'transfer', 'result', 'reopen', 'exit', 'keep'];

/** Which steps the state allows, whoever asks: what the page offers. */
export function stepsFrom({ state, exit }: Life): LifeStep[] {
  if (exit !== undefined && isWorked(state)) return ['countersign', 'keep'];
  const plain = (Object.keys(table) as Plain[]).filter((step) => table[step].from.includes(state));
  return isWorked(state) ? [...plain, 'exit'] : plain;
}

function demand(step: LifeStep, { reason, exit, undecided, hasDecision }: Circumstances): void {
  if (needsReason.includes(step) && reason === undefined)
    throw invalid('REASON_NEEDED', 'this step needs a reason', { step });
  if (step === 'exit' && exit === undefined)
    throw invalid('EXIT_NEEDED', 'say which side exit: false, test, drill, medical or fault', { exits });
  if (step === 'review' && undecided > 0)
    throw conflict('FINDINGS_UNDECIDED', 'confirm or reject every suggested act first', { undecided });
  if (step === 'sanction' && !hasDecision)
    throw conflict(
      'DECISION_MISSING',
      'a fine or detention needs the president’s approval and the number of the written decision: record the measure first',
    );
}

/** @throws `conflict` INCIDENT_STEP_REFUSED, FINDINGS_UNDECIDED, DECISION_MISSING; `invalid` REASON_NEEDED, EXIT_NEEDED; `refused` SECOND_PERSON_NEEDED */
export function afterStep(life: Life, step: LifeStep, circumstances: Circumstances): IncidentState {
  if (!stepsFrom(life).includes(step))
    throw conflict('INCIDENT_STEP_REFUSED', `an incident that is ${life.state} does not take this step`, {
      state: life.state,
      step,
      possible: stepsFrom(life),
      ...(life.exit === undefined ? {} : { first: { by: life.exit.by, at: life.exit.at } }),
    });
  demand(step, circumstances);
  if (step === 'exit' || step === 'keep') return life.state;
  if (step !== 'countersign') return table[step].to;
  // Two people, not one person twice (domain.md 6.2: side exits need reason and second person).
  if (life.exit?.by.id === circumstances.by.id)
    throw refused('SECOND_PERSON_NEEDED', 'a second person must sign this exit');
  return life.exit?.kind ?? life.state;
}

/** What the house hears from packets and from the police moves the life on where it can; a repeat or a late word changes nothing. */
export function afterNews(
  state: IncidentState,
  news: 'transfer' | 'receipt' | 'result',
): IncidentState | undefined {
  return table[news].from.includes(state) ? table[news].to : undefined;
}

const dayMs = 86_400_000;
/** 治安管理处罚法 Art. 25 (V): what the police did not find within six months is no longer punished; warn after 150 days. */
export const limitWarningMs = 150 * dayMs;
