/** What an answer to an alarm says, which timers it ends, and who was first where it comes too late. Pure. */
import { conflict } from '../kernel/errors.js';
import type { AlarmItem, Outcome, Response, Verb } from './alarm.js';
import { escalationSteps } from './escalation.js';

export interface StepWords {
  /** how it was learnt: seen, by radio, by telephone */
  readonly kind?: string | undefined;
  readonly note?: string | undefined;
  /** the person for whom another enters it */
  readonly for?: string | undefined;
  readonly outcome?: Outcome;
  readonly reason?: string;
}

const answered = ['not-shown', 'not-acknowledged'];
export const timersEndedBy: Readonly<Record<Verb, readonly string[]>> = {
  acknowledge: answered,
  respond: [...answered, 'not-responding'],
  arrive: [...answered, 'not-responding'],
  control: escalationSteps.map((step) => step.kind),
  close: escalationSteps.map((step) => step.kind),
};

export const isForAnswering = ({ kind }: (typeof escalationSteps)[number]): boolean =>
  answered.includes(kind);

export function stepTaken(alarm: AlarmItem, wanted: Response): Error {
  const first = alarm.steps[wanted] ?? alarm.steps[alarm.response];
  return conflict('ALARM_STEP_TAKEN', `the alarm is ${alarm.response} already and cannot become ${wanted}`, {
    response: alarm.response,
    first: first === undefined ? undefined : { by: first.by, at: first.at },
  });
}
