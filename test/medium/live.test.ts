import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { longestCatchUp } from '../../src/console/boards.service.js';
import { Screen } from '../support/screen.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const press = async (id: string, pattern: 'help' | 'emergency' | 'silent' = 'help') => {
  const button = await held.court.device(id);
  return (await button.press(pattern)).alarm ?? '';
};
const incidentOf = async (alarm: string): Promise<string> =>
  (await held.court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;

describe('who follows', () => {
  it('with no cursor gets a snapshot, with one the facts after it, told to whom they concern', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow();
    expect(screen.snapshots).toHaveLength(1);
    expect(screen.snapshots[0]).toMatchObject({ court: 'demo', cursor: held.court.head });
    expect(Object.keys(screen.board).toSorted()).toEqual([
      'alarms',
      'devices',
      'duty',
      'incidents',
      'lanes',
      'troubles',
    ]);
    const cursor = screen.cursor;
    await press('button-101');
    await screen.reached(held.court.head);
    const later = await held.court.screen('officer-1');
    await later.follow(cursor);
    expect(later.snapshots).toEqual([]);
    expect(later.messages[0]).toMatchObject({ from: cursor, to: held.court.head });
    expect(later.messages[0]?.facts.map(({ type }) => type)).toContain('alarm.raised');
    await later.follow(later.cursor);
    expect(later.messages.at(-1)).toMatchObject({ from: later.cursor, to: later.cursor, facts: [] });
    expect(screen.gaps).toEqual([]);
  });

  it('with a cursor that is too old or was never given gets a snapshot', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow(held.court.head + 1000);
    expect(screen.snapshots).toHaveLength(1);
    await held.court.write(async (unit) => {
      for (let at = 0; at <= longestCatchUp; at += 1)
        unit.record({
          type: 'test.filler',
          by: { kind: 'system', id: 'test' },
          subject: { kind: 'test', id: 'x' },
          data: {},
        });
    });
    await screen.reached(held.court.head);
    await screen.follow(held.court.head - longestCatchUp - 1);
    expect(screen.snapshots).toHaveLength(2);
    await screen.follow(held.court.head - longestCatchUp);
    expect(screen.snapshots).toHaveLength(2);
  });

  it('another court, or without the right, is refused, and the want of right is written down', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow(null, 'other');
    screen.socket.emit('follow', 'nonsense');
    await screen.until(() => screen.refusals.length === 2);
    expect(screen.refusals).toEqual([
      { court: 'other', code: 'COURT_UNKNOWN' },
      { court: '', code: 'INVALID' },
    ]);
    expect(screen.snapshots).toEqual([]);
    const judge = await held.court.screen('judge');
    await judge.follow();
    expect(judge.refusals).toEqual([{ court: 'demo', code: 'PERMISSION_LACKING' }]);
    const [fact] = await held.court.told('access.refused', ({ data }) => data['route'] === 'message follow');
    expect(fact?.data).toMatchObject({ code: 'PERMISSION_LACKING', permission: 'live:follow' });
  });

  it('needs a sign-in and a page of this court', async () => {
    await expect(Screen.connect(held.court.url)).rejects.toThrow('NO_SESSION');
    await expect(Screen.connect(held.court.url, 'court_session=made-up')).rejects.toThrow('NO_SESSION');
    const cookie = await held.court.cookie('guard');
    await expect(
      Screen.connect(held.court.url, cookie, { Origin: 'https://evil.example' }),
    ).rejects.toThrow();
    const own = await Screen.connect(held.court.url, cookie, { Origin: held.court.url });
    own.close();
  });
});

describe('facts', () => {
  it('of one transaction come in one message, cause before effect, with no gap between messages', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow();
    await press('button-103', 'emergency');
    await screen.reached(held.court.head);
    const message = screen.messages.find(({ facts }) => facts.some(({ type }) => type === 'alarm.raised'));
    const types = message?.facts.map(({ type }) => type) ?? [];
    const order = ['alarm.raised', 'incident.opened', 'liaison.offered'].map((type) => types.indexOf(type));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThanOrEqual(0);
    expect(screen.gaps).toEqual([]);
    for (const { from, to, facts } of screen.messages)
      for (const { seq } of facts) expect(seq > from && seq <= to).toBe(true);
  });

  it('of other people’s affairs only move the cursor', async () => {
    const screen = await held.court.screen('screener');
    await screen.follow();
    expect([screen.board.alarms, screen.board.devices, screen.board.incidents]).toEqual([[], [], []]);
    expect(screen.board.lanes.map(({ id }) => id)).toEqual(['gate-1', 'gate-2']);
    await press('button-104');
    await screen.reached(held.court.head);
    expect(screen.facts().filter(({ type }) => /^(alarm|incident|finding)\./.test(type))).toEqual([]);
  });

  it('come with a pulse every three seconds', async () => {
    const screen = await held.court.screen('guard');
    const apart = (): number[] => {
      const at = screen.pulses.map((pulse) => Date.parse(pulse.at));
      return at.slice(1).map((ms, index) => ms - (at[index] ?? 0));
    };
    // A busy machine may hold one up; not all of them, and none comes sooner.
    await screen.until(() => apart().some((ms) => ms < 3500));
    expect(Math.min(...apart())).toBeGreaterThan(2500);
    expect(screen.pulses[1]).toMatchObject({ court: 'demo', head: expect.any(Number) });
  });
});

describe('the police', () => {
  it('get a snapshot exactly when something is shared with them, and see only that', async () => {
    const police = await held.court.screen('police');
    const guard = await held.court.screen('guard');
    await police.follow();
    await guard.follow();
    const seen = police.board.alarms.length;
    const alarm = await press('button-105', 'help');
    await police.reached(held.court.head);
    expect([police.snapshots.length, police.board.alarms.length]).toEqual([1, seen]);
    const incident = await incidentOf(alarm);
    expect((await held.court.get('police', `/api/incidents/${incident}`)).status).toBe(404);
    expect((await held.court.post('guard', `/api/incidents/${incident}/share`)).status).toBe(403);
    expect((await held.court.post('chief', `/api/incidents/${incident}/share`)).status).toBe(204);
    await police.until(() => police.snapshots.length === 2);
    expect(police.board.incidents.map(({ id }) => id)).toContain(incident);
    const shown = police.board.alarms.find(({ id }) => id === alarm);
    expect(shown).toMatchObject({ place: 'court-5', level: 'high', pattern: 'help' });
    for (const hidden of ['device', 'deviceAt', 'shown', 'sounded']) expect(shown).not.toHaveProperty(hidden);
    for (const board of ['devices', 'duty', 'lanes', 'troubles'] as const)
      expect(police.board[board]).toEqual([]);
    await held.court.post('guard', `/api/alarms/${alarm}/respond`, { note: '内部说明' });
    await police.reached(held.court.head);
    expect(police.board.alarms.find(({ id }) => id === alarm)?.response).toBe('responding');
    expect(JSON.stringify(police.messages)).not.toContain('内部说明');
    expect(guard.snapshots).toHaveLength(1);
    const again = await held.court.post<{ code: string; first: object }>(
      'chief',
      `/api/incidents/${incident}/share`,
    );
    expect([again.status, again.body.first]).toEqual([
      409,
      { at: expect.any(String), by: expect.any(Object) },
    ]);
    expect((await held.court.post('police', `/api/incidents/${incident}/accept`)).status).toBe(204);
    expect((await held.court.post('police', `/api/incidents/${incident}/accept`)).status).toBe(409);
    await guard.reached(held.court.head);
    expect(guard.board.incidents.find(({ id }) => id === incident)?.accepted).toBeDefined();
  });

  it('who were away while something was shared get a snapshot, whatever their cursor', async () => {
    const police = await held.court.screen('police');
    await police.follow();
    const { cursor } = police;
    police.close();
    const alarm = await press('button-106', 'emergency');
    const back = await held.court.screen('police');
    await back.follow(cursor);
    expect([back.snapshots.length, back.messages.length]).toEqual([1, 0]);
    expect(back.board.alarms.map(({ id }) => id)).toContain(alarm);
  });
});

describe('a screen', () => {
  it('is cut within two seconds of the end of its sign-in, and its neighbour is not', async () => {
    const cookie = await held.court.signIn('guard');
    const [screen, other] = [await Screen.connect(held.court.url, cookie), await held.court.screen('guard')];
    await screen.follow();
    const began = Date.now();
    await fetch(`${held.court.url}/api/session`, { method: 'DELETE', headers: { Cookie: cookie } });
    await screen.until(() => screen.isCut);
    expect(Date.now() - began).toBeLessThan(2000);
    expect(other.isCut).toBe(false);
  });

  it('whose person gets another role is shown what that may see, and nobody else is', async () => {
    const [member, guard] = [await held.court.screen('committee'), await held.court.screen('guard')];
    await member.follow();
    await guard.follow();
    expect(member.board.devices).toEqual([]);
    const { cursor } = member;
    const { body } = await held.court.get<{ items: { id: string; roles: string[] }[] }>(
      'admin',
      '/api/people',
    );
    const id = body.items.find(({ roles }) => roles.includes('committee'))?.id;
    const change = (roles: string[]) =>
      fetch(`${held.court.url}/api/people/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', Cookie: cookieOfAdmin },
        body: JSON.stringify({ roles }),
      });
    const cookieOfAdmin = await held.court.cookie('admin');
    expect((await change(['committee', 'officer'])).status).toBe(200);
    await member.until(() => member.snapshots.length === 2);
    expect(member.board.devices.length).toBeGreaterThan(0);
    const away = await held.court.screen('committee');
    await away.follow(cursor);
    expect(away.snapshots).toHaveLength(1);
    await change(['inspector']);
    await member.until(() => member.refusals.length === 1);
    await press('button-107');
    expect(guard.snapshots).toHaveLength(1);
    await change(['committee']);
  });

  it('are fifty to a sign-in; one more is told so, and another sign-in is let in', async () => {
    const [many, one] = [await held.court.signIn('guard'), await held.court.signIn('guard')];
    const open = (cookie: string): Promise<Screen> => Screen.connect(held.court.url, cookie);
    const screens = await Promise.all(Array.from({ length: 50 }, () => open(many)));
    await expect(open(many)).rejects.toThrow('TOO_MANY_SCREENS');
    screens.push(await open(one));
    screens.shift()?.close();
    // One was closed; its place is free as soon as the console heard of it.
    let again: Screen | undefined;
    while (again === undefined) again = await open(many).catch(() => undefined);
    screens.push(again);
    for (const screen of screens) screen.close();
  });

  it('that reads nothing is cut, and harms no other', async () => {
    const [frozen, screen] = [await held.court.screen('guard'), await held.court.screen('guard')];
    await frozen.follow();
    await screen.follow();
    const { ws } = frozen.socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } };
    ws.pause();
    const filler = 'x'.repeat(60_000);
    const filled = { kind: 'device', id: 'filler' };
    // More than the kernel takes in for a reader who is late, for longer than a reader may be late.
    for (let round = 0; round < 12; round += 1) {
      await held.court.write(async (unit) => {
        for (let at = 0; at < 20; at += 1)
          unit.record({
            type: 'device.filler',
            by: { kind: 'system', id: 'test' },
            subject: filled,
            data: { filler },
          });
      });
    }
    const pulses = screen.pulses.length;
    await screen.until(() => screen.pulses.length >= pulses + 2);
    ws.resume();
    await frozen.until(() => frozen.isCut);
    await screen.reached(held.court.head);
    expect(screen.isCut).toBe(false);
  });
});

describe('a fact that no board can fold', () => {
  it('costs a picture, not the screens: they and who comes later show what the rows have', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow();
    await press('button-104');
    await screen.reached(held.court.head);
    const before = held.court.head;
    await held.court.write(async (unit) => {
      unit.record({
        type: 'incident.opened',
        by: { kind: 'system', id: 'test' },
        subject: { kind: 'incident', id: 'a-fact-without-its-alarms' },
        data: {},
      });
    });
    const alarm = await press('button-105');
    await screen.reached(held.court.head);
    expect(screen.snapshots.length).toBeGreaterThanOrEqual(2);
    expect(screen.board.alarms.map(({ id }) => id)).toContain(alarm);
    expect(screen.board).toEqual((await fresh()).board);
    // Who was away meanwhile cannot fold it either, and is shown the whole.
    const later = await held.court.screen('guard');
    await later.follow(before);
    expect(later.snapshots).toHaveLength(1);
    expect(later.board).toEqual(screen.board);
  });
});

async function fresh(): Promise<Screen> {
  const screen = await held.court.screen('guard');
  await screen.follow();
  return screen;
}
