import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../devices/protocol/receipt.js';
import type { AlarmItem } from '../../src/alarms/alarm.js';
import { Boards } from '../../src/console/boards.service.js';
import { Reader } from '../../src/storage/reader.js';
import { wholeCourt } from '../support/whole-court.js';
import type { WireDevice } from '../support/wire-device.js';

const held = wholeCourt({ beforeAll, afterAll });
const long = '2020-01-01T00:00:00.000Z';
/** Lets the time of some timers come, without waiting for it. */
const due = (alarm: string | undefined, ...kinds: string[]) =>
  held.court.write(async (unit) => {
    for (const kind of kinds)
      await unit.query('UPDATE "timers" SET "dueAt" = ? WHERE "subject" = ? AND "kind" = ?', [
        long,
        alarm,
        kind,
      ]);
  });
/** Those of the calls; what else is due about it stands with its own tests. */
const timersOf = async (alarm: string | undefined, like = 'not-%'): Promise<string[]> =>
  (
    await held.court.app
      .get(Reader)
      .query<{ kind: string }>(
        `SELECT "kind" FROM "timers" WHERE "subject" = ? AND ("kind" LIKE ? OR "kind" = ?) ORDER BY "dueAt"`,
        [alarm, like, like === 'not-%' ? 'ask-liaison' : ''],
      )
  ).map(({ kind }) => kind);
const escalated = (alarm: string | undefined, why: string) =>
  held.court.told('alarm.escalated', ({ subject, data }) => subject.id === alarm && data['why'] === why);
const steps = ['not-shown', 'not-acknowledged', 'not-responding', 'ask-liaison', 'not-controlled'];
const sounds = (siren: WireDevice) => siren.commands.map(({ type }) => type);
const act = (alarm: string | undefined, verb: string) =>
  held.court.post('guard', `/api/alarms/${alarm}/${verb}`);

describe('the timers of an alarm', () => {
  it('are rows, due from when the press was heard', async () => {
    const button = await held.court.device('button-101');
    const { alarm } = await button.press('help');
    expect(await timersOf(alarm)).toEqual(steps);
    const [row] = await held.court.app
      .get(Reader)
      .query<{ dueAt: string }>(`SELECT "dueAt" FROM "timers" WHERE "subject" = ? AND "kind" = 'not-shown'`, [
        alarm,
      ]);
    const [raised] = await held.court.told('alarm.raised', ({ subject }) => subject.id === alarm);
    const afterMs = Date.parse(row?.dueAt ?? '') - Date.parse(raised?.at ?? '');
    expect(afterMs).toBeGreaterThan(2500);
    expect(afterMs).toBeLessThanOrEqual(3000);
    await act(alarm, 'control');
  });

  it('end with the answers that make them needless', async () => {
    const button = await held.court.device('button-102');
    const { alarm } = await button.press('help');
    await act(alarm, 'acknowledge');
    expect(await timersOf(alarm)).toEqual(steps.slice(2));
    await act(alarm, 'respond');
    expect(await timersOf(alarm)).toEqual(steps.slice(3));
    await act(alarm, 'arrive');
    await act(alarm, 'control');
    expect(await timersOf(alarm)).toEqual([]);
  });

  it('call the next tier once each, and ask the chief whether to share', async () => {
    const button = await held.court.device('button-103');
    const { alarm } = await button.press('help');
    await due(alarm, ...steps);
    for (const [why, tier] of [
      ['not-shown', 1],
      ['not-acknowledged', 2],
      ['not-responding', 3],
      ['not-controlled', 4],
    ] as const) {
      const [fact] = await escalated(alarm, why);
      expect(fact?.data['tier']).toBeGreaterThanOrEqual(tier);
    }
    const [asked] = await held.court.told('liaison.asked');
    const { body } = await held.court.get<{ escalation: number; incident: string }>(
      'guard',
      `/api/alarms/${alarm}`,
    );
    expect([body.escalation, body.incident]).toEqual([4, asked?.subject.id]);
    expect(await timersOf(alarm)).toEqual([]);
    expect(
      (await held.court.facts('alarm.escalated')).filter(({ subject }) => subject.id === alarm),
    ).toHaveLength(4);
    await act(alarm, 'control');
  });

  it('go on after a restart, and what became due meanwhile fires at once and once', async () => {
    const button = await held.court.device('button-104');
    const { alarm } = await button.press('help');
    await act(alarm, 'acknowledge');
    await due(alarm, 'not-responding');
    await held.court.restart();
    await escalated(alarm, 'not-responding');
    expect(await timersOf(alarm)).toEqual(['ask-liaison', 'not-controlled']);
    expect(
      (await held.court.facts('alarm.escalated')).filter(({ subject }) => subject.id === alarm),
    ).toHaveLength(1);
    await act(alarm, 'control');
  });
});

describe('the siren', () => {
  it('sounds when no guard screen has shown an alarm, and is silenced at the first answer', async () => {
    const siren = await held.court.device('siren-1');
    const button = await held.court.device('button-105');
    const { alarm } = await button.press('emergency');
    await due(alarm, 'not-shown');
    // A siren that just came hears first what it missed of alarms before this one.
    await siren.until(() => siren.commands.at(-1)?.['type'] === 'sound');
    expect(siren.commands.at(-1)).toMatchObject({
      v: 1,
      type: 'sound',
      level: 'emergency',
      seconds: expect.any(Number),
    });
    await act(alarm, 'acknowledge');
    await siren.until(() => siren.commands.at(-1)?.['type'] === 'silence');
    await act(alarm, 'respond');
    await act(alarm, 'control');
    await held.court.told('alarm.controlled', ({ subject }) => subject.id === alarm);
    expect(sounds(siren).slice(-2)).toEqual(['sound', 'silence']);
  });

  it('keeps still where a guard screen showed it in time; other screens count for nothing', async () => {
    const siren = await held.court.device('siren-1');
    const told: Receipt[] = [];
    for (const [id, who] of [
      ['button-106', 'clerk'],
      ['button-107', 'guard'],
    ] as const) {
      const button = await held.court.device(id);
      // Signed in before the press: it has three seconds to be shown.
      const screen = await held.court.screen(who);
      await screen.follow();
      told.push(await button.press('help'));
      screen.say('shown', told.at(-1)?.alarm ?? '');
    }
    const [other, guarded] = told;
    await held.court.told('alarm.shown', ({ subject }) => subject.id === guarded?.alarm);
    await due(guarded?.alarm, 'not-shown');
    await due(other?.alarm, 'not-shown');
    await escalated(other?.alarm, 'not-shown');
    await siren.until(() => siren.commands.length === 1);
    const sounded = await held.court.facts('alarm.escalated');
    expect(sounded.filter(({ subject }) => subject.id === guarded?.alarm)).toEqual([]);
    expect(await timersOf(guarded?.alarm)).not.toContain('not-shown');
  });

  it('for a silent press never sounds in the place of the press, nor anywhere but in guard rooms', async () => {
    for (const [id, place] of [
      ['siren-2', 'hall'],
      ['button-120', 'guard-room'],
    ] as const) {
      const kind = id.split('-')[0];
      const { status } = await held.court.post('admin', '/api/devices', {
        id,
        kind,
        name: id,
        place,
        secret: `demo-${id}`,
      });
      expect(status).toBe(201);
    }
    const button = await held.court.device('button-120');
    const { alarm } = await button.press('help');
    await due(alarm, 'not-shown');
    expect((await escalated(alarm, 'not-shown'))[0]?.data['sirens']).toEqual(['siren-1']);
    await held.court.post('guard', `/api/alarms/${alarm}/close`, { outcome: 'test', reason: '试' });
    const silent = await button.press('silent');
    await button.press('emergency');
    await due(silent.alarm, 'not-shown');
    expect((await escalated(silent.alarm, 'not-shown'))[0]?.data['sirens']).toEqual([]);
  });
});

describe('the steps to take at an alarm', () => {
  const overdueOf = (id: string | undefined) => timersOf(id, '%overdue-%');
  const alarmOf = async (id: string | undefined): Promise<AlarmItem> =>
    (await held.court.get<AlarmItem>('guard', `/api/alarms/${id}`)).body;
  type Courses = { items: { procedure: string; next?: string; steps: { id: string; taken?: object }[] }[] };
  const courses = async (kind: string, id: string | undefined) =>
    (await held.court.get<Courses>('guard', `/api/${kind}/${id}/steps`)).body.items;
  const take = (id: string | undefined, body: object) =>
    held.court.post<Record<string, unknown>>('guard', `/api/alarms/${id}/steps`, body);

  it('are taken in order, skipped with a reason that the chief sees, and kept in the ledger', async () => {
    const button = await held.court.device('button-106');
    const { alarm: id } = await button.press('help');
    expect((await courses('alarms', id)).map(({ procedure, next }) => [procedure, next])).toEqual([
      ['press', 'ask'],
    ]);
    const early = await take(id, { procedure: 'press', step: 'send' });
    expect([early.status, early.body]).toMatchObject([409, { code: 'STEP_NOT_DUE', next: 'ask' }]);
    expect((await take(id, { procedure: 'press', step: 'ask' })).status).toBe(200);
    expect((await take(id, { procedure: 'press', step: 'ask' })).body).toMatchObject({
      code: 'STEP_TAKEN',
      first: { by: { kind: 'person' } },
    });
    expect((await take(id, { procedure: 'press', step: 'send', skip: ' ' })).status).toBe(400);
    await take(id, { procedure: 'press', step: 'send', skip: '两名法警已在场' });
    const [skipped] = await held.court.told('alarm.step-skipped', ({ subject }) => subject.id === id);
    expect(skipped?.data).toMatchObject({ step: 'send', nth: 2, calls: ['chief'] });
    type Skips = { items: { id: string; step: string; reason: { text: string } }[] };
    expect((await held.court.get('guard', '/api/procedures/skips')).status).toBe(403);
    const { items } = (await held.court.get<Skips>('chief', '/api/procedures/skips')).body;
    expect(items.map(({ step, reason }) => [step, reason.text])).toEqual([['send', '两名法警已在场']]);
    const seen = () => held.court.post('chief', `/api/procedures/skips/${items[0]?.id}/seen`);
    expect([(await seen()).status, (await seen()).status]).toEqual([204, 404]);
    await held.court.told('alarm.skip-seen', ({ subject }) => subject.id === id);
  });

  it('keep their version while under way, and follow the acts that an incident bears', async () => {
    const button = await held.court.device('button-107');
    const { alarm: before } = await button.press('help');
    const [{ id: _id, version: _version, ...press }] = (
      await held.court.get<{ items: [Record<string, unknown>] }>('chief', '/api/procedures')
    ).body.items;
    const next = { ...press, steps: [{ id: 'only', zh: '一', en: 'one' }], respondMs: 5000 };
    const put = (who: string) => held.court.put<object>(who, '/api/procedures/press', next);
    expect((await put('guard')).status).toBe(403);
    expect((await put('chief')).body).toMatchObject({ version: 1 });
    const { alarm: after } = await (await held.court.device('button-108')).press('help');
    expect((await courses('alarms', before))[0]?.next).toBe('ask');
    expect((await courses('alarms', after))[0]?.next).toBe('only');
    const { incident } = await alarmOf(after);
    expect(await courses('incidents', incident)).toEqual([]);
    await held.court.post('guard', `/api/incidents/${incident}/findings`, { code: 'A3' });
    expect((await courses('incidents', incident)).map(({ procedure }) => procedure)).toEqual(['violence']);
  });

  it('have times whose miss is a fact, stands on the board and calls the chief, once', async () => {
    const { alarm: id } = await (await held.court.device('button-109')).press('help');
    expect(await overdueOf(id)).toEqual(expect.arrayContaining(['overdue-respond', 'overdue-resolve']));
    await due(id, 'overdue-respond');
    const [fact] = await held.court.told('alarm.overdue', ({ subject }) => subject.id === id);
    expect(fact?.data).toMatchObject({ overdue: 'respond', calls: ['chief'] });
    await act(id, 'respond');
    expect(await overdueOf(id)).toContain('overdue-resolve');
    expect((await alarmOf(id)).overdue).toEqual(['respond']);
    const boards = held.court.app.get(Boards);
    await held.court.write(async () => expect(boards.board.alarms).toEqual((await boards.load()).alarms));
    await held.court.post('guard', `/api/alarms/${id}/close`, { outcome: 'handled', reason: '已处置' });
    expect(await overdueOf(id)).toEqual([]);
  });

  it('tell the chief once of a step that was not taken in its time, over a restart too', async () => {
    type Misses = { items: { id: string; step: string; dueAt: string }[] };
    const step = (id: string, withinMs?: number) => ({
      id,
      zh: id,
      en: id,
      ...(withinMs === undefined ? {} : { withinMs }),
    });
    const timed = {
      zh: '安检',
      en: 'gate',
      kinds: ['help'],
      steps: [step('ask', 30_000), step('send', 60_000), step('tell')],
    };
    expect(
      (await held.court.post('chief', '/api/procedures', { ...timed, kinds: [], acts: ['A1'] })).status,
    ).toBe(400);
    const { body } = await held.court.post<{ id: string }>('chief', '/api/procedures', timed);
    const { alarm: id } = await (await held.court.device('button-110')).press('help');
    const [ask = '', send = ''] = await timersOf(id, 'step:%');
    expect([ask, send]).toEqual([`step:${body.id}:1:1:ask`, `step:${body.id}:1:2:send`]);
    const [course] = await courses('alarms', id);
    expect(course?.steps.map((one) => 'dueAt' in one)).toEqual([true, true, false]);
    await take(id, { procedure: body.id, step: 'ask' });
    // Whoever is in time is not told of; who is not, is told of while the console is down or up, and once.
    await held.court.restart(async () => undefined);
    await due(id, ask, send);
    const [missed] = await held.court.told('alarm.step-overdue', ({ subject }) => subject.id === id);
    expect(missed?.data).toMatchObject({ step: 'send', nth: 2, calls: ['chief'], place: 'hall' });
    await held.court.restart();
    const all = (await held.court.facts('alarm.step-overdue')).filter(({ subject }) => subject.id === id);
    expect(all).toHaveLength(1);
    expect(await timersOf(id, 'step:%')).toEqual([]);
    expect((await held.court.get('guard', '/api/procedures/misses')).status).toBe(403);
    const { items } = (await held.court.get<Misses>('chief', '/api/procedures/misses')).body;
    expect(items.map((one) => one.step)).toEqual(['send']);
    const seen = () => held.court.post('chief', `/api/procedures/misses/${items[0]?.id}/seen`);
    expect([(await seen()).status, (await seen()).status]).toEqual([204, 404]);
    await take(id, { procedure: body.id, step: 'send' });
    expect((await courses('alarms', id))[0]?.next).toBe('tell');
  });
});
