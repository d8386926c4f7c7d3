import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmItem } from '../../src/alarms/alarm.js';
import type { PressItem } from '../../src/alarms/press.js';
import type { ButtonTestItem } from '../../src/alarms/button-test.js';
import { ButtonTests } from '../../src/alarms/button-tests.service.js';
import { Boards } from '../../src/console/boards.service.js';
import { Offers } from '../../src/console/offers.service.js';
import { Reader } from '../../src/storage/reader.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
type Answer = AlarmItem & { readonly code?: string };

const press = (who: string, name: string, place = 'court-2', pattern = 'silent') =>
  held.court.post<Answer>(who, '/api/alarms', { place, pattern, press: name });
const mine = async (who: string): Promise<PressItem[]> =>
  (await held.court.get<{ items: PressItem[] }>(who, '/api/presses')).body.items;
const raisedBy = async (alarm: string): Promise<number> =>
  (await held.court.facts('alarm.raised')).filter(({ subject }) => subject.id === alarm).length;

describe('a press from a browser', () => {
  it('sent again by the same name is the same press: one alarm, one fact, the same receipt', async () => {
    const first = await press('judge', 'press-0001');
    const again = await press('judge', 'press-0001');
    expect(first.status).toBe(201);
    expect(again.body).toMatchObject({ id: first.body.id, presses: 1, raisedAt: first.body.raisedAt });
    expect(await raisedBy(first.body.id)).toBe(1);
    expect(await held.court.facts('alarm.pressed-again')).toEqual([]);
    expect(first.body).toMatchObject({ level: 'emergency', source: 'browser', pattern: 'silent' });
  });

  it('sent twice at the same moment is one press too', async () => {
    const answers = await Promise.all([
      press('clerk', 'press-0002', 'court-4'),
      press('clerk', 'press-0002', 'court-4'),
    ]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers[0]?.body.presses).toBe(1);
  });

  it('is refused under the same name for another place', async () => {
    const { status, body } = await press('judge', 'press-0001', 'hall');
    expect([status, body.code]).toEqual([409, 'PRESS_CONFLICT']);
  });

  it('and a second one raise the level of the alarm that is open, as at a button', async () => {
    const help = await press('judge', 'press-0003', 'offices', 'help');
    expect(help.body).toMatchObject({ level: 'high', presses: 1 });
    const worse = await press('judge', 'press-0004', 'offices', 'silent');
    expect(worse.body).toMatchObject({ id: help.body.id, level: 'emergency', presses: 2, pattern: 'silent' });
    const others = await press('clerk', 'press-0005', 'offices', 'help');
    expect(others.body.id).not.toBe(help.body.id);
  });

  it('tells who pressed, and nobody else, how far help is, in the words of a light', async () => {
    const { body: alarm } = await press('judge', 'press-0006', 'reception');
    const state = async (): Promise<string | undefined> =>
      (await mine('judge')).find(({ id }) => id === alarm.id)?.state;
    expect(await state()).toBe('sent');
    const screen = await held.court.screen('guard');
    await screen.follow();
    screen.say('shown', alarm.id);
    await screen.until(() => screen.facts('alarm.shown').some(({ subject }) => subject.id === alarm.id));
    expect(await state()).toBe('received');
    for (const [verb, expected] of [
      ['acknowledge', 'received'],
      ['respond', 'coming'],
      ['arrive', 'at-the-door'],
      ['control', 'at-the-door'],
      ['close', 'ended'],
    ] as const) {
      const body = verb === 'close' ? { outcome: 'handled', reason: '已离开' } : undefined;
      await held.court.post('guard', `/api/alarms/${alarm.id}/${verb}`, body);
      expect(await state()).toBe(expected);
    }
    expect((await mine('clerk')).some(({ id }) => id === alarm.id)).toBe(false);
    const [item] = await mine('judge');
    expect(Object.keys(item ?? {}).toSorted()).toEqual(['at', 'id', 'pattern', 'place', 'state']);
  });

  it('rings for nobody who may not raise an alarm', async () => {
    for (const who of ['police', 'auditor', 'admin', 'inspector'])
      expect((await press(who, 'press-0007')).status).toBe(403);
  });

  it('is known again after a restart of the console', async () => {
    const before = await press('judge', 'press-0008', 'court-7');
    await held.court.restart();
    expect((await press('judge', 'press-0008', 'court-7')).body.id).toBe(before.body.id);
  });
});

describe('a test of a button', () => {
  const open = async (device: string): Promise<ButtonTestItem> => {
    const { status, body } = await held.court.post<ButtonTestItem>('guard', `/api/devices/${device}/tests`);
    expect(status).toBe(201);
    return body;
  };
  const ended = async ({ id }: ButtonTestItem): Promise<string> => {
    const [fact] = await held.court.told('test.ended', ({ subject }) => subject.id === id);
    return String(fact?.data['outcome']);
  };
  const ringsOf = async (device: string): Promise<number> =>
    (await held.court.facts('alarm.raised')).filter(({ data }) => data['device'] === device).length;
  const tests = () => held.court.app.get(ButtonTests);

  it('goes the whole way without an alarm, keeps its record, and the next press rings', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow();
    const button = await held.court.device('button-108');
    const test = await open('button-108');
    expect((await held.court.post('guard', '/api/devices/button-108/tests')).status).toBe(409);
    const receipt = await button.press('emergency');
    expect(receipt).toMatchObject({ outcome: 'recorded' });
    expect(receipt).not.toHaveProperty('alarm');
    await screen.until(() => screen.board.tests?.[0]?.pressedAt !== undefined);
    expect(screen.board.alarms.filter(({ device }) => device === 'button-108')).toEqual([]);
    screen.socket.emit('shown', { test: test.id });
    screen.socket.emit('sounded', { test: test.id });
    expect(await ended(test)).toBe('passed');
    await screen.reached(held.court.head);
    expect(screen.board.tests).toBeUndefined();
    const { body } = await held.court.get<{ items: ButtonTestItem[] }>(
      'guard',
      '/api/devices/button-108/tests',
    );
    expect(body.items).toMatchObject([
      { id: test.id, outcome: 'passed', pressedAt: expect.any(String), receiptedAt: expect.any(String) },
    ]);
    expect(body.items[0]?.shown?.by.id).toBe(body.items[0]?.sounded?.by.id);
    expect(await ringsOf('button-108')).toBe(0);
    expect(await button.press('help')).toHaveProperty('alarm');
  });

  it('keeps no real press from ringing: another button’s, a second one, one whose alarm is open', async () => {
    const [button, other] = [
      await held.court.device('button-107'),
      await held.court.device('button-106'),
    ] as const;
    const test = await open('button-107');
    expect(await other.press('help')).toHaveProperty('alarm');
    expect(await button.press('help')).not.toHaveProperty('alarm');
    expect(await button.press('help')).toHaveProperty('alarm');
    await tests().look(Date.now() + 11_000);
    expect(await ended(test)).toBe('not-shown');
    // While a call is open no test begins; one that began before takes no press from it.
    const { body } = await held.court.post<{ code: string }>('guard', '/api/devices/button-107/tests');
    expect(body.code).toBe('TEST_DURING_CALL');
    const broken = await held.court.device('button-109');
    await open('button-109');
    expect(await broken.send('no message {')).toMatchObject({ outcome: 'malformed' });
    expect(await broken.press('help')).toHaveProperty('alarm');
  });

  it('that stops on the way is a standing trouble until one goes the whole way', async () => {
    const button = await held.court.device('button-105');
    const silent = await open('button-105');
    await tests().look(Date.now() + 301_000);
    expect(await ended(silent)).toBe('not-heard');
    const failed = (type: string) =>
      held.court.told(type, ({ data }) => data['kind'] === 'test-failed' && data['device'] === 'button-105');
    await failed('trouble.raised');
    const again = await open('button-105');
    await button.press('help');
    await Promise.all((['shown', 'sounded'] as const).map((proof) => tests().prove(proof, again.id, 'p')));
    expect(await ended(again)).toBe('passed');
    await failed('trouble.cleared');
  });

  it('that is overdue is trouble of its own, ended by a test', async () => {
    const day = 24 * 3_600_000;
    const overdue = (type: string) =>
      held.court.told(type, ({ data }) => data['kind'] === 'test-overdue' && data['device'] === 'button-104');
    await tests().lookAtSchedule(Date.now());
    await tests().lookAtSchedule(Date.now() + 29 * day);
    expect(await held.court.facts('trouble.raised')).not.toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ kind: 'test-overdue' }) }),
    );
    await tests().lookAtSchedule(Date.now() + 31 * day);
    await overdue('trouble.raised');
    const test = await open('button-104');
    await (await held.court.device('button-104')).press('help');
    await Promise.all((['shown', 'sounded'] as const).map((proof) => tests().prove(proof, test.id, 'p')));
    expect(await ended(test)).toBe('passed');
    await overdue('trouble.cleared');
    expect((await held.court.post('judge', '/api/devices/button-104/tests')).status).toBe(403);
    const boards = held.court.app.get(Boards);
    await held.court.write(async () => {
      expect(boards.board).toEqual(await boards.load());
    });
  });
});

describe('handing a post over', () => {
  type Handed = { id: string; state: string; code?: string; open: { alarms: string[] } };
  const tell = (who: string, path: string, body?: object) => held.court.post<Handed>(who, path, body);
  const idOf = async (who: string): Promise<string> =>
    (await held.court.get<{ person: { id: string } }>(who, '/api/session')).body.person.id;
  const onPost = async (): Promise<string[]> =>
    (await held.court.get<{ items: { person: string }[] }>('guard', '/api/duty')).body.items.map(
      ({ person }) => person,
    );

  it('needs the other’s consent, lists what is open, and is answered once', async () => {
    const [guard, officer] = [await idOf('guard'), await idOf('officer-1')];
    expect((await tell('guard', '/api/handovers', { to: await idOf('clerk') })).body.code).toBe(
      'RECEIVER_UNFIT',
    );
    const { alarm } = await (await held.court.device('button-104')).press('help');
    const offered = (await tell('guard', '/api/handovers', { to: officer, note: '3号法庭注意' })).body;
    expect(offered.state).toBe('offered');
    expect(offered.open.alarms).toContain(alarm);
    expect((await tell('guard', '/api/handovers', { to: officer })).body.code).toBe('HANDOVER_OFFERED');
    const path = `/api/handovers/${offered.id}`;
    expect((await tell('chief', `${path}/accept`)).status).toBe(404);
    expect((await tell('officer-1', `${path}/refuse`, { reason: '我在安检' })).body.state).toBe('refused');
    expect((await tell('officer-1', `${path}/accept`)).body.code).toBe('HANDOVER_ANSWERED');
    expect(await onPost()).toContain(guard);
    await held.court.told('handover.refused');
  });

  it('of one alarm needs the colleague’s consent too, and changes nothing of how it sounds', async () => {
    const [guard, chief, officer, other] = await Promise.all(
      ['guard', 'chief', 'officer-1', 'officer-2'].map(idOf),
    );
    const { alarm } = await (await held.court.device('button-105')).press('emergency');
    // That no screen showed it would be called out within seconds, and is another story.
    (await held.court.screen('guard')).say('shown', alarm ?? '');
    await held.court.told('alarm.shown', ({ subject }) => subject.id === alarm);
    const timers = () =>
      held.court.app
        .get(Reader)
        .query('SELECT "kind", "dueAt" FROM "timers" WHERE "subject" = ? ORDER BY "kind"', [alarm]);
    const stands = async (id = alarm) => (await held.court.get<AlarmItem>('guard', `/api/alarms/${id}`)).body;
    const subject = { kind: 'alarm', id: alarm };
    const offer = async (who: string, to: string | undefined, what: object = subject) =>
      (await tell(who, '/api/offers', { subject: what, to, note: '我去开门' })).body;
    const before = [await timers(), (await stands()).annunciation];
    const first = await offer('guard', officer);
    expect((await offer('chief', other)).code).toBe('OFFER_STANDS');
    expect([await timers(), (await stands()).annunciation]).toEqual(before);
    expect((await stands()).care?.offer).toMatchObject({ receiver: officer, note: { text: '我去开门' } });
    const answer = (who: string, id: string, how: string) => tell(who, `/api/offers/${id}/${how}`, {});
    expect((await answer('officer-2', first.id, 'accept')).status).toBe(404);
    expect((await answer('officer-1', first.id, 'accept')).body.state).toBe('accepted');
    expect((await answer('officer-1', first.id, 'decline')).body.code).toBe('OFFER_ANSWERED');
    expect((await stands()).care).toEqual({ holder: { person: officer, since: expect.any(String) } });
    // What another on post holds is his to give, or the chief's to ask for.
    expect((await offer('guard', other)).code).toBe('HELD_BY_ANOTHER');
    expect((await offer('officer-1', officer)).code).toBe('RECEIVER_UNFIT');
    expect((await offer('officer-1', await idOf('clerk'))).code).toBe('RECEIVER_UNFIT');
    expect((await answer('guard', (await offer('chief', guard)).id, 'decline')).body.state).toBe('declined');
    expect((await answer('officer-1', (await offer('officer-1', chief)).id, 'withdraw')).body.state).toBe(
      'withdrawn',
    );
    await offer('officer-1', other);
    await held.court.restart();
    const untilMs = Date.parse((await stands()).care?.offer?.until ?? '');
    await held.court.app.get(Offers).lapse(untilMs - 1);
    expect((await stands()).care?.offer).toBeDefined();
    for (let look = 0; look < 2; look += 1) await held.court.app.get(Offers).lapse(untilMs + 1);
    expect(await stands()).toMatchObject({ care: { holder: { person: officer } }, annunciation: before[1] });
    const told = (await held.court.facts()).filter(
      ({ type, subject: of }) => of.id === alarm && /offer|taken/.test(type),
    );
    expect(told.map(({ type }) => type.split('.')[1])).toEqual([
      'offered',
      'taken-over',
      ...['declined', 'withdrawn', 'lapsed'].flatMap((how) => ['offered', `offer-${how}`]),
    ]);
    const { incident = '' } = await stands();
    const whole = await offer('guard', officer, { kind: 'incident', id: incident });
    await answer('officer-1', whole.id, 'accept');
    const boards = held.court.app.get(Boards);
    expect(boards.board.incidents.find(({ id }) => id === incident)?.care?.holder?.person).toBe(officer);
    await held.court.write(async () => expect(boards.board).toEqual(await boards.load()));
    await held.court.post('guard', `/api/alarms/${alarm}/close`, { outcome: 'handled', reason: '完' });
    expect((await offer('officer-1', other)).code).toBe('MATTER_ENDED');
  });

  it('moves the post from who goes to who comes', async () => {
    const [guard, officer] = [await idOf('guard'), await idOf('officer-1')];
    await fetch(`${held.court.url}/api/duty`, {
      method: 'DELETE',
      headers: { Cookie: await held.court.cookie('officer-1') },
    });
    const offer = async () => (await tell('guard', '/api/handovers', { to: officer })).body.id;
    expect((await tell('guard', `/api/handovers/${await offer()}/withdraw`)).body.state).toBe('withdrawn');
    const taken = await tell('officer-1', `/api/handovers/${await offer()}/accept`);
    expect(taken.body.state).toBe('accepted');
    const now = await onPost();
    expect([now.includes(guard), now.includes(officer)]).toEqual([false, true]);
    const list = (query: string) =>
      held.court.get<{ items: Handed[]; next: string | null }>('chief', `/api/handovers?${query}`);
    const first = (await list('limit=2')).body;
    expect(first.items.map(({ state }) => state)).toEqual(['accepted', 'withdrawn']);
    const rest = (await list(`limit=2&cursor=${first.next}`)).body;
    expect([rest.items.map(({ state }) => state), rest.next]).toEqual([['refused'], null]);
  });
});
