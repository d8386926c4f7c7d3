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

/** What the fact of a step by one person is called after `incident.`. */
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
} as const;
type Plain = keyof typeof stepFacts;
const plainSteps = Object.keys(stepFacts) as [Plain, ...Plain[]];
/** What a side exit takes: one asks, another one signs, or somebody keeps the incident. */
export const lifeSteps = [...plainSteps, 'exit', 'countersign', 'keep'] as const;
export type LifeStep = (typeof lifeSteps)[number];
export const isPlain = (step: LifeStep): step is Plain => step in stepFacts;

/** A side exit that one person asked for and a second has not signed yet. */
export interface AskedExit {
  readonly approval?: string;
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
  readonly reason?: string | undefined;
  readonly exit?: Exit | undefined;
  /** findings that nobody has confirmed or rejected */
  readonly undecided: number;
  /** 罚款、拘留 with the president's approval and the number of the written decision */
  readonly hasDecision: boolean;
  /** a drill's (演练): nothing of it goes to the police, and nobody is sanctioned */
  readonly isDrill: boolean;
}

const worked: readonly IncidentState[] = ['open', 'evidence-locked', 'reviewed'];
const ended: readonly IncidentState[] = ['closed-internal', 'sanctioned', 'result', 'archived', ...exits];

/** Only what still needs somebody stands on the board. */
export const isOnBoard = (state: IncidentState): boolean => !ended.includes(state) && state !== 'merged';
export const boardStates = incidentStates.filter(isOnBoard);
/** Nobody handed it over and nobody ended it: the six months run. */
export const isWorked = (state: IncidentState): boolean => worked.includes(state);

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

export const needsReason: readonly LifeStep[] = ['close', 'transfer', 'result', 'reopen', 'exit', 'keep'];

const notOfDrills: readonly LifeStep[] = ['sanction', 'transfer', 'receipt', 'result'];

/** Which steps the state allows, whoever asks: what the page offers. */
export function stepsFrom({ state, exit }: Life): LifeStep[] {
  if (exit !== undefined && isWorked(state)) return ['countersign', 'keep'];
  const plain = plainSteps.filter((step) => table[step].from.includes(state));
  return isWorked(state) ? [...plain, 'exit'] : plain;
}

function demandOfDrill(step: LifeStep, { isDrill }: Circumstances): void {
  if (isDrill && notOfDrills.includes(step))
    throw refused('DRILL_NOT_HANDED_OVER', 'the incident of a drill is handed to nobody, sanctions nobody', {
      step,
    });
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

/**
 * That it takes two people to leave sideways is the approvals' affair.
 * @throws `conflict` INCIDENT_STEP_REFUSED, FINDINGS_UNDECIDED, DECISION_MISSING; `invalid` REASON_NEEDED, EXIT_NEEDED; `refused` DRILL_NOT_HANDED_OVER
 */
export function afterStep(life: Life, step: LifeStep, circumstances: Circumstances): IncidentState {
  if (!stepsFrom(life).includes(step))
    throw conflict('INCIDENT_STEP_REFUSED', `an incident that is ${life.state} does not take this step`, {
      state: life.state,
      step,
      possible: stepsFrom(life),
      ...(life.exit === undefined ? {} : { first: { by: life.exit.by, at: life.exit.at } }),
    });
  demandOfDrill(step, circumstances);
  demand(step, circumstances);
  if (isPlain(step)) return table[step].to;
  return step === 'countersign' ? (life.exit?.kind ?? life.state) : life.state;
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
