// Which steps stand for what, in which version, and whose turn it is.
import { describe, expect, test } from '@jest/globals';
import { builtInProcedures } from '../../../src/procedures/built-in.js';
import { courseOf, type TakenStep } from '../../../src/procedures/course.js';
import {
  applying,
  deadlinesOf,
  procedureSchema,
  type ProcedureItem,
} from '../../../src/procedures/procedure.js';
import { deadlineOf, deadlineTimers, overdueBy, overdueTimers } from '../../../src/alarms/overdue.js';
import type { AlarmItem } from '../../../src/alarms/alarm.js';

const at = '2026-03-01T00:00:00.000Z';
const later = '2026-03-02T00:00:00.000Z';
const [press] = builtInProcedures as [ProcedureItem];
const rewritten: ProcedureItem = {
  ...press,
  version: 1,
  since: later,
  steps: [{ id: 'only', zh: '一', en: 'one' }],
};
const ids = (of: Parameters<typeof applying>[1], all: readonly ProcedureItem[] = builtInProcedures) =>
  applying(all, of).map(({ id, version }) => `${id} ${version}`);

describe('which steps stand', () => {
  test('those that name the kind, else those for all others', () => {
    expect(ids({ kind: 'silent', acts: [], at })).toEqual(['silent 0']);
    expect(ids({ kind: 'emergency', acts: [], at })).toEqual(['press 0']);
    expect(ids({ kind: 'forced', acts: [], at })).toEqual(['gate 0']);
  });

  test('those of the acts that an incident bears, once, and none for others', () => {
    expect(ids({ acts: ['A3', 'A1'], at })).toEqual(['violence 0']);
    expect(ids({ acts: ['A6'], at })).toEqual([]);
  });

  test('a new version holds for what began after it', () => {
    const all = [...builtInProcedures, rewritten];
    expect(ids({ kind: 'help', acts: [], at }, all)).toEqual(['press 0']);
    expect(ids({ kind: 'help', acts: [], at: later }, all)).toEqual(['press 1']);
  });

  test('what is built in is in shape, and what names nothing or one step twice is refused', () => {
    for (const { id: _id, version: _version, ...given } of builtInProcedures)
      expect(procedureSchema.safeParse(given).success).toBe(true);
    const step = { id: 'a', zh: '一', en: 'one' };
    const given = { zh: '甲', en: 'a', kinds: ['help'], steps: [step] };
    expect(procedureSchema.safeParse(given).success).toBe(true);
    expect(procedureSchema.safeParse({ ...given, kinds: [] }).success).toBe(false);
    expect(procedureSchema.safeParse({ ...given, steps: [step, step] }).success).toBe(false);
  });
});

describe('how far they are', () => {
  const took = (step: string, state: TakenStep['state'], version = 0): TakenStep => ({
    id: step,
    subject: { kind: 'alarm', id: 'a' },
    place: 'court-1',
    procedure: 'press',
    version,
    step,
    state,
    at,
    by: { kind: 'person', id: 'p' },
  });

  test('the first that is neither done nor skipped is due, until there is none', () => {
    expect(courseOf(press, []).next).toBe('ask');
    expect(courseOf(press, [took('ask', 'done'), took('send', 'skipped')]).next).toBe('chief');
    expect(courseOf(press, [took('ask', 'done', 1)]).next).toBe('ask');
    const all = press.steps.map(({ id }) => took(id, 'done'));
    expect(courseOf(press, all).next).toBeUndefined();
  });
});

describe('the times of steps', () => {
  const step = { id: 'a', zh: '一', en: 'one', withinMs: 120_000 };
  const timed: ProcedureItem = { ...press, id: 'timed', kinds: ['help'], steps: [press.steps[0]!, step] };
  test('count from the alarm, are named by their timer, and are none of an incident', () => {
    const deadlines = deadlinesOf([timed], { kind: 'help', acts: [], at });
    const [timer] = deadlineTimers(deadlines, 'alarm', at);
    expect(timer).toEqual({
      kind: 'step:timed:0:2:a',
      subject: 'alarm',
      dueAt: '2026-03-01T00:02:00.000Z',
    });
    expect(deadlineOf(timer?.kind ?? '')).toEqual({ procedure: 'timed', version: 0, nth: 2, step: 'a' });
    expect(courseOf(timed, [], at).steps.map(({ dueAt }) => dueAt)).toEqual([undefined, timer?.dueAt]);
    expect(courseOf(timed, []).steps.some((one) => 'dueAt' in one)).toBe(false);
    expect(procedureSchema.safeParse({ ...timed, kinds: [], acts: ['A1'] }).success).toBe(false);
  });
});

describe('times to respond and to resolve', () => {
  const alarm = (response: AlarmItem['response']) => ({ response }) as AlarmItem;
  test('are due after the targets, and missed only while what they ask for has not come', () => {
    expect(overdueTimers({ respondMs: 60_000 }, 'a', at)).toEqual([
      { kind: 'overdue-respond', subject: 'a', dueAt: '2026-03-01T00:01:00.000Z' },
    ]);
    expect(overdueBy('overdue-respond', alarm('acknowledged'))).toBe('respond');
    expect(overdueBy('overdue-respond', alarm('responding'))).toBeUndefined();
    expect(overdueBy('overdue-resolve', alarm('controlled'))).toBe('resolve');
    expect(overdueBy('overdue-resolve', alarm('closed'))).toBeUndefined();
  });
});
