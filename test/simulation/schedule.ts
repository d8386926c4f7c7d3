/** What befalls one simulated court: drawn from a seed alone, before anything happens. */
import { chanceFrom } from '../faults/chance.js';

export type Deed =
  | { readonly what: 'press'; readonly button: number; readonly pattern: 'help' | 'emergency' | 'silent' }
  | { readonly what: 'reboot'; readonly button: number; readonly back: boolean }
  | { readonly what: 'twin'; readonly button: number }
  | { readonly what: 'freeze'; readonly button: number; readonly forMs: number }
  | { readonly what: 'crash'; readonly after: number; readonly done: boolean; readonly downMs: number }
  | { readonly what: 'full' | 'locked' | 'cut' | 'frozen-screens'; readonly forMs: number }
  | { readonly what: 'slow-disk'; readonly forMs: number; readonly ms: number }
  | { readonly what: 'hiccup'; readonly after: number }
  | { readonly what: 'lying-commit' }
  | { readonly what: 'cut-screen'; readonly screen: number }
  | DrillDeed
  | { readonly what: 'clock'; readonly byMs: number };

export interface DrillDeed {
  readonly what: 'drill';
  readonly button: number;
  readonly pattern: 'help' | 'emergency' | 'silent';
  readonly times: number;
  readonly forMs: number;
}

export interface Schedule {
  readonly seed: number;
  readonly lastsMs: number;
  readonly buttons: number;
  readonly screens: number;
  readonly skewsMs: readonly number[];
  readonly loss: number;
  readonly doubles: number;
  readonly mostDelayMs: number;
  readonly answers: number;
  /** in order */
  readonly deeds: readonly { readonly atMs: number; readonly deed: Deed }[];
}

const tenYearsMs = 10 * 365 * 24 * 3_600_000;
const hourMs = 3_600_000;

export function scheduleOf(seed: number): Schedule {
  const chance = chanceFrom(seed);
  const upTo = (most: number): number => chance() * most;
  const whole = (most: number): number => Math.floor(upTo(most));
  const one = <T>(...of: readonly T[]): T => of[whole(of.length)] as T;
  const isLong = seed % 15 === 0;
  const lastsMs = isLong ? 330_000 : 5_000 + upTo(25_000);
  const buttons = 1 + whole(4);
  const deeds: { atMs: number; deed: Deed }[] = [];
  const plan = (atMs: number, deed: Deed): void => void deeds.push({ atMs, deed });
  for (let press = 0, presses = 2 + whole(10); press < presses; press += 1) {
    const atMs = 500 + upTo(isLong ? 30_000 : lastsMs);
    const again = chance() < 0.3 ? 1 + whole(4) : 1;
    const button = whole(buttons);
    for (let time = 0; time < again; time += 1)
      plan(atMs + time * upTo(3), {
        what: 'press',
        button: chance() < 0.7 ? button : whole(buttons),
        pattern: one('help', 'emergency', 'silent'),
      });
  }
  const screens = whole(3);
  // A screen is away when something happens.
  const away = (atMs: number): void => {
    plan(atMs, { what: 'cut-screen', screen: whole(2) });
    if (chance() < 0.5)
      plan(atMs + 20 + upTo(400), { what: 'press', button: whole(buttons), pattern: 'help' });
  };
  for (let cut = 0, cuts = screens === 0 ? 0 : whole(4); cut < cuts; cut += 1) away(500 + upTo(lastsMs));
  const faults = whole(6);
  for (let fault = 0; fault < faults; fault += 1) {
    const atMs = 200 + upTo(lastsMs);
    const deed = faultOf({ chance, upTo, whole, one, buttons });
    plan(atMs, deed);
    // From then on all facts bear one time, for as long as the clock was set back.
    if (deed.what === 'clock' && deed.byMs < 0) away(atMs + 1_000 + upTo(4_000));
  }
  // By dice of its own: what befell a seed before there were drills still befalls it.
  const drill = drillOf(chanceFrom(seed + 7), buttons);
  if (drill !== undefined) plan(200, drill);
  return {
    seed,
    lastsMs,
    buttons,
    screens,
    skewsMs: Array.from({ length: buttons }, () => one(0, 0, upTo(5_000), -tenYearsMs, tenYearsMs)),
    loss: one(0, 0, 0.05, 0.3),
    doubles: one(0, 0.05, 0.4),
    mostDelayMs: one(5, 50, 1500),
    answers: one(0, 0.5, 0.9),
    deeds: deeds.toSorted((a, b) => a.atMs - b.atMs),
  };
}

function drillOf(chance: () => number, buttons: number): DrillDeed | undefined {
  if (chance() < 0.6) return undefined;
  return {
    what: 'drill',
    button: Math.floor(chance() * buttons),
    pattern: (['help', 'emergency', 'silent'] as const)[Math.floor(chance() * 3)] ?? 'help',
    times: 1 + Math.floor(chance() * 2),
    forMs: 3_000 + chance() * 20_000,
  };
}

interface Dice {
  readonly chance: () => number;
  readonly upTo: (most: number) => number;
  readonly whole: (most: number) => number;
  readonly one: <T>(...of: readonly T[]) => T;
  readonly buttons: number;
}

function faultOf({ chance, upTo, whole, one, buttons }: Dice): Deed {
  const button = whole(buttons);
  const forMs = 100 + upTo(one(500, 8_000));
  return one<() => Deed>(
    () => ({ what: 'crash', after: 1 + whole(60), done: chance() < 0.5, downMs: 50 + upTo(6_000) }),
    () => ({ what: 'crash', after: 1 + whole(25), done: chance() < 0.5, downMs: 50 + upTo(500) }),
    () => ({ what: one('full', 'locked', 'cut', 'frozen-screens'), forMs }),
    () => ({ what: 'slow-disk', forMs, ms: upTo(400) }),
    () => ({ what: 'hiccup', after: 1 + whole(40) }),
    () => ({ what: 'lying-commit' }),
    () => ({ what: 'cut-screen', screen: whole(2) }),
    () => ({ what: 'clock', byMs: one(-hourMs, hourMs, -2_000, upTo(10_000)) }),
    () => ({ what: 'reboot', button, back: chance() < 0.4 }),
    () => ({ what: 'twin', button }),
    () => ({ what: 'freeze', button, forMs: 5_000 + upTo(60_000) }),
  )();
}
