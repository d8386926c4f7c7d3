/** `npm run faults`: tries the faults one after another, or plants the bugs that they must find. */
import { asText } from './complaint.js';
import type { FaultOptions } from './court.js';
import type { Sabotage } from './bug.js';
import { sabotages } from './bugs.js';
import { simulated, tryBug, trySimulated } from './sabotage.js';
import { suites, type Suite } from './suites.js';

const usage = `npm run faults -- [--suite NAME] [--rounds N] [--seed N]   ${Object.keys(suites).join(' ')}
npm run faults -- --sabotage [NAME]             ${Object.keys(sabotages).join(', ')}`;

const words = process.argv.slice(2);
const after = (word: string): string | undefined => {
  const value = words.includes(word) ? words[words.indexOf(word) + 1] : undefined;
  return value?.startsWith('--') === true ? undefined : value;
};

const tookSeconds = (startedAtMs: number): string =>
  `${Math.round((performance.now() - startedAtMs) / 1000)} s`;

async function trySuites(name: string | undefined, options: FaultOptions): Promise<boolean> {
  const chosen = Object.entries<Suite>(suites).filter(([one]) => name === undefined || one === name);
  let isSound = chosen.length > 0;
  for (const [one, suite] of chosen) {
    const startedAtMs = performance.now();
    const trial = await suite.run(options);
    isSound &&= trial.complaints.length === 0;
    console.log(
      `${trial.complaints.length === 0 ? 'holds' : 'BROKEN'} ${one} (${tookSeconds(startedAtMs)}): ${asText(trial)}`,
    );
  }
  return isSound;
}

const tryOne = (bug: Sabotage | (typeof simulated)[string]) =>
  'fault' in bug ? tryBug(bug) : trySimulated(bug);

async function trySabotage(name: string | undefined): Promise<boolean> {
  const inTime = Object.entries(simulated).map(([one, bug]) => [`${one}, simulated`, bug] as const);
  const chosen = [...Object.entries(sabotages), ...inTime].filter(
    ([one]) => name === undefined || one === name,
  );
  let areFound = chosen.length > 0;
  for (const [one, sabotage] of chosen) {
    const startedAtMs = performance.now();
    // Of a night's many the one that falls over is not to take the rest with it.
    const { trial, isFound } = await tryOne(sabotage).catch((thrown: unknown) => {
      console.log(thrown);
      return { trial: { complaints: [], figures: {} }, isFound: false };
    });
    areFound &&= isFound;
    console.log(
      `${isFound ? 'found' : 'MISSED'} "${one}" (${tookSeconds(startedAtMs)}), expected ${sabotage.breaks}: ${asText(trial)}`,
    );
  }
  return areFound;
}

const suite = after('--suite');
const [rounds, seed] = [after('--rounds'), after('--seed')];
if (
  words.includes('--help') ||
  (suite !== undefined && !Object.hasOwn(suites, suite)) ||
  [rounds, seed].some((number) => number !== undefined && !/^[1-9]\d*$/.test(number))
) {
  console.log(usage);
  process.exit(words.includes('--help') ? 0 : 2);
}
const isWell = words.includes('--sabotage')
  ? await trySabotage(after('--sabotage'))
  : await trySuites(suite, {
      ...(rounds === undefined ? {} : { rounds: Number(rounds) }),
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    });
process.exit(isWell ? 0 : 1);
