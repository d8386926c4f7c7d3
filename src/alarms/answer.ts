/** What an answer to an alarm says, which timers it ends, and who was first where it comes too late. Pure. */
import { conflict } from '../kernel/errors.js';
import type { AlarmItem, Outcome, Response, Verb } from './alarm.js';
import { stepKinds } from '../duty/policy.js';
import { overdueKinds } from './overdue.js';

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
const responding = [...answered, 'not-responding', overdueKinds.respond];
export const timersEndedBy: Readonly<Record<Verb, readonly string[]>> = {
  acknowledge: answered,
  respond: responding,
  arrive: responding,
  control: [...stepKinds, overdueKinds.respond],
  close: [...stepKinds, ...Object.values(overdueKinds)],
};

export const isForAnswering = ({ kind }: { readonly kind: string }): boolean => answered.includes(kind);

export function stepTaken(alarm: AlarmItem, wanted: Response): Error {
  const first = alarm.steps[wanted] ?? alarm.steps[alarm.response];
  return conflict('ALARM_STEP_TAKEN', `the alarm is ${alarm.response} already and cannot become ${wanted}`, {
    response: alarm.response,
    first: first === undefined ? undefined : { by: first.by, at: first.at },
  });
}
