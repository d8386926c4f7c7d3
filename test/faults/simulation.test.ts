/** A courthouse in virtual time, hundreds of seeds of it, and the bugs that it must see. */
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Trial } from './complaint.js';
import { inLanes } from './court.js';
import { simulated, trySimulated, type Verdict } from './sabotage.js';
import { keptSchedules } from '../simulation/kept.js';
import { hashesOf, shortSeeds, simulation } from '../simulation/suite.js';

// A busy machine may take ten times as long as a quiet one.
jest.setTimeout(600_000);

describe('a simulated courthouse', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await simulation({});
  });

  it(`keeps every promise through ${shortSeeds} seeds of faults, and through those that failed once`, () => {
    expect(trial.complaints).toEqual([]);
    expect(trial.figures['seeds']).toBe(shortSeeds + keptSchedules().length);
    expect(trial.figures['deaths']).toBeGreaterThan(shortSeeds / 4);
    expect(trial.figures['presses']).toBeGreaterThan(5 * shortSeeds);
  });

  it('plays a seed alike whatever was played before and whatever else the machine does', async () => {
    const seeds = [44, 217, 38, 27, 5];
    const [once, again] = await Promise.all([hashesOf(seeds), hashesOf(seeds.toReversed())]);
    expect(once.size).toBe(seeds.length);
    expect(new Set(once.values()).size).toBe(seeds.length);
    expect(Object.fromEntries(again)).toEqual(Object.fromEntries(once));
  });

  describe('says which promise is broken by', () => {
    const verdicts = new Map<string, Verdict | Error>();
    beforeAll(async () => {
      await inLanes(
        Object.entries(simulated).map(([name, bug]) => async () => {
          verdicts.set(name, await trySimulated(bug).catch((thrown: Error) => thrown));
        }),
      );
    });

    it.each(Object.keys(simulated))('%s', (name) => {
      const verdict = verdicts.get(name);
      if (verdict instanceof Error) throw verdict;
      const broken = verdict?.trial.complaints.map(({ invariant }) => invariant);
      expect(broken).toContain(simulated[name]?.breaks);
    });
  });
});
