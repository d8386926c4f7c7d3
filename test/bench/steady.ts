/** A court in distress for a minute: presses by the clock, screens that show them, a large file that comes in; and one press to very many screens. */
import { createHash, randomBytes, randomFillSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { basicOf } from '../support/exhibit-court.js';
import { upload } from '../support/tus.js';
import { openButtons } from './devices.js';
import { spreadOf, type Spread, type SteadyResult, type Target } from './job.js';
import { cookieOf, openScreen, type Screen } from './screen.js';

const fileBytes = 100 * 1024 * 1024;
const patienceMs = 20_000;

async function openScreens(target: Target, count: number): Promise<Screen[]> {
  const screens: Screen[] = [];
  // A few at a time, as they come in the morning; no sign-in has more than fifty.
  while (screens.length < count) {
    const cookie = await cookieOf(target);
    screens.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(20, count - screens.length) }, () => openScreen(target, cookie)),
      )),
    );
  }
  return screens;
}

/** Open loop: a press is due when it is due, however the last one fares. */
export async function measureSteady(
  target: Target,
  { perSecond, seconds, screens: count }: { perSecond: number; seconds: number; screens: number },
): Promise<SteadyResult> {
  const dueAt = new Map<string, number>();
  const [toReceipt, toLast]: [number[], number[]] = [[], []];
  const seen = new Map<string, number>();
  const screens = await openScreens(target, count);
  for (const screen of screens)
    screen.onFact = ({ type, data }, atMs) => {
      if (type !== 'alarm.raised' && type !== 'alarm.pressed-again') return;
      const name = `${data.device} ${data.seq}`;
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      if (times === count) toLast.push(atMs - (dueAt.get(name) ?? atMs));
    };
  const buttons = await openButtons(target.mqttUrl, (device, seq) =>
    toReceipt.push(performance.now() - (dueAt.get(`${device} ${seq}`) ?? Number.NaN)),
  );
  const sending = target.isBridge ? undefined : sendForEver(target);
  // The file is in the midst of coming in.
  await pause(1000);
  const startedAtMs = performance.now();
  for (let press = 0; press < perSecond * seconds; press += 1) {
    const dueAtMs = startedAtMs + (press * 1000) / perSecond;
    if (dueAtMs > performance.now()) await pause(dueAtMs - performance.now());
    const button = buttons[press % buttons.length];
    if (button !== undefined) dueAt.set(`${button.id} ${button.say('pressed')}`, dueAtMs);
  }
  const untilMs = performance.now() + patienceMs;
  while (toLast.length < dueAt.size && performance.now() < untilMs) await pause(10);
  sending?.abort();
  for (const screen of screens) screen.close();
  await Promise.all(buttons.map((button) => button.close()));
  return {
    toReceipt: spreadOf(toReceipt),
    toLastScreen: spreadOf(toLast),
    missing: dueAt.size - Math.min(toReceipt.length, toLast.length),
  };
}

/** One large file after another. Made and hashed before, but for its end: this process keeps the time of the presses. */
function sendForEver({ httpUrl }: Target): AbortController {
  const over = new AbortController();
  const headers = { Authorization: basicOf('recorder-201', 'demo-recorder-201') };
  const bytes = randomBytes(fileBytes);
  const end = bytes.subarray(-16);
  const begun = createHash('sha256').update(bytes.subarray(0, -end.length));
  const send = async (): Promise<void> => {
    while (!over.signal.aborted) {
      randomFillSync(end);
      const sha256 = begun.copy().update(end).digest('hex');
      await upload(httpUrl.slice(0, -1), { bytes, headers, words: { sha256 } });
    }
  };
  void send();
  return over;
}

/** One press after another, each until the last of the screens has it. */
export async function measureLast(target: Target, count: number, presses: number): Promise<Spread> {
  const screens = await openScreens(target, count);
  let left = 0;
  let wanted = '';
  let last: (atMs: number) => void = () => undefined;
  for (const screen of screens)
    screen.onFact = ({ type, data }, atMs) => {
      if (type !== 'alarm.raised' && type !== 'alarm.pressed-again') return;
      if (`${data.device} ${data.seq}` === wanted && (left -= 1) === 0) last(atMs);
    };
  const buttons = await openButtons(target.mqttUrl, () => undefined);
  const tookMs: number[] = [];
  for (let press = 0; press < presses; press += 1) {
    const button = buttons[press % buttons.length];
    if (button === undefined) break;
    left = count;
    const shown = new Promise<number>((done) => (last = done));
    const pressedAtMs = performance.now();
    wanted = `${button.id} ${button.say('pressed')}`;
    tookMs.push((await shown) - pressedAtMs);
    await pause(100);
  }
  for (const screen of screens) screen.close();
  await Promise.all(buttons.map((button) => button.close()));
  return spreadOf(tookMs);
}
