/** Floods the console from every side at once, and asks how long another button's press takes to a guard's screen. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { complaint, type Trial } from './complaint.js';
import BetterSqlite3 from 'better-sqlite3';
import { WireDevice } from '../support/wire-device.js';
import { factsOf } from './court-file.js';
import { FaultCourt, type FaultOptions } from './court.js';
import { nameOf } from './history.js';
import { cookieOf, FaultScreen } from './screen.js';

const onScreenWithinMs = 1_000;
const pressEveryMs = 100;
const shortSeconds = 10;
const catchesUpMs = 10_000;
const burst = 2_000;
const mostBefore = 64;

/** `rounds` are seconds. */
export const flood = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    await takeTurns(court);
    const { url, mqtt } = court.console;
    const screen = new FaultScreen(url.slice(0, -1), await cookieOf(url, 'guard'));
    const button = await court.button('button-101');
    await screen.reaches(1, catchesUpMs);
    const child = spawn(process.execPath, [join('dist/test/faults/flood.program.js'), url, mqtt], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    try {
      await once(child.stdout, 'data');
      const pressed = new Map<string, number>();
      const untilMs = performance.now() + 1000 * (options.rounds ?? shortSeconds);
      while (performance.now() < untilMs) {
        const atMs = performance.now();
        // By the beat, however long the last one took.
        void button.press().then(({ name }) => pressed.set(nameOf(name), atMs));
        await pause(pressEveryMs);
      }
      await court.settle();
      await screen.reaches(0, catchesUpMs);
      const last = performance.now() + catchesUpMs;
      const isShown = (): boolean => [...pressed.keys()].every((name) => screen.ringsAtMs.has(name));
      while (!isShown() && performance.now() < last) await pause(50);
      tell(court, pressed, screen);
      for (const [what, count] of Object.entries(await subside(child))) court.count(`flood: ${what}`, count);
    } finally {
      child.kill('SIGKILL');
      await screen.close();
    }
    for (const what of ['messages', 'knocks', 'frozen', 'uploaded MB'])
      if (court.complaints.length === 0 && court.figures[`flood: ${what}`] === 0)
        throw new Error(`there was no flood of ${what}`);
    court.check();
  });

/**
 * While nothing can be stored, one device says all it has and then another is pressed: how many messages go before it.
 * A number, and no time: it is the same on every machine.
 */
async function takeTurns(court: FaultCourt): Promise<void> {
  const { url, mqtt } = court.console;
  const flooder = await WireDevice.connect(mqtt, 'button-111', {});
  const other = await WireDevice.connect(mqtt, 'button-110', {});
  // Each answer is a turn in which it also reads from its devices.
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await fetch(`${url}healthz`).then((answer) => answer.text());
  };
  const holder = new BetterSqlite3(court.database, { timeout: catchesUpMs });
  const event = other.event({ type: 'pressed', pattern: 'emergency' });
  const name = { device: other.id, boot: other.boot, seq: Number(event['seq']) };
  try {
    holder.exec('BEGIN IMMEDIATE');
    for (let nth = 0; nth < burst; nth += 1)
      flooder.publish(
        flooder.topic('event'),
        JSON.stringify(flooder.event({ type: 'battery', percent: 90 })),
      );
    await turns();
    court.history.pressed(name, JSON.stringify(event));
    const receipt = other.send(JSON.stringify(event));
    await turns();
    holder.exec('ROLLBACK');
    court.history.received(name, await receipt);
  } finally {
    holder.close();
    await Promise.all([flooder.close(), other.close()]);
  }
  const heard = factsOf(court.database).filter(({ type }) => type === 'event.recorded');
  const before = heard
    .slice(
      0,
      heard.findIndex(({ data }) => data['device'] === other.id),
    )
    .filter(({ data }) => data['device'] === flooder.id).length;
  court.most('messages of one device before a press', before);
  if (before === 0) throw new Error('there was no burst before the press');
  if (before > mostBefore)
    court.complaints.push(
      complaint('one-device-goes-first', `a press waited behind ${before} messages of one other device`),
    );
}

/** @returns how much of everything there was */
async function subside(child: ChildProcessByStdio<null, Readable, null>): Promise<Record<string, number>> {
  child.kill('SIGTERM');
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return JSON.parse(said.toString()) as Record<string, number>;
}

function tell(court: FaultCourt, pressed: ReadonlyMap<string, number>, screen: FaultScreen): void {
  const tookMs = [...pressed]
    .map(([name, atMs]) => (screen.ringsAtMs.get(name) ?? Number.POSITIVE_INFINITY) - atMs)
    .toSorted((a, b) => a - b);
  const p99 = tookMs[Math.floor(tookMs.length * 0.99)] ?? Number.POSITIVE_INFINITY;
  court.most('ms to the screen, p50', tookMs[Math.floor(tookMs.length / 2)] ?? Number.NaN);
  court.most('ms to the screen, p99', p99);
  court.most('ms to the screen', tookMs.at(-1) ?? Number.NaN);
  if (p99 > onScreenWithinMs)
    court.complaints.push(
      complaint('flood-hurts-others', `p99 of ${tookMs.length} presses: ${Math.round(p99)} ms`),
    );
}
