import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlarmItem } from '../../src/alarms/alarm.js';
import type { PressItem } from '../../src/alarms/press.js';
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
