import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmItem, TroubleItem } from '../../src/alarms/alarm.js';
import { Floods } from '../../src/alarms/floods.service.js';
import type { ShelfItem } from '../../src/alarms/shelf.js';
import { Boards } from '../../src/console/boards.service.js';
import type { Figures } from '../../src/reports/figures.js';
import { Reader } from '../../src/storage/reader.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const past = '2020-01-01T00:00:00.000Z';
const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const due = (kind: string, subject: string | undefined) =>
  held.court.write((unit) =>
    unit.query('UPDATE "timers" SET "dueAt" = ? WHERE "kind" = ? AND "subject" = ?', [past, kind, subject]),
  );
const timers = async (subject: string | undefined): Promise<string[]> =>
  (
    await held.court.app
      .get(Reader)
      .query<{ kind: string }>('SELECT "kind" FROM "timers" WHERE "subject" = ? ORDER BY "dueAt"', [subject])
  ).map(({ kind }) => kind);
const alarm = async (id: string | undefined): Promise<AlarmItem> =>
  (await held.court.get<AlarmItem>('guard', `/api/alarms/${id}`)).body;
const act = (who: string, id: string | undefined, verb: string, body?: object) =>
  held.court.post<Record<string, unknown>>(who, `/api/alarms/${id}/${verb}`, body);
const officer = (who: string, id: string | undefined, body: object) => act(who, id, 'officer', body);
const idOf = async (who: string): Promise<string> =>
  (await held.court.get<{ person: { id: string } }>(who, '/api/session')).body.person.id;
/** What the board folded must be what the rows say. */
const foldsAsStored = async (): Promise<void> => {
  const boards = held.court.app.get(Boards);
  // In the writer's line nothing is written between one look and the other.
  await held.court.write(async () => {
    const loaded = await boards.load();
    expect(boards.board.alarms).toEqual(loaded.alarms);
    expect(boards.board.troubles).toEqual(loaded.troubles);
    expect(boards.board.flood).toEqual(loaded.flood);
  });
};

describe('an alarm that is pressed again after it was acknowledged', () => {
  it('rings again, is acknowledged again by who was not first, keeps its answer, and calls people again', async () => {
    const button = await held.court.device('button-101');
    const { alarm: id } = await button.press('help');
    await act('guard', id, 'arrive');
    expect((await act('chief', id, 'acknowledge')).status).toBe(409);
    await button.press('emergency');
    expect(await alarm(id)).toMatchObject({
      annunciation: 'unacknowledged',
      response: 'on-scene',
      presses: 2,
    });
    expect(await timers(id)).toContain('not-acknowledged');
    await due('not-acknowledged', id);
    await held.court.told(
      'alarm.escalated',
      ({ subject, data }) => subject.id === id && data['why'] === 'not-acknowledged',
    );
    const again = await act('chief', id, 'acknowledge', {
      kind: 'radio',
      note: '我在现场',
      for: await idOf('officer-1'),
    });
    expect([again.status, again.body['annunciation'], again.body['response']]).toEqual([
      200,
      'acknowledged',
      'on-scene',
    ]);
    const [, second] = await held.court
      .told('alarm.acknowledged', ({ subject }) => subject.id === id, { count: 1 })
      .then(async () => [
        undefined,
        (await held.court.facts('alarm.acknowledged')).findLast(({ subject }) => subject.id === id),
      ]);
    expect(second?.data).toMatchObject({
      kind: 'radio',
      note: { text: '我在现场' },
      for: await idOf('officer-1'),
    });
    const late = await act('guard', id, 'acknowledge');
    expect([late.status, late.body['code']]).toEqual([409, 'ALARM_STEP_TAKEN']);
    await foldsAsStored();
    await act('guard', id, 'close', { outcome: 'handled', reason: '已处置' });
  });

  it('puts nothing off by being pressed on and on', async () => {
    const button = await held.court.device('button-102');
    const { alarm: id } = await button.press('help');
    const dueAt = async () =>
      await held.court.app
        .get(Reader)
        .query('SELECT "dueAt" FROM "timers" WHERE "subject" = ? ORDER BY "kind"', [id]);
    const before = await dueAt();
    await button.press('help');
    expect(await dueAt()).toEqual(before);
    await act('guard', id, 'control');
  });
});

describe('shelving', () => {
  it('needs reason, end and kind, is refused for a call for help, and silences what comes and what is there', async () => {
    const door = await held.court.device('door-301');
    const ask = (body: object) =>
      held.court.post<ShelfItem & { code?: string }>('guard', '/api/shelves', body);
    const good = { mode: 'shelved', device: 'door-301', kind: 'tamper', until: inAnHour(), reason: '换锁' };
    expect((await ask({ ...good, kind: 'press', device: 'button-101' })).body.code).toBe(
      'PANIC_NEVER_SHELVED',
    );
    expect((await ask({ ...good, reason: ' ' })).status).toBe(400);
    expect((await ask({ ...good, device: 'none' })).body.code).toBe('DEVICE_UNKNOWN');
    await door.say({ type: 'tamper' });
    await held.court.told(
      'trouble.raised',
      ({ data }) => data['device'] === 'door-301' && data['kind'] === 'tamper',
    );
    const shelf = await ask(good);
    expect(shelf).toMatchObject({ status: 201, body: { state: 'standing', reason: { text: '换锁' } } });
    const standing = async (kind: string): Promise<TroubleItem[]> =>
      (await held.court.get<{ items: TroubleItem[] }>('guard', '/api/troubles')).body.items.filter(
        (one) => one.kind === kind,
      );
    expect((await standing('tamper')).map(({ annunciation }) => annunciation)).toEqual(['shelved']);
    await foldsAsStored();
    // It ends by itself, also where nobody thinks of it, and over a restart.
    await due('shelf-over', shelf.body.id);
    await held.court.restart();
    await held.court.told('shelf.ended', ({ subject }) => subject.id === shelf.body.id);
    expect((await standing('tamper')).map(({ annunciation }) => annunciation)).toEqual(['unacknowledged']);
    expect((await held.court.get<{ items: unknown[] }>('guard', '/api/shelves')).body.items).toEqual([]);
    await foldsAsStored();
  });

  it('silences a forced door from the start, calls nobody, and rings when it ends', async () => {
    const { body: shelf } = await held.court.post<ShelfItem>('chief', '/api/shelves', {
      mode: 'shelved',
      device: 'door-301',
      kind: 'forced',
      until: inAnHour(),
      reason: '搬运',
    });
    const door = await held.court.device('door-301');
    const { alarm: id } = await door.say({ type: 'forced' });
    expect([(await alarm(id)).annunciation, await timers(id)]).toEqual(['shelved', []]);
    expect((await held.court.post('chief', `/api/shelves/${shelf.id}/end`)).status).toBe(204);
    expect((await alarm(id)).annunciation).toBe('unacknowledged');
    expect(await timers(id)).toHaveLength(5);
    await foldsAsStored();
    await act('guard', id, 'close', { outcome: 'false', reason: '搬运' });
  });

  it('is for who answers alarms', async () => {
    const body = { mode: 'shelved', device: 'door-301', kind: 'tamper', until: inAnHour(), reason: 'x' };
    for (const who of ['admin', 'judge', 'police', 'auditor', 'president'])
      expect((await held.court.post(who, '/api/shelves', body)).status).toBe(403);
    expect((await held.court.get('judge', '/api/shelves')).status).toBe(403);
  });
});

describe('out of service', () => {
  it('needs a second person with a sign-in of his own, keeps every press, and rings when it ends', async () => {
    const asked = await held.court.post<ShelfItem>('guard', '/api/shelves', {
      mode: 'out-of-service',
      device: 'button-103',
      until: inAnHour(),
      reason: '电工检修',
    });
    expect(asked.body.state).toBe('asked');
    const button = await held.court.device('button-103');
    const first = await button.press('help');
    expect((await alarm(first.alarm)).annunciation).toBe('unacknowledged');
    const agree = (who: string) =>
      held.court.post<Record<string, unknown>>(who, `/api/shelves/${asked.body.id}/approve`);
    expect((await agree('guard')).body['code']).toBe('SECOND_PERSON_NEEDED');
    expect((await agree('chief')).status).toBe(200);
    expect((await agree('officer-1')).body['code']).toBe('SHELF_NOT_ASKED');
    expect([(await alarm(first.alarm)).annunciation, await timers(first.alarm)]).toEqual([
      'out-of-service',
      [],
    ]);
    await button.press('emergency');
    expect(await alarm(first.alarm)).toMatchObject({
      presses: 2,
      annunciation: 'out-of-service',
      level: 'emergency',
    });
    await foldsAsStored();
    await due('shelf-over', asked.body.id);
    await held.court.told('shelf.ended', ({ subject }) => subject.id === asked.body.id);
    expect((await alarm(first.alarm)).annunciation).toBe('unacknowledged');
    await foldsAsStored();
    await act('guard', first.alarm, 'control');
  });
});

describe('officers', () => {
  it('each accept, arrive and check in for themselves, and the first of them moves the answer', async () => {
    const button = await held.court.device('button-104');
    const { alarm: id } = await button.press('help');
    expect((await officer('officer-1', id, { act: 'accept' })).body).toMatchObject({
      response: 'responding',
      annunciation: 'acknowledged',
    });
    expect((await officer('officer-1', id, { act: 'accept' })).body['code']).toBe('OFFICER_STEP_TAKEN');
    expect((await officer('officer-2', id, { act: 'accept' })).status).toBe(200);
    const two = await idOf('officer-2');
    const radio = await officer('guard', id, { act: 'arrive', for: two, kind: 'radio', note: '二号到了' });
    expect(radio.body).toMatchObject({ response: 'on-scene' });
    const item = await alarm(id);
    expect(item.officers?.map(({ person, state }) => [person === two, state])).toEqual([
      [false, 'accepted'],
      [true, 'on-scene'],
    ]);
    expect(await timers(id)).toContain(`check-in:${two}`);
    await foldsAsStored();
    await act('guard', id, 'control');
    expect(await timers(id)).toEqual(['overdue-resolve']);
  });

  it('who miss two check-ins call for help by that, and everything rings again', async () => {
    const button = await held.court.device('button-105');
    const { alarm: id } = await button.press('help');
    await officer('officer-1', id, { act: 'arrive' });
    const one = await idOf('officer-1');
    const kind = `check-in:${one}`;
    await due(kind, id);
    const [missed] = await held.court.told('alarm.check-in-missed', ({ subject }) => subject.id === id);
    expect(missed?.data).toMatchObject({ officer: one, missed: 1 });
    await officer('officer-1', id, { act: 'check-in' });
    expect((await alarm(id)).officers?.[0]).not.toHaveProperty('missed');
    await due(kind, id);
    await held.court.told('alarm.check-in-missed', ({ subject }) => subject.id === id, { count: 2 });
    await due(kind, id);
    const [called] = await held.court.told(
      'alarm.escalated',
      ({ subject, data }) => subject.id === id && data['why'] === 'officer-needs-help',
    );
    expect(called?.data).toMatchObject({
      officer: one,
      calls: ['officer', 'chief'],
      sirens: ['siren-1'],
      level: 'emergency',
    });
    expect(await alarm(id)).toMatchObject({
      level: 'emergency',
      annunciation: 'unacknowledged',
      response: 'on-scene',
      officers: [{ state: 'needs-help' }],
    });
    await foldsAsStored();
    await act('guard', id, 'control');
  });

  it('may call for help at any moment, and nobody does so without the right to answer', async () => {
    const button = await held.court.device('button-106');
    const { alarm: id } = await button.press('help');
    await act('guard', id, 'acknowledge');
    expect((await officer('officer-2', id, { act: 'help' })).body).toMatchObject({
      level: 'emergency',
      annunciation: 'unacknowledged',
    });
    for (const who of ['judge', 'police', 'screener', 'admin'])
      expect((await officer(who, id, { act: 'help' })).status).toBe(403);
    await act('guard', id, 'close', { outcome: 'handled', reason: '完' });
    expect((await officer('officer-1', id, { act: 'help' })).body['code']).toBe('ALARM_OVER');
  });
});

describe('a flood', () => {
  it('begins above ten in ten minutes and is over when half of that is left, as a fact each, also over a restart', async () => {
    const floods = () => held.court.app.get(Floods);
    const button = await held.court.device('door-301');
    for (let round = 0; round < 12; round += 1) await button.say({ type: 'fault', code: `E${round}` });
    const [began] = await held.court.told('flood.began');
    expect(began?.data['count']).toBeGreaterThan(10);
    await foldsAsStored();
    await held.court.restart();
    expect(await floods().current()).toMatchObject({ since: began?.at });
    await floods().look(Date.now() + 11 * 60_000);
    await held.court.told('flood.ended');
    expect(await floods().current()).toBeUndefined();
    await foldsAsStored();
  });

  it('is in the figures that the committee reads, with its loudest source; a guard does not read them', async () => {
    const { body } = await held.court.get<Figures>('committee', '/api/reports/figures?by=week');
    expect(body.floods).toHaveLength(1);
    expect(body.top[0]).toMatchObject({ device: 'door-301', family: 'trouble', what: 'fault', count: 12 });
    expect(body.response.find(({ measure }) => measure === 'acknowledged')?.count).toBeGreaterThan(0);
    expect(body.parts.reduce((sum, { troubles }) => sum + troubles, 0)).toBe(body.troubles);
    expect((await held.court.get('guard', '/api/reports/figures')).status).toBe(403);
  });
});
