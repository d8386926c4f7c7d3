import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInPolicy, type PolicyItem } from '../../src/duty/policy.js';
import type { Calling } from '../../src/duty/policies.service.js';
import { Reader } from '../../src/storage/reader.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const { id: _id, ...whole } = builtInPolicy;
const own = {
  ...whole,
  name: '三号法庭',
  places: ['court-3'],
  steps: whole.steps.map((step) =>
    step.kind === 'not-acknowledged' ? { ...step, afterMs: 8000, calls: ['chief'] } : step,
  ),
};
const send = async (who: string, method: string, path: string, body?: object) => {
  const answer = await fetch(`${held.court.url}/api/policies${path}`, {
    method,
    headers: { Cookie: await held.court.cookie(who), 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
};
const called = async (place: string, at = ''): Promise<Calling> =>
  (
    await held.court.get<Calling>(
      'guard',
      `/api/policies/called?place=${place}${at === '' ? '' : `&at=${at}`}`,
    )
  ).body;
const names = ({ steps }: Calling) => steps.map(({ people }) => people.map(({ name }) => name.text));
const dueAfter = async (alarm: string | undefined, kind: string): Promise<number> => {
  const [row] = await held.court.app
    .get(Reader)
    .query<{ dueAt: string }>('SELECT "dueAt" FROM "timers" WHERE "subject" = ? AND "kind" = ?', [
      alarm,
      kind,
    ]);
  const [raised] = await held.court.told('alarm.raised', ({ subject }) => subject.id === alarm);
  return Math.round((Date.parse(row?.dueAt ?? '') - Date.parse(raised?.at ?? '')) / 1000);
};
const everybody = ['guard', 'chief', 'officer-1', 'officer-2'];
const leave = async (who: string) =>
  fetch(`${held.court.url}/api/duty`, {
    method: 'DELETE',
    headers: { Cookie: await held.court.cookie(who) },
  });

describe('the policies of calls', () => {
  it('tell who would be called for any room, now and at a minute that has been', async () => {
    expect(names(await called('court-3'))).toEqual([
      ['值班法警 韩立', '法警 孙强', '法警 李敏'],
      ['法警 孙强', '法警 李敏'],
      ['值班长 周岩'],
      ['值班长 周岩'],
      [],
    ]);
    expect(names(await called('court-3', '2020-01-01T00:00:00Z')).flat()).toEqual([]);
    expect((await held.court.get('guard', '/api/policies/called?place=nowhere')).status).toBe(400);
  });

  it('are refused with a hole, an empty step, or two for one room, and what is wrong is named', async () => {
    const broken = {
      ...own,
      steps: own.steps.map((step) => ({ ...step, calls: step.kind === 'not-responding' ? [] : step.calls })),
    };
    expect(await send('chief', 'POST', '', broken)).toMatchObject({
      status: 400,
      body: { code: 'POLICY_HOLE', holes: [{ step: 'not-responding', why: 'empty' }] },
    });
    expect((await send('chief', 'POST', '', { ...own, places: ['nowhere'] })).body['code']).toBe(
      'PLACE_UNKNOWN',
    );
  });

  it('decide from the next alarm on when its steps are due and whom they call, over a restart too', async () => {
    const made = await send('chief', 'POST', '', own);
    expect(made.status).toBe(201);
    expect((await send('admin', 'POST', '', own)).body['code']).toBe('POLICY_OVERLAP');
    await held.court.restart();
    const three = await (await held.court.device('button-103')).press('help');
    const four = await (await held.court.device('button-104')).press('help');
    expect([
      await dueAfter(three.alarm, 'not-acknowledged'),
      await dueAfter(four.alarm, 'not-acknowledged'),
    ]).toEqual([8, 15]);
    await held.court.write((unit) =>
      unit.query('UPDATE "timers" SET "dueAt" = ? WHERE "subject" = ? AND "kind" = ?', [
        '2020-01-01T00:00:00.000Z',
        three.alarm,
        'not-acknowledged',
      ]),
    );
    const [fact] = await held.court.told(
      'alarm.escalated',
      ({ subject, data }) => subject.id === three.alarm && data['why'] === 'not-acknowledged',
    );
    expect(fact?.data['calls']).toEqual(['chief']);
    expect(names(await called('court-3'))[1]).toEqual(['值班长 周岩']);
    expect((await send('chief', 'DELETE', `/${String(made.body['id'])}`)).status).toBe(204);
    expect((await send('chief', 'PUT', `/${String(made.body['id'])}`, own)).status).toBe(404);
    const { items } = (await held.court.get<{ items: PolicyItem[] }>('guard', '/api/policies')).body;
    expect(items.map(({ id }) => id)).toEqual(['built-in']);
    for (const { alarm } of [three, four]) await held.court.post('guard', `/api/alarms/${alarm}/control`);
  });

  it('stand as a trouble while nobody on post can be called, and end it when somebody comes', async () => {
    for (const who of everybody) expect((await leave(who)).status).toBe(204);
    const [raised] = await held.court.told(
      'trouble.raised',
      ({ data }) => data['kind'] === 'nobody-reachable',
    );
    expect(raised?.data['note']).toBe('built-in');
    const { body } = await held.court.post<{ code: string }>(
      'guard',
      `/api/troubles/${raised?.subject.id}/clear`,
    );
    expect(body.code).toBe('TROUBLE_STANDS');
    await held.court.restart();
    expect(
      (await held.court.facts('trouble.raised')).filter(({ data }) => data['kind'] === 'nobody-reachable'),
    ).toHaveLength(1);
    await held.court.post('officer-1', '/api/duty', { post: 'hall' });
    await held.court.told('trouble.cleared', ({ subject }) => subject.id === raised?.subject.id);
  });

  it('are read by who answers, changed by chief and administrator alone', async () => {
    for (const who of ['judge', 'police', 'president', 'auditor'])
      expect((await send(who, 'GET', '')).status).toBe(403);
    for (const who of ['guard', 'officer-1', 'judge', 'police'])
      for (const [method, path] of [
        ['POST', ''],
        ['PUT', '/x'],
        ['DELETE', '/x'],
      ] as const)
        expect((await send(who, method, path, own)).status).toBe(403);
  });
});
