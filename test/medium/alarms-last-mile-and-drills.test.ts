import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmItem } from '../../src/alarms/alarm.js';
import type { DrillItem } from '../../src/alarms/drill.js';
import { Drills } from '../../src/alarms/drills.service.js';
import { Boards } from '../../src/console/boards.service.js';
import type { DrillRecord } from '../../src/reports/drill-record.js';
import type { Figures } from '../../src/reports/figures.js';
import { wholeCourt } from '../support/whole-court.js';
import type { WireDevice } from '../support/wire-device.js';

const held = wholeCourt({ beforeAll, afterAll });
const states = ({ commands }: WireDevice) => commands.map((command) => (command as { state?: string }).state);
const act = (alarm: string | undefined, verb: string, body?: object) =>
  held.court.post('guard', `/api/alarms/${alarm}/${verb}`, body);
const show = async (alarm: string | undefined): Promise<void> => {
  const screen = await held.court.screen('guard');
  screen.say('shown', alarm ?? '');
  await held.court.told('alarm.shown', ({ subject }) => subject.id === alarm);
};

describe('the light of a button', () => {
  it('follows the answer step by step, beginning when a guard screen shows the press', async () => {
    const button = await held.court.device('button-101');
    const { alarm } = await button.press('help');
    await show(alarm);
    for (const verb of ['acknowledge', 'respond', 'arrive', 'control']) await act(alarm, verb);
    await act(alarm, 'close', { outcome: 'handled', reason: '完' });
    await button.until(() => button.commands.length === 5);
    expect(states(button)).toEqual(['received', 'acknowledged', 'responding', 'on-scene', 'closed']);
    expect(button.commands[0]).toMatchObject({ v: 1, id: expect.any(String), type: 'feedback', alarm });
    expect(Date.parse(button.commands[0]?.until ?? '')).toBeGreaterThan(Date.now());
  });

  it('does not go back to received where the alarm was answered before any screen showed it', async () => {
    const button = await held.court.device('button-102');
    const { alarm } = await button.press('help');
    await act(alarm, 'respond');
    await show(alarm);
    await act(alarm, 'arrive');
    await button.until(() => button.commands.length === 2);
    expect(states(button)).toEqual(['responding', 'on-scene']);
  });

  it('says nothing while no screen has shown the press', async () => {
    const button = await held.court.device('button-103');
    const { alarm } = await button.press('help');
    button.reboot();
    button.status();
    await act(alarm, 'acknowledge');
    await button.until(() => button.commands.length === 1);
    expect(states(button)).toEqual(['acknowledged']);
  });

  it('is told again at each new power-up, and once', async () => {
    const button = await held.court.device('button-104');
    const { alarm } = await button.press('help');
    await show(alarm);
    await act(alarm, 'acknowledge');
    await button.until(() => button.commands.length === 2);
    button.reboot();
    button.status();
    button.status();
    await button.until(() => button.commands.length === 3);
    await act(alarm, 'control');
    button.reboot();
    button.status();
    await button.until(() => button.commands.length === 4);
    expect(states(button)).toEqual(['received', 'acknowledged', 'acknowledged', 'on-scene']);
  });

  it('is told again when it powers up while the console is away', async () => {
    const button = await held.court.device('button-105');
    const { alarm } = await button.press('help');
    await act(alarm, 'respond');
    await button.until(() => button.commands.length === 1);
    await held.court.restart();
    const again = await held.court.device('button-105');
    again.reboot();
    again.status();
    await again.until(() => again.commands.length === 1);
    expect(states(again)).toEqual(['responding']);
  });
});

describe('the screens that showed and sounded an alarm', () => {
  it('are told: the first at once, the rest together a second later, each once', async () => {
    const button = await held.court.device('button-107');
    const { alarm = '' } = await button.press('emergency');
    const screens = [];
    for (const who of ['guard', 'chief', 'officer-1', 'officer-2'])
      screens.push(await held.court.screen(who));
    for (const screen of screens) {
      screen.say('shown', alarm);
      screen.say('shown', alarm);
      screen.say('sounded', alarm);
    }
    const listed = (type: string) =>
      held.court.told(type, ({ subject }) => subject.id === alarm, { count: 2 });
    for (const type of ['alarm.shown', 'alarm.sounded']) {
      const facts = await listed(type);
      const rows = facts.map(
        ({ data }) => data['screens'] as { screen: string; person: string; at: string }[],
      );
      expect(rows.map((row) => row.length)).toEqual([1, 3]);
      expect(new Set(rows.flat().map(({ screen }) => screen)).size).toBe(4);
      expect(new Set(rows.flat().map(({ person }) => person)).size).toBe(4);
    }
    screens[0]?.say('shown', alarm);
    screens[0]?.say('shown', 'nothing');
    screens[0]?.socket.emit('shown', 'nonsense');
    await act(alarm, 'acknowledge');
    expect((await listed('alarm.shown')).filter(({ subject }) => subject.id === alarm)).toHaveLength(2);
    const { body } = await held.court.get<{ shown: { by: { id: string } } }>('guard', `/api/alarms/${alarm}`);
    expect(body.shown.by.id).toEqual(expect.any(String));
  });
});

describe('a drill', () => {
  type Told = DrillItem & AlarmItem & { readonly code?: string };
  const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const planned = (devices: readonly string[], places: readonly string[], change: object = {}) => ({
    places,
    presses: devices.map((device) => ({ device, pattern: 'emergency', times: 1 })),
    startsAt: soon(-1_000),
    until: soon(600_000),
    practised: '法庭突发暴力的处置',
    informed: '值班长、3号法庭审判长',
    ...change,
  });
  const tell = (who: string, path: string, body?: unknown) => held.court.post<Told>(who, path, body);
  const plan = (body: object, who = 'chief') => tell(who, '/api/drills', body);
  const alarmOf = async (id: string): Promise<AlarmItem> =>
    (await held.court.get<AlarmItem>('guard', `/api/alarms/${id}`)).body;
  const begun = async (devices: readonly string[], places: readonly string[]): Promise<string> => {
    const { id } = (await plan(planned(devices, places))).body;
    expect((await tell('chief', `/api/drills/${id}/begin`)).body.state).toBe('running');
    return id;
  };
  const isShared = async (incident: string | undefined): Promise<boolean> =>
    (await held.court.facts('liaison.offered')).some(({ subject }) => subject.id === incident);
  const boardsAgree = async (): Promise<void> => {
    const boards = held.court.app.get(Boards);
    await held.court.write(async () => expect(boards.board).toEqual(await boards.load()));
  };

  it('is planned by the chief or the administrator, for an hour at most and buttons of its places', async () => {
    for (const [body, code] of [
      [planned(['button-101'], ['court-1'], { until: soon(3_700_000) }), 'DRILL_PLAN_WRONG'],
      [planned(['button-101'], ['court-1'], { until: soon(-500) }), 'DRILL_PLAN_WRONG'],
      [planned(['button-101', 'button-101'], ['court-1']), 'DRILL_PLAN_WRONG'],
      [planned(['button-101'], ['court-2']), 'DRILL_BUTTON_ELSEWHERE'],
      [planned(['gate-1'], ['screening']), 'DRILL_BUTTON_ELSEWHERE'],
      [planned(['button-101'], ['nowhere']), 'PLACE_UNKNOWN'],
    ] as const)
      expect((await plan(body)).body.code).toBe(code);
    for (const who of ['guard', 'judge', 'officer-1'])
      expect((await plan(planned(['button-101'], ['court-1']), who)).status).toBe(403);
    const { id } = (await plan(planned(['button-101'], ['court-1'], { startsAt: soon(60_000) }), 'admin'))
      .body;
    expect((await tell('chief', `/api/drills/${id}/begin`)).body.code).toBe('DRILL_NOT_ITS_TIME');
    expect((await tell('chief', `/api/drills/${id}/cancel`)).body.state).toBe('cancelled');
    expect((await tell('chief', `/api/drills/${id}/begin`)).body.code).toBe('DRILL_STEP_REFUSED');
  });

  it('rings as planned and is marked everywhere; no other press is taken for it', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow();
    const button = await held.court.device('button-101');
    const id = await begun(['button-101'], ['court-1']);
    const running = await held.court.get<{ items: { id: string }[] }>('judge', '/api/drills/running');
    expect(running.body.items).toMatchObject([{ id, places: ['court-1'] }]);
    const { alarm } = (await button.press('emergency')) as { alarm: string };
    await screen.until(() => screen.board.alarms.some((one) => one.id === alarm));
    expect(screen.board.alarms.find((one) => one.id === alarm)).toMatchObject({
      drill: id,
      response: 'raised',
    });
    expect(screen.board.drill).toMatchObject({ id, devices: ['button-101'] });
    screen.say('shown', alarm);
    const other = (await (await held.court.device('button-102')).press('emergency')) as { alarm: string };
    const second = (await button.press('emergency')) as { alarm: string };
    const browser = (await tell('judge', '/api/alarms', { place: 'court-1', pattern: 'silent' })).body;
    for (const real of [other.alarm, second.alarm, browser.id])
      expect(await alarmOf(real)).not.toHaveProperty('drill');
    expect(second.alarm).not.toBe(alarm);
    const { incident = '' } = await alarmOf(alarm);
    expect(await isShared(incident)).toBe(false);
    expect(await isShared((await alarmOf(second.alarm)).incident)).toBe(true);
    await boardsAgree();

    for (const [who, path, body] of [
      ['clerk', `/api/incidents/${incident}/packets`, {}],
      ['chief', `/api/incidents/${incident}/share`, undefined],
      ['chief', `/api/incidents/${incident}/step`, { step: 'transfer', reason: '移送' }],
    ] as const)
      expect([path, (await tell(who, path, body)).body.code]).toEqual([path, 'DRILL_NOT_HANDED_OVER']);
    for (const verb of ['acknowledge', 'respond', 'arrive', 'control'])
      await tell('guard', `/api/alarms/${alarm}/${verb}`);
    expect((await tell('guard', `/api/drills/${id}/end`)).body.state).toBe('ended');
    const record = (await held.court.get<DrillRecord>('chief', `/api/reports/drills/${id}`)).body;
    expect(record.alarms.map((one) => one.alarm.id)).toEqual([alarm]);
    expect(record.alarms[0]).toMatchObject({
      becameReal: false,
      tookMs: { shown: expect.any(Number), acknowledged: expect.any(Number), controlled: expect.any(Number) },
    });
    const before = (await held.court.get<Figures>('chief', '/api/reports/figures?by=day')).body;
    await tell('guard', `/api/alarms/${alarm}/close`, { outcome: 'handled', reason: '演练完毕' });
    const after = (await held.court.get<Figures>('chief', '/api/reports/figures?by=day')).body;
    expect([after.alarms, after.exercises]).toEqual([before.alarms, before.exercises]);
    expect(before.exercises).toBeGreaterThan(0);
    expect((await held.court.facts('drill.ended')).some(({ subject }) => subject.id === id)).toBe(true);
  });

  it('ends at once for whoever says that this is real', async () => {
    const id = await begun(['button-108'], ['court-8']);
    const { alarm } = (await (await held.court.device('button-108')).press('emergency')) as { alarm: string };
    const { incident } = await alarmOf(alarm);
    await tell('guard', `/api/alarms/${alarm}/respond`);
    await tell('guard', `/api/incidents/${incident}/step`, { step: 'exit', exit: 'drill', reason: '演练' });
    await tell('chief', `/api/incidents/${incident}/step`, { step: 'countersign' });
    const { body } = await tell('guard', `/api/alarms/${alarm}/real`);
    expect(body).toMatchObject({ drill: id, annunciation: 'unacknowledged', response: 'responding' });
    expect(body.madeReal?.by.kind).toBe('person');
    expect((await tell('guard', `/api/alarms/${alarm}/real`)).body.code).toBe('ALARM_IS_REAL');
    const file = (
      await held.court.get<{ drill?: string; state: string }>('guard', `/api/incidents/${incident}`)
    ).body;
    expect([file.drill, file.state]).toEqual([undefined, 'open']);
    expect(await isShared(incident)).toBe(true);
    await boardsAgree();
    await tell('chief', `/api/drills/${id}/end`);
  });

  it('is left by an officer who calls for help himself', async () => {
    const id = await begun(['button-109'], ['reception']);
    const { alarm } = (await (await held.court.device('button-109')).press('emergency')) as { alarm: string };
    await tell('officer-1', `/api/alarms/${alarm}/officer`, { act: 'arrive' });
    expect(await alarmOf(alarm)).not.toHaveProperty('madeReal');
    await tell('officer-1', `/api/alarms/${alarm}/officer`, { act: 'help' });
    expect(await alarmOf(alarm)).toHaveProperty('madeReal');
    await tell('chief', `/api/drills/${id}/end`);
  });

  it('begins at its time, one at a time, ends at its limit and when the clock goes back', async () => {
    const drills = held.court.app.get(Drills);
    const stateOf = async (id: string): Promise<string> => (await drills.named(id)).state;
    const itself = { beginsItself: true };
    const first = (await plan(planned(['button-110'], ['hall'], itself))).body.id;
    const second = (await plan(planned(['button-111'], ['offices'], itself))).body.id;
    await drills.look(Date.now());
    expect([await stateOf(first), await stateOf(second)]).toEqual(['running', 'planned']);
    await drills.look(Date.now() - 10_000);
    expect(await stateOf(first)).toBe('ended');
    await drills.look(Date.now());
    expect(await stateOf(second)).toBe('running');
    await drills.look(Date.now() + 601_000);
    expect(await stateOf(second)).toBe('ended');
    const { alarm } = (await (await held.court.device('button-111')).press('emergency')) as { alarm: string };
    expect(await alarmOf(alarm)).not.toHaveProperty('drill');
    const never = (await plan(planned(['button-110'], ['hall']))).body.id;
    await drills.look(Date.now() + 601_000);
    expect(await stateOf(never)).toBe('lapsed');
    await boardsAgree();
  });
});
