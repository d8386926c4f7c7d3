/** Plays seeds one after another and says of each that failed what was broken: `--from N --count N`, or `--seeds 1,2,3`. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeTemplate, play } from './run.js';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    /** ends at the first that fails */
    first: { type: 'boolean', default: false },
  },
});
const { from, count, seeds, first } = values;
const wanted =
  seeds === undefined
    ? Array.from({ length: Number(count) }, (_, at) => Number(from) + at)
    : seeds.split(',').filter(Boolean).map(Number);
// In memory: what is tried here is the order of things, not the disk.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'court-simulation-'));
try {
  const template = await makeTemplate(folder);
  for (const seed of wanted) {
    const played = await play(seed, template, folder);
    process.stdout.write(`${JSON.stringify(played)}\n`);
    if (first && played.complaints.length > 0) break;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
