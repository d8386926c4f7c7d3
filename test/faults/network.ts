/** Presses and watches over a line that is slow, split, half open, a black hole, and cut again and again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Button } from './button.js';
import { buttonIds, FaultCourt, receiptWithinMs, type FaultOptions } from './court.js';
import { complaint, type Trial } from './complaint.js';
import { headOf } from './court-file.js';
import { SteppedClock } from './clock.js';
import { FaultProxy, type Weather } from './proxy.js';
import { cookieOf, FaultScreen, missedFacts } from './screen.js';

interface Spell {
  readonly weather: Weather;
  readonly forMs: number;
  readonly cuts: 'at the end' | 'all the while' | 'never';
}

const spells: readonly Spell[] = [
  { weather: { delayMs: 60 }, forMs: 600, cuts: 'never' },
  { weather: { pieceBytes: 1 }, forMs: 600, cuts: 'never' },
  { weather: {}, forMs: 1_200, cuts: 'all the while' },
  { weather: { holdsUp: true, holdsDown: true }, forMs: 1_200, cuts: 'at the end' },
  { weather: { holdsDown: true }, forMs: 1_200, cuts: 'at the end' },
  { weather: { holdsUp: true }, forMs: 800, cuts: 'at the end' },
  { weather: { pieceBytes: 7, delayMs: 5 }, forMs: 800, cuts: 'all the while' },
];
const cutEveryMs = 130;
const pressEveryMs = 120;
const screenCatchesUpMs = 10_000;

export const badLines = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    const [devices, pages] = await Promise.all([
      FaultProxy.to(court.ports.mqtt),
      FaultProxy.to(court.ports.http),
    ]);
    const cookie = await cookieOf(court.console.url, 'guard');
    const reference = new FaultScreen(court.console.url.slice(0, -1), cookie);
    const screen = new FaultScreen(`http://127.0.0.1:${pages.port}`, cookie);
    try {
      const buttons = await Promise.all(
        buttonIds.slice(0, 6).map((id) => court.button(id, `mqtt://127.0.0.1:${devices.port}`)),
      );
      await Promise.all([reference, screen].map((each) => each.reaches(1, screenCatchesUpMs)));
      for (let round = 0; round < (options.rounds ?? 1); round += 1)
        for (const spell of spells) await suffer(court, spell, [devices, pages], buttons);
      await court.settle();
      const { presses } = court.history.history();
      court.count('receipts lost', presses.filter(({ receipt }) => receipt?.outcome === 'repeated').length);
      const head = headOf(court.database);
      for (const each of [reference, screen])
        if (!(await each.reaches(head, screenCatchesUpMs)))
          court.complaints.push(
            complaint('screen-missed-a-fact', `stands at ${each.cursor} of ${head} after 10 s`),
          );
      court.count('facts on the screen', screen.told.length);
      court.count('cuts of the screen', screen.cuts);
      court.complaints.push(...missedFacts(screen, reference));
    } finally {
      await Promise.all([reference.close(), screen.close(), devices.close(), pages.close()]);
    }
    court.check();
  });

async function suffer(
  court: FaultCourt,
  { weather, forMs, cuts }: Spell,
  proxies: readonly FaultProxy[],
  buttons: readonly Button[],
): Promise<void> {
  for (const proxy of proxies) proxy.weather(weather);
  const startedAtMs = performance.now();
  let cutAtMs = startedAtMs;
  while (performance.now() - startedAtMs < forMs) {
    // All at once: what is stored in the same millisecond is where a careless cursor slips.
    await Promise.all(buttons.map((button) => button.press()));
    await pause(pressEveryMs);
    if (cuts === 'all the while' && performance.now() - cutAtMs > cutEveryMs) {
      for (const proxy of proxies) proxy.cut();
      cutAtMs = performance.now();
      court.count('cuts');
    }
  }
  if (cuts === 'at the end') for (const proxy of proxies) proxy.cut();
  for (const proxy of proxies) proxy.weather({});
  court.count('spells');
}

const hourSeconds = 3_600;

/** A screen is away while the clock is stepped back and forth: two facts may bear one time, and it must miss neither. */
export const cutScreens = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    const clock = new SteppedClock(court);
    if (!(await court.start(clock.loaded))) return;
    const pages = await FaultProxy.to(court.ports.http);
    const cookie = await cookieOf(court.console.url, 'guard');
    const reference = new FaultScreen(court.console.url.slice(0, -1), cookie);
    const screen = new FaultScreen(`http://127.0.0.1:${pages.port}`, cookie);
    const caughtUp = async (): Promise<void> => {
      const head = headOf(court.database);
      await Promise.all([reference, screen].map((each) => each.reaches(head, screenCatchesUpMs)));
    };
    try {
      const buttons = await Promise.all(buttonIds.slice(0, 4).map((id) => court.button(id)));
      for (let round = 0; round < 3 * (options.rounds ?? 1); round += 1) {
        await pressAll(buttons);
        await caughtUp();
        pages.weather({ holdsUp: true, holdsDown: true });
        pages.cut();
        clock.step(-hourSeconds);
        await pressAll(buttons);
        clock.step(0);
        await pressAll(buttons);
        pages.weather({});
        pages.cut();
        await caughtUp();
      }
      court.count('facts on the screen', screen.told.length);
      court.count('cuts of the screen', screen.cuts);
      court.complaints.push(...missedFacts(screen, reference));
    } finally {
      await Promise.all([reference.close(), screen.close(), pages.close()]);
    }
    court.check();
  });

async function pressAll(buttons: readonly Button[]): Promise<void> {
  const given = await Promise.all(buttons.map((button) => button.press()));
  await Promise.all(given.map(({ receipted }) => receipted));
}

/** The same button powered up again and again: each power-up counts from one, and each press is a press. */
export const reboots = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    for (let boot = 0; boot < (options.rounds ?? 4); boot += 1) {
      const button = await court.button('button-101');
      for (let press = 0; press < 2; press += 1) await button.press();
      await button.drained(receiptWithinMs);
      await court.unplug('button-101');
      court.count('boots');
    }
    court.check();
  });
