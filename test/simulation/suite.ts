/** Many seeds at once, and many deliveries, in processes of their own, each with its own time and chance. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Invariant, Trial } from '../faults/complaint.js';
import type { FaultOptions } from '../faults/court.js';
import type { Played } from './run.js';

export const shortSeeds = 300;
const mostSeeds = 150;
const processes = 2;
const hourMs = 3_600_000;
/** a seed takes a seventh of a second, and its machine may be twenty times as slow */
const mostSecondsASeed = 3;
/** one takes a third of a millisecond */
const fewestDeliveriesASecond = 100;

/** `rounds` are seeds, from `seed` on. */
export async function simulation({
  rounds = shortSeeds,
  seed = 1,
  dist = 'dist',
}: FaultOptions): Promise<Trial> {
  const share = Math.ceil(rounds / processes);
  const words = Array.from({ length: processes }, (_, at) => {
    const from = seed + at * share;
    return ['--from', `${from}`, '--count', `${Math.min(share, seed + rounds - from)}`];
  });
  return asTrial(
    (await Promise.all([...words, ['--kept']].map((some) => playSeeds(some, dist, share)))).flat(),
  );
}

/** Plays seeds until one breaks this promise. */
export const untilOneFails = async (from: number, dist: string, breaks: Invariant): Promise<Trial> =>
  asTrial(await playSeeds(['--from', `${from}`, '--count', `${mostSeeds}`, '--until', breaks], dist));

/** @returns by seed what came of it, played one after another in a process of their own */
export const hashesOf = async (seeds: readonly number[]): Promise<Map<number, string>> =>
  new Map((await playSeeds(['--seeds', seeds.join()], 'dist')).map(({ seed, hash }) => [seed, hash]));

function asTrial(played: readonly Played[]): Trial {
  const sum = (of: (one: Played) => number): number => played.reduce((all, one) => all + of(one), 0);
  return {
    complaints: played.flatMap(({ seed, complaints }) =>
      complaints.map(({ invariant, about }) => ({ invariant, about: `seed ${seed}, ${about}` })),
    ),
    figures: {
      seeds: played.length,
      presses: sum(({ presses }) => presses),
      deaths: sum(({ deaths }) => deaths),
      steps: sum(({ steps }) => steps),
      'virtual hours': Math.round((10 * sum(({ virtualMs }) => virtualMs)) / hourMs) / 10,
    },
  };
}

/** `rounds` are deliveries. */
export const deliveries = async ({
  rounds = 5_000,
  seed = 1,
  dist = 'dist',
}: FaultOptions): Promise<Trial> => {
  const mostSeconds = 60 + rounds / fewestDeliveriesASecond;
  const told = await textOf('deliveries.program.js', [`${rounds}`, `${seed}`], dist, mostSeconds);
  return JSON.parse(told) as Trial;
};

async function playSeeds(words: readonly string[], dist: string, count = mostSeeds): Promise<Played[]> {
  const told = await textOf('simulation.program.js', words, dist, 60 + mostSecondsASeed * count);
  return told
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Played);
}

/** What a program that takes over its time and its chance has to tell. */
async function textOf(
  name: string,
  words: readonly string[],
  dist: string,
  mostSeconds: number,
): Promise<string> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(dist, 'test/simulation', name), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 1000 * mostSeconds,
    killSignal: 'SIGKILL',
  });
  const [told, wrong]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => told.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => wrong.push(chunk.toString()));
  const code = await new Promise<number | null>((end) => child.on('close', end));
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${wrong.join('').slice(-2000)}`);
  return told.join('');
}
