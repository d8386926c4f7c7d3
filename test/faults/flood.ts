/** Floods the console from every side at once, and asks how long another button's press takes to a guard's screen. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { complaint, type Trial } from './complaint.js';
import { FaultCourt, type FaultOptions } from './court.js';
import { nameOf } from './history.js';
import { cookieOf, FaultScreen } from './screen.js';

const onScreenWithinMs = 1_000;
const pressEveryMs = 100;
const shortSeconds = 10;
const catchesUpMs = 10_000;

/** `rounds` are seconds. */
export const flood = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
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
    // A console that is hurt has not taken the whole file either.
    for (const what of ['messages', 'knocks', 'frozen', 'uploaded MB'])
      if (court.complaints.length === 0 && court.figures[`flood: ${what}`] === 0)
        throw new Error(`there was no flood of ${what}`);
    court.check();
  });

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
