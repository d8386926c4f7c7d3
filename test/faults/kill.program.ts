/** The kill rounds as a command: `npm run faults -- --rounds N [--seed N]`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chanceFrom } from './chance.js';
import { complaints } from './checker.js';
import { readCourtFile } from './court-file.js';
import { killRounds } from './kill-rounds.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string' },
    keep: { type: 'boolean' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'court-faults-'));
const began = performance.now();
const run = await killRounds({
  rounds: Number(values.rounds),
  folder,
  chance: chanceFrom(seed),
  tell: (line) => console.log(line),
});
const file = readCourtFile(run.database);
const found = complaints(run.history, file);
const median = run.readyAfterMs[Math.floor(run.readyAfterMs.length / 2)] ?? Number.NaN;
console.log(
  `${run.kills} kills (${run.killsBeforeReceipt} between PUBLISH and receipt), seed ${seed}: ` +
    `${run.history.presses.length} presses, ${file.alarms.length} alarms, ${run.history.sounds.size} soundings, ` +
    `${file.entries.length} ledger entries; ready after ${Math.round(median)} ms (median); ` +
    `${Math.round((performance.now() - began) / 1000)} s`,
);
for (const { invariant, what } of found.slice(0, 50)) console.log(`BROKEN ${invariant}: ${what}`);
console.log(
  found.length === 0 ? 'every promise was kept' : `${found.length} complaints; the data stay in ${folder}`,
);
if (found.length === 0 && values.keep !== true) rmSync(folder, { recursive: true, force: true });
process.exit(found.length === 0 ? 0 : 1);
