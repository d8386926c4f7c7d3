import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../devices/protocol/receipt.js';
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
const timersOf = async (alarm: string | undefined): Promise<string[]> =>
  (
    await held.court.app
      .get(Reader)
      .query<{ kind: string }>('SELECT "kind" FROM "timers" WHERE "subject" = ? ORDER BY "dueAt"', [alarm])
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
      told.push(await button.press('help'));
      const screen = await held.court.screen(who);
      await screen.follow();
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
