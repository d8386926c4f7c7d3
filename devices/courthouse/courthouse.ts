/** Plays days at court: every device of the cast as a real MQTT client, acting as the plan says. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, systemClock } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { cast, demoSecretOf } from './cast.js';
import { dayMs, type Planned, planDay } from './day.js';
import { type Player, startPlayer } from './player.js';

export interface CourthouseOptions {
  /** `mqtt://127.0.0.1:1883` */
  readonly mqttUrl: string;
  /** `http://127.0.0.1:3000` */
  readonly httpUrl: string;
  readonly court: string;
  /** the demo's by default */
  readonly secrets?: (device: string) => string;
  /** how many times faster than a clock the day runs; 60 plays ten hours in ten minutes */
  readonly speed: number;
  readonly seed: number;
  /** for outboxes and clips, one folder a device below it */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** another plan than `planDay`, for tests */
  readonly plan?: (seed: number) => readonly Planned[];
  readonly clock?: Clock;
}

export interface Courthouse {
  /** Resolves when every device has had its first connection. */
  readonly connected: Promise<void>;
  readonly stop: () => Promise<void>;
}

const nightMs = 10_000;

/** Lives one day after another until it is stopped; each day has the next seed. */
export async function startCourthouse(options: CourthouseOptions): Promise<Courthouse> {
  const clock = options.clock ?? systemClock;
  const players = new Map<string, Player>();
  for (const member of cast) {
    const secret = (options.secrets ?? demoSecretOf)(member.device);
    const folder = join(options.folder, member.device);
    players.set(member.device, await startPlayer({ ...options, ...member, secret, folder, clock }));
  }
  const closing = new AbortController();
  const living = live(options, players, clock, closing.signal).catch((thrown: unknown) => {
    if (!closing.signal.aborted) options.log(`模拟中断 the courthouse stopped: ${reasonOf(thrown)}`);
  });
  return {
    connected: Promise.all([...players.values()].map((player) => player.connected)).then(() => undefined),
    stop: async () => {
      closing.abort();
      await living;
      await Promise.all([...players.values()].map((player) => player.stop()));
    },
  };
}

async function live(
  options: CourthouseOptions,
  players: ReadonlyMap<string, Player>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const plan = options.plan ?? planDay;
  for (let day = 0; ; day += 1) {
    const openedAtMs = clock.nowMs();
    const untilMs = async (dayTimeMs: number): Promise<void> => {
      const waitMs = openedAtMs + dayTimeMs / options.speed - clock.nowMs();
      // Even a late act lets the others have their turn.
      await pause(Math.max(0, waitMs), undefined, { signal });
    };
    for (const { atMs, device, act } of plan(options.seed + day)) {
      await untilMs(atMs);
      players.get(device)?.act(act);
    }
    await untilMs(dayMs);
    await pause(nightMs, undefined, { signal });
  }
}
