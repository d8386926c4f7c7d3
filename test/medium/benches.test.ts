import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ButtonTestItem } from '../../src/alarms/button-test.js';
import type { OwnButton, OwnTest } from '../../src/benches/own-button.js';
import type { OwnCall } from '../../src/benches/own-call.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });

describe('a judge’s own rooms', () => {
  const buttons = async (): Promise<OwnButton[]> =>
    (await held.court.get<{ items: OwnButton[] }>('judge', '/api/own/buttons')).body.items;
  const becomes = async (username: string, role: string) => {
    const { body } = await held.court.get<{ items: { id: string; roles: string[] }[] }>(
      'admin',
      '/api/people',
    );
    const person = body.items.find(({ roles }) => roles.includes(username))?.id ?? '';
    await held.court.patch('admin', `/api/people/${person}`, { roles: [role] });
  };
  const begin = (device: string, who = 'judge') =>
    held.court.post<OwnTest & { code?: string }>(who, `/api/own/buttons/${device}/tests`);

  it('have buttons that he may test, and no other button is there for him', async () => {
    expect((await buttons()).map(({ device }) => device)).toEqual(['button-103', 'button-111']);
    for (const foreign of ['button-101', 'recorder-204', 'button-999']) {
      const { status, body } = await begin(foreign);
      expect([foreign, status, body.code]).toEqual(
        foreign === 'recorder-204'
          ? [foreign, 400, 'TEST_ONLY_OF_BUTTONS']
          : [foreign, 404, 'DEVICE_UNKNOWN'],
      );
    }
    expect((await held.court.post('judge', '/api/devices/button-103/tests')).status).toBe(403);
    for (const who of ['guard', 'clerk', 'admin', 'police'])
      expect([who, (await begin('button-103', who)).status]).toEqual([who, 403]);
  });

  it('are tested the whole way: received, shown, sounded, told to him without a name', async () => {
    const screen = await held.court.screen('guard');
    await screen.follow();
    const button = await held.court.device('button-103');
    const { status, body: test } = await begin('button-103');
    expect([status, test.state, test.isOwn]).toEqual([201, 'waits', true]);
    await button.press('emergency');
    await screen.until(() => screen.board.tests?.[0]?.pressedAt !== undefined);
    screen.socket.emit('shown', { test: test.id });
    screen.socket.emit('sounded', { test: test.id });
    await held.court.told('test.ended', ({ subject }) => subject.id === test.id);
    const [own] = await buttons();
    expect(own?.test).toEqual({
      id: test.id,
      state: 'passed',
      isOwn: true,
      openedAt: test.openedAt,
      until: test.until,
      pressedAt: expect.any(String),
      receivedAt: expect.any(String),
      shownAt: expect.any(String),
      soundedAt: expect.any(String),
    });
  });

  it('of a test that another began he reads the way, and may not stop it', async () => {
    const { body } = await held.court.post<ButtonTestItem>('guard', '/api/devices/button-111/tests');
    const [, own] = await buttons();
    expect(own?.test).toMatchObject({ id: body.id, state: 'waits', isOwn: false });
    expect((await held.court.post('judge', `/api/own/tests/${body.id}/stop`)).status).toBe(404);
    await held.court.post('guard', `/api/tests/${body.id}/stop`);
    const { body: mine } = await begin('button-111');
    expect((await held.court.post<OwnTest>('judge', `/api/own/tests/${mine.id}/stop`)).body.state).toBe(
      'stopped',
    );
  });

  const calls = async (): Promise<OwnCall[]> =>
    (await held.court.get<{ items: OwnCall[] }>('judge', '/api/own/calls')).body.items;
  const flags = async (tag: string): Promise<void> => {
    const recorder = await held.court.device('recorder-204');
    const now = new Date().toISOString();
    await recorder.say({ type: 'flagged', tag, from: now, to: now });
    await recorder.close();
  };

  it('tell him what he flagged, filed and reported, and what became of it', async () => {
    await flags('threat');
    await flags('inquiry');
    const filing = { tag: 'interference', channel: 'letter', who: '某局赵某', content: '要求从轻' };
    const filed = await held.court.post<{ id: string }>('judge', '/api/interference', filing);
    await held.court.post('clerk', '/api/interference', { ...filing, who: '别人写的' });
    await held.court.post('judge', '/api/incidents', { place: 'offices', text: '走廊里有人言语威胁' });
    await held.court.post('guard', '/api/incidents', { place: 'offices', text: '别人报告的' });
    expect(await calls()).toMatchObject([
      { kind: 'report', how: 'form', fate: 'open', wrote: { content: '走廊里有人言语威胁' } },
      {
        kind: 'interference',
        how: 'form',
        fate: 'sealed',
        channel: 'letter',
        wrote: { who: '某局赵某', content: '要求从轻' },
      },
      { kind: 'inquiry', how: 'key', place: 'offices', fate: 'sealed', wrote: {} },
      { kind: 'threat', how: 'key', place: 'offices', fate: 'open' },
    ]);
    expect(JSON.stringify(await calls())).not.toContain('别人');

    await held.court.get('inspector', '/api/interference');
    const [, , inquiry] = await calls();
    // 督察 are two: one asks, the other one agrees.
    await becomes('committee', 'inspector');
    for (const who of ['inspector', 'committee'])
      await held.court.post(who, `/api/interference/${inquiry?.id}/release`, { reason: '误按' });
    expect((await calls()).map(({ fate }) => fate)).toEqual(['open', 'read', 'released', 'open']);
    expect((await calls())[1]?.id).toBe(filed.body.id);
    const page = (query: string) =>
      held.court.get<{ items: OwnCall[]; next: string | null }>('judge', `/api/own/calls?limit=3${query}`);
    const { body: first } = await page('');
    expect((await page(`&cursor=${first.next}`)).body).toMatchObject({
      items: [{ kind: 'threat' }],
      next: null,
    });
    expect((await held.court.get('clerk', '/api/own/calls')).status).toBe(403);
  });

  it('are whose the administrator says; what a shared telephone flags is nobody’s', async () => {
    const people = (
      await held.court.get<{ items: { id: string; roles: string[] }[] }>('admin', '/api/people')
    ).body.items;
    const idOf = (role: string): string => people.find(({ roles }) => roles.includes(role))?.id ?? '';
    const give = (role: string, places: readonly string[], who = 'admin') =>
      held.court.put<{ items?: object[] }>(who, `/api/benches/${idOf(role)}`, { places });
    expect((await give('judge', ['court-3'], 'judge')).status).toBe(403);
    expect((await give('judge', ['nowhere'])).status).toBe(400);
    const before = (await calls()).length;
    expect((await give('clerk', ['offices'])).body.items).toHaveLength(1);
    await flags('threat');
    expect(await calls()).toHaveLength(before);
    await give('clerk', []);
    await flags('insult');
    expect((await calls())[0]).toMatchObject({ kind: 'insult' });
    expect(await calls()).toHaveLength(before + 1);
    await give('judge', ['court-3']);
    expect((await buttons()).map(({ device }) => device)).toEqual(['button-103']);
    expect((await held.court.facts('bench.left')).map(({ data }) => data['place'])).toEqual([
      'offices',
      'offices',
    ]);
    expect(await held.court.facts('reaction.failed')).toEqual([]);
  });
});
