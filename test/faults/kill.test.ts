import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chanceFrom } from './chance.js';
import { complaints, complaintsOf } from './checker.js';
import { readCourtFile } from './court-file.js';
import { falsified, lies } from './falsifications.js';
import { killRounds, type KillRun } from './kill-rounds.js';

// More of them: npm run faults -- --suite random-kills --rounds 100.
const rounds = Number(process.env['COURT_TEST_KILLS'] ?? 15);
const patienceMs = 900_000;

describe('a console killed with SIGKILL under load from several devices', () => {
  let folder = '';
  let run: KillRun;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'court-faults-'));
    const seed = Date.now() % 1_000_000;
    process.stdout.write(`${rounds} kills, seed ${seed}\n`);
    run = await killRounds({ rounds, folder, chance: chanceFrom(seed) });
  }, patienceMs);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('loses no press that has a receipt, doubles none, keeps its ledger whole and its timers going', () => {
    expect(complaintsOf(run.database, run.history)).toEqual([]);
    expect(run.history.presses.every(({ receipt }) => receipt !== undefined)).toBe(true);
    expect(run.history.presses.length).toBeGreaterThan(rounds);
  });

  it('was struck in a third of the rounds between a PUBLISH and its receipt', () => {
    expect(run.killsBeforeReceipt).toBeGreaterThanOrEqual(Math.floor(rounds / 3));
  });

  it('sounded its siren for alarms that nobody saw, whenever the siren came back', () => {
    expect(run.history.sounds?.size).toBeGreaterThan(0);
  });

  it('told the station’s own system each step, once by its name, also where it died while it told', () => {
    const told = run.history.tellings ?? [];
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(new Set(told.map(({ id }) => id)).size);
  });

  describe('the checker complains when', () => {
    it.each(lies)('$name', (lie) => {
      const copy = falsified(run.database, join(folder, 'copy.sqlite'), lie);
      const history = lie.inHistory?.(run.history) ?? run.history;
      const broken = complaints(history, readCourtFile(copy)).map(({ invariant }) => invariant);
      expect(broken).toContain(lie.breaks);
    });
  });
});
