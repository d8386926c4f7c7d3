import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmItem } from '../../src/alarms/alarm.js';
import type { KeptFact } from '../../src/ledger/entries.service.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
type Problem = {
  readonly code: string;
  readonly first?: { readonly by: { readonly id: string }; readonly at: string };
};
const verbs = ['acknowledge', 'respond', 'arrive', 'control', 'close'] as const;
type Verb = (typeof verbs)[number];
const states = ['acknowledged', 'responding', 'on-scene', 'controlled', 'closed'] as const;
const closing = { outcome: 'handled', reason: '当事人已离开' };

const raised = async (place = 'hall', pattern = 'help'): Promise<AlarmItem> =>
  (await held.court.post<AlarmItem>('judge', '/api/alarms', { place, pattern })).body;
const take = (who: string, alarm: AlarmItem, verb: Verb) =>
  held.court.post<AlarmItem & Problem>(
    who,
    `/api/alarms/${alarm.id}/${verb}`,
    verb === 'close' ? closing : undefined,
  );
const factsOf = async (alarm: AlarmItem): Promise<KeptFact[]> =>
  (await held.court.facts()).filter(({ subject }) => subject.id === alarm.id);

describe('the answer to an alarm', () => {
  it('takes every step in turn, each an entry of the ledger with who took it', async () => {
    const alarm = await raised();
    expect(alarm).toMatchObject({
      response: 'raised',
      annunciation: 'unacknowledged',
      level: 'high',
      zone: 'B',
    });
    for (const [at, verb] of verbs.entries()) {
      const { status, body } = await take('guard', alarm, verb);
      expect([status, body.response, body.annunciation]).toEqual([200, states[at], 'acknowledged']);
    }
    expect((await factsOf(alarm)).map(({ type }) => type)).toEqual([
      'alarm.raised',
      ...states.map((state) => `alarm.${state}`),
    ]);
    const { body } = await held.court.get<AlarmItem & { timeline: KeptFact[] }>(
      'guard',
      `/api/alarms/${alarm.id}`,
    );
    expect(body).toMatchObject({ outcome: 'handled', reason: { text: '当事人已离开' } });
    expect(body.timeline.map(({ type }) => type)).toEqual((await factsOf(alarm)).map(({ type }) => type));
  });

  it.each(verbs.slice(1))('may skip forward to %s, which acknowledges too', async (verb) => {
    const alarm = await raised();
    const { status, body } = await take('officer-1', alarm, verb);
    expect(status).toBe(200);
    expect(body).toMatchObject({ annunciation: 'acknowledged', response: states[verbs.indexOf(verb)] });
    expect(body.steps.acknowledged).toEqual(body.steps[body.response]);
  });

  it.each(verbs)('taken again or back from %s is told who was first, and changes nothing', async (verb) => {
    const alarm = await raised();
    const { body: first } = await take('officer-1', alarm, verb);
    const before = await factsOf(alarm);
    for (const back of verbs.slice(0, verbs.indexOf(verb) + 1)) {
      const { status, body, headers } = await take('chief', alarm, back);
      expect(status).toBe(409);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body).toMatchObject({ code: 'ALARM_STEP_TAKEN', first: first.steps.acknowledged });
    }
    expect((await factsOf(alarm)).map(({ type }) => type)).toEqual(before.map(({ type }) => type));
  });

  it('raced for by two officers is won by one; the other is told by whom', async () => {
    const alarm = await raised();
    const answers = await Promise.all([
      take('officer-1', alarm, 'acknowledge'),
      take('officer-2', alarm, 'acknowledge'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 409]));
    const won = answers.find(({ status }) => status === 200)?.body;
    expect(answers.find(({ status }) => status === 409)?.body.first).toEqual(won?.steps.acknowledged);
    expect((await factsOf(alarm)).filter(({ type }) => type === 'alarm.acknowledged')).toHaveLength(1);
  });

  it('is closed only with an outcome and a reason that is not blank', async () => {
    const alarm = await raised();
    const close = (body?: object) => held.court.post<Problem>('guard', `/api/alarms/${alarm.id}/close`, body);
    for (const body of [
      undefined,
      {},
      { outcome: 'handled' },
      { reason: 'x' },
      { outcome: 'handled', reason: '  ' },
      { outcome: 'nothing', reason: 'x' },
    ])
      expect((await close(body)).status).toBe(400);
    for (const outcome of ['handled', 'transferred', 'false', 'test', 'drill', 'medical', 'fault']) {
      const other = await raised();
      expect(
        (await held.court.post('guard', `/api/alarms/${other.id}/close`, { outcome, reason: '说明' })).status,
      ).toBe(200);
    }
  });

  it('is for guard, chief and officers alone, whatever the id', async () => {
    const alarm = await raised();
    for (const who of ['judge', 'clerk', 'approver', 'police', 'president', 'auditor', 'admin', 'screener'])
      for (const id of [alarm.id, 'nothing'])
        expect((await held.court.post<Problem>(who, `/api/alarms/${id}/acknowledge`)).status).toBe(403);
    expect((await held.court.post<Problem>('guard', '/api/alarms/nothing/acknowledge')).status).toBe(404);
    expect(
      (await held.court.post<Problem>('judge', '/api/alarms', { place: 'moon', pattern: 'help' })).status,
    ).toBe(400);
  });
});

describe('a further press of a device whose alarm is open', () => {
  it('is kept and shown, raises the level, and belongs to the same alarm until that is closed', async () => {
    const button = await held.court.device('button-101');
    const first = await button.press('help');
    const again = await button.press('help');
    expect(again.alarm).toBe(first.alarm);
    const { body } = await held.court.get<AlarmItem>('guard', `/api/alarms/${first.alarm}`);
    expect(body).toMatchObject({ level: 'emergency', presses: 2 });
    const [fact] = await held.court.facts('alarm.pressed-again');
    expect(fact).toMatchObject({
      subject: { kind: 'alarm', id: first.alarm },
      data: { device: 'button-101', boot: button.boot, seq: 2, level: 'emergency' },
    });
    await take('guard', body, 'close');
    const fresh = await button.press('help');
    expect(fresh.alarm).not.toBe(first.alarm);
    expect((await held.court.get<AlarmItem>('guard', `/api/alarms/${fresh.alarm}`)).body.level).toBe('high');
  });

  it('is shared with the police at once', async () => {
    const button = await held.court.device('button-110');
    const { alarm } = await button.press('help');
    expect((await held.court.get('police', `/api/alarms/${alarm}`)).status).toBe(404);
    await button.press('help');
    const { status, body } = await held.court.get<AlarmItem>('police', `/api/alarms/${alarm}`);
    expect([status, body.presses, body.device]).toEqual([200, 2, undefined]);
  });
});

describe('levels (contracts.md 1)', () => {
  const seen = { boot: 'level', seq: 1 };
  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['button-103', { type: 'pressed', pattern: 'emergency' }, 'emergency'],
    ['button-104', { type: 'pressed', pattern: 'silent' }, 'emergency'],
    ['button-105', { type: 'pressed', pattern: 'help' }, 'high'],
    ['button-106', { type: 'stand-down-asked' }, undefined],
    ['button-106', { type: 'test' }, undefined],
    ['door-301', { type: 'forced' }, 'high'],
    ['door-301', { type: 'opened' }, undefined],
    ['gate-1', { type: 'detection', zoneCode: 'z1', class: 'gun', ...seen }, undefined],
    ['gate-1', { type: 'decision', detection: seen, outcome: 'fled', operators: ['a'] }, 'high'],
    ['gate-1', { type: 'decision', detection: seen, outcome: 'deposited', operators: [] }, undefined],
    ['gate-1', { type: 'decision', outcome: 'refused', operators: [] }, undefined],
    ['gate-1', { type: 'decision', item: '一把水果刀', outcome: 'refused', operators: [] }, 'high'],
  ])('of %s saying %j', async (id, said, level) => {
    const device = await held.court.device(id);
    const { alarm } = await device.say(said);
    const [fact] = (await held.court.facts('alarm.raised')).filter(({ subject }) => subject.id === alarm);
    expect(fact?.data['level']).toBe(level);
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['button-107', { type: 'tamper' }, true],
    ['button-107', { type: 'battery', percent: 19.9 }, true],
    ['button-108', { type: 'battery', percent: 20 }, false],
    ['button-107', { type: 'fault', code: 'E7' }, true],
    ['door-301', { type: 'held-open' }, true],
    ['recorder-201', { type: 'storage', freePercent: 9 }, true],
    ['recorder-202', { type: 'storage', freePercent: 10 }, false],
    ['gate-2', { type: 'self-check', ok: false, by: ['a'] }, true],
    ['gate-1', { type: 'self-check', ok: true, by: ['a'] }, false],
  ])('%s saying %j is trouble: %j', async (id, said, isTrouble) => {
    const device = await held.court.device(id);
    const before = held.court.head;
    expect((await device.say(said)).alarm).toBeUndefined();
    const facts = (await held.court.facts()).filter(({ seq }) => seq > before);
    expect(facts.filter(({ type }) => type === 'alarm.raised')).toEqual([]);
    const troubles = facts.filter(({ type }) => type === 'trouble.raised').map(({ data }) => data['kind']);
    expect(troubles).toEqual(isTrouble ? [said['type']] : []);
    expect(facts.filter(({ type }) => type === 'incident.opened')).toEqual([]);
  });
});

describe('the steps of whatever rings in a room', () => {
  it('are those of the silent alarm, which call nobody there, while one of that room is open', async () => {
    type Courses = { items: { procedure: string }[] };
    const stepsOf = async ({ id }: AlarmItem): Promise<string[]> => {
      const { body } = await held.court.get<Courses>('guard', `/api/alarms/${id}/steps`);
      return body.items.map(({ procedure }) => procedure);
    };
    const [loud, silent] = [await raised('court-8'), await raised('court-8', 'silent')];
    expect(await stepsOf(loud)).toEqual(['silent']);
    const ask = { procedure: 'press', step: 'ask' };
    expect((await held.court.post('guard', `/api/alarms/${loud.id}/steps`, ask)).status).toBe(404);
    await take('guard', silent, 'close');
    expect(await stepsOf(loud)).toEqual(['press']);
  });
});
