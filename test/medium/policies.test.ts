import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInPolicy, type PolicyItem } from '../../src/duty/policy.js';
import type { Calling } from '../../src/duty/policy.js';
import type { RotaWeek, Turn } from '../../src/duty/rota.js';
import { PostsFollower } from '../../src/alarms/posts.follower.js';
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
const register = async () =>
  (await held.court.get<{ items: { id: string; name: string }[] }>('guard', '/api/people')).body.items;
const names = async ({ steps }: Calling) => {
  const people = await register();
  return steps.map((step) => step.people.map(({ person }) => people.find(({ id }) => id === person)?.name));
};
const personCalled = async (name: string): Promise<string> =>
  (await register()).find((one) => one.name.includes(name))?.id ?? '';
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
    const now = await called('court-3');
    expect(await names(now)).toEqual([
      ['值班法警 韩立', '法警 孙强', '法警 李敏'],
      ['法警 孙强', '法警 李敏'],
      ['值班长 周岩'],
      ['值班长 周岩'],
      ['院领导 杨帆'],
    ]);
    const [first] = now.steps;
    expect(first?.people[0]).toMatchObject({
      post: 'guard-room',
      ways: [{ kind: 'extension', number: '8110' }, {}, {}],
    });
    expect((await names(await called('court-3', '2020-01-01T00:00:00Z'))).flat()).toEqual(['院领导 杨帆']);
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
    expect((await names(await called('court-3')))[1]).toEqual(['值班长 周岩']);
    expect((await send('chief', 'DELETE', `/${String(made.body['id'])}`)).status).toBe(204);
    expect((await send('chief', 'PUT', `/${String(made.body['id'])}`, own)).status).toBe(404);
    const { items } = (await held.court.get<{ items: PolicyItem[] }>('guard', '/api/policies')).body;
    expect(items.map(({ id }) => id)).toEqual(['built-in']);
    for (const { alarm } of [three, four]) await held.court.post('guard', `/api/alarms/${alarm}/control`);
  });

  it('reads the rota for a minute to come: written, copied, exchanged, and never two places at once', async () => {
    const rota = async (week = '') => (await held.court.get<RotaWeek>('officer-1', `/api/rota${week}`)).body;
    const put = (path: string, body: object) =>
      held.court.post<{ items: Turn[]; code: string }>('chief', `/api/rota/${path}`, body);
    const [han, sun] = [await personCalled('韩立'), await personCalled('孙强')];
    const { posts, gaps } = await rota();
    expect(posts.map(({ post }) => post)).toEqual(['guard-room', 'hall', 'screening']);
    expect(gaps).toHaveLength(1);
    const week = '2031-03-03';
    const turn = (person: string, from: string, until: string, post = 'guard-room') => ({
      post,
      person,
      startsAt: `2031-03-0${from}:00.000Z`,
      endsAt: `2031-03-0${until}:00.000Z`,
    });
    // The court's 08:00 is midnight of the world's.
    const added = await put('turns', {
      turns: [turn(han, '3T00:00', '3T10:00'), turn(sun, '3T10:00', '4T00:00')],
    });
    expect(added.status).toBe(201);
    expect((await put('turns', { turns: [turn(han, '3T09:00', '3T11:00', 'hall')] })).body).toMatchObject({
      code: 'TURN_CLASH',
      turn: { post: 'guard-room' },
    });
    const judge = await personCalled('王静');
    expect((await put('turns', { turns: [turn(judge, '5T00:00', '5T09:00')] })).body.code).toBe(
      'ROLE_ANSWERS_NOTHING',
    );
    expect(
      (
        await put('turns', {
          turns: [
            {
              ...turn(han, '3T00:00', '3T10:00'),
              startsAt: '2020-03-03T00:00:00.000Z',
              endsAt: '2020-03-03T10:00:00.000Z',
            },
          ],
        })
      ).body.code,
    ).toBe('TURN_OVER');
    const at = '2031-03-03T01:00:00Z';
    expect(await called('court-3', at)).toMatchObject({ by: 'rota' });
    expect((await names(await called('court-3', at)))[0]).toEqual(['值班法警 韩立']);
    const ids = added.body.items.map(({ id }) => id);
    expect((await put('swaps', { turns: ids })).status).toBe(201);
    expect((await names(await called('court-3', at)))[0]).toEqual(['法警 孙强']);
    const copy = await put('copies', { from: week, to: '2031-03-10' });
    expect(copy.body.items.map(({ person, startsAt }) => [person, startsAt])).toEqual([
      [sun, '2031-03-10T00:00:00.000Z'],
      [han, '2031-03-10T10:00:00.000Z'],
    ]);
    expect((await put('copies', { from: week, to: '2031-03-10' })).body.items).toEqual([]);
    await put('removals', { turns: [ids[1]] });
    expect((await put('removals', { turns: [ids[1]] })).body.code).toBe('TURN_MISSING');
    const { gaps: left } = await rota(`?week=${week}`);
    expect(left.filter(({ post }) => post === 'guard-room')[0]).toMatchObject({
      startsAt: '2031-03-03T10:00:00.000Z',
      there: 0,
    });
    expect((await held.court.post('guard', '/api/rota/removals', { turns: ids })).status).toBe(403);
    const told = (await held.court.facts()).filter(({ type }) => type.startsWith('rota.turns-'));
    expect(told.map(({ type }) => type)).toEqual([
      ...['set', 'set', 'swapped', 'set', 'removed'].map((what) => `rota.turns-${what}`),
    ]);
  });

  it('stand on contacts: whom no way reaches is refused, and on post a trouble until he has one', async () => {
    const reach = async (name: string, ways: object[]) =>
      (
        await held.court.put<{ code?: string }>('chief', `/api/rota/contacts/${await personCalled(name)}`, {
          ways,
        })
      ).status;
    const mobile = { kind: 'mobile', number: '138 0000 0999' };
    expect(await reach('杨帆', [])).toBe(200);
    expect(await send('chief', 'POST', '', own)).toMatchObject({
      status: 400,
      body: { code: 'POLICY_HOLE', holes: [{ step: 'not-controlled', why: 'no-contact' }] },
    });
    expect(await reach('杨帆', [{ kind: 'mobile', number: 'tomorrow' }])).toBe(400);
    expect(await reach('杨帆', [mobile])).toBe(200);
    const [set] = (await held.court.facts('contact.set')).slice(-1);
    expect(set?.data['ways']).toEqual([
      { kind: 'mobile', number: expect.objectContaining({ text: mobile.number }) },
    ]);
    expect(await reach('孙强', [])).toBe(200);
    const [raised] = await held.court.told('trouble.raised', ({ data }) => data['kind'] === 'no-contact');
    expect(raised?.data).toMatchObject({ place: 'hall', note: await personCalled('孙强') });
    expect(await reach('孙强', [mobile])).toBe(200);
    await held.court.told('trouble.cleared', ({ subject }) => subject.id === raised?.subject.id);
    expect((await held.court.get('judge', '/api/rota/contacts')).status).toBe(403);
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
    // The guard room is demanded day and night: ten minutes without anybody, and not nine, are told once.
    for (const who of ['guard', 'chief']) await leave(who);
    const follower = held.court.app.get(PostsFollower);
    const bare = async () =>
      (await held.court.facts('trouble.raised')).filter(({ data }) => data['kind'] === 'post-unmanned');
    await follower.at(Date.now() + 540_000);
    expect(await bare()).toEqual([]);
    for (const minutes of [11, 12]) await follower.at(Date.now() + minutes * 60_000);
    const unmanned = (await bare()).filter(({ data }) => data['place'] === 'guard-room');
    expect(unmanned.map(({ data }) => [data['there'], data['atLeast']])).toEqual([[0, 1]]);
    await held.court.post('guard', '/api/duty', { post: 'guard-room' });
    await follower.at(Date.now() + 13 * 60_000);
    await held.court.told('trouble.cleared', ({ subject }) => subject.id === unmanned[0]?.subject.id);
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
