/** The faults that are tried at every change, three courts at a time; the long measures are `npm run faults`. */
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Complaint, Trial } from './complaint.js';
import { inLanes } from './court.js';
import { sabotages } from './bugs.js';
import { timesIn } from './plant.js';
import { tryBug, type Verdict } from './sabotage.js';
import { suites, type Suite } from './suites.js';

// A busy machine may take ten times as long as a quiet one; a court that does not go on ends by itself.
jest.setTimeout(900_000);

const short = Object.entries<Suite>(suites).filter(([, suite]) => suite.isLong !== true);
const lanes = 3;
const control = 'synchronous=NORMAL';

const trials = new Map<string, Trial | Error>();
let verdict: Verdict | undefined;

beforeAll(async () => {
  const works = short.map(([name, suite]) => async () => {
    trials.set(name, await suite.run({}).catch((thrown: Error) => thrown));
  });
  const spoilt = sabotages[control];
  if (spoilt === undefined) throw new Error(`there is no sabotage ${control}`);
  await inLanes([...works, async () => void (verdict = await tryBug(spoilt))], lanes);
});

const complaintsOf = (name: string): readonly Complaint[] => {
  const trial = trials.get(name);
  if (trial instanceof Error) throw trial;
  return trial?.complaints ?? [];
};

describe('a court that things go wrong in', () => {
  it.each(short.map(([name, { claim }]) => ({ name, claim })))('$claim', ({ name }) => {
    expect(complaintsOf(name)).toEqual([]);
    const trial = trials.get(name) as Trial;
    expect(trial.figures['presses']).toBeGreaterThan(0);
  });

  it('is really tried: a database that does not sync loses receipted presses at the same power cut', () => {
    expect(verdict?.trial.complaints.map(({ invariant }) => invariant)).toContain('acknowledged-but-lost');
    expect(verdict?.isFound).toBe(true);
  });

  it('has a planted bug for every fault', () => {
    const tried = new Set<string>(Object.values(sabotages).map(({ fault }) => fault));
    // Those of the courthouse in virtual time stand in a list of their own.
    expect(Object.keys(suites).filter((name) => name !== 'simulation' && !tried.has(name))).toEqual([]);
  });

  it.each(Object.entries(sabotages))('has the place where "%s" is planted exactly once', (_, { changes }) => {
    expect(changes.map((change) => timesIn('dist', change))).toEqual(changes.map(() => 1));
  });
});
