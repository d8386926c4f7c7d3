import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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
