/** Presses one after the other, each a new alarm, and times its receipt and its arrival on a screen. */
import { setTimeout as pause } from 'node:timers/promises';
import { openButtons } from './devices.js';
import { spreadOf, type PressesResult, type Target } from './job.js';
import { openScreen, type Screen } from './screen.js';

const warmUp = 60;
/** Both are pressed at one pace: in a loop without a pause the bridge alone would have the machine's caches warm. */
const pressEveryMs = 20;

/** A moment that somebody waits for. */
class Moment {
  readonly #waiting = new Map<string, (value: { atMs: number; id: string }) => void>();

  of(name: string): Promise<{ atMs: number; id: string }> {
    return new Promise((come) => this.#waiting.set(name, come));
  }

  come(name: string, atMs: number, id = ''): void {
    this.#waiting.get(name)?.({ atMs, id });
    this.#waiting.delete(name);
  }
}

export async function measurePresses(target: Target, count: number): Promise<PressesResult> {
  const moments = new Moment();
  const screen = await openScreen(target);
  screen.onFact = ({ type, subject, data }, atMs) => {
    if (type === 'alarm.raised') moments.come(`page ${data.device} ${data.seq}`, atMs, subject?.id);
    if (type === 'alarm.closed') moments.come(`closed ${subject?.id}`, atMs);
  };
  const buttons = await openButtons(target.mqttUrl, (device, seq) =>
    moments.come(`receipt ${device} ${seq}`, performance.now()),
  );
  const toReceipt: number[] = [];
  const toPage: number[] = [];
  for (let at = 0; at < count + warmUp; at += 1) {
    const button = buttons[at % buttons.length];
    if (button === undefined) break;
    const pressedAtMs = performance.now();
    const seq = button.say('pressed');
    const receipt = moments.of(`receipt ${button.id} ${seq}`);
    const [page, { atMs }] = await Promise.all([moments.of(`page ${button.id} ${seq}`), receipt]);
    if (at >= warmUp) {
      toReceipt.push(atMs - pressedAtMs);
      toPage.push(page.atMs - pressedAtMs);
    }
    if (!target.isBridge) await answer(screen, moments, page.id);
    await pause(Math.max(1, pressedAtMs + pressEveryMs - performance.now()));
  }
  screen.close();
  await Promise.all(buttons.map((button) => button.close()));
  return { toReceipt: spreadOf(toReceipt), toPage: spreadOf(toPage) };
}

/** What a guard does with it, so that the next press of the button is a new alarm. */
async function answer(screen: Screen, moments: Moment, alarm: string): Promise<void> {
  screen.say('shown', alarm);
  screen.say('sounded', alarm);
  const closed = moments.of(`closed ${alarm}`);
  await screen.post(`api/alarms/${alarm}/close`, { outcome: 'test', reason: 'bench' });
  await closed;
}
