/** Plays seeds one after another and says of each that failed what was broken: `--from N --count N`, or `--seeds 1,2,3`. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keptSchedules } from './kept.js';
import { makeTemplate, play } from './run.js';
import { scheduleOf, type Schedule } from './schedule.js';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    /** those that failed once */
    kept: { type: 'boolean', default: false },
    /** ends at the first that breaks this promise */
    until: { type: 'string' },
  },
});
const { from, count, seeds, until, kept } = values;
const wanted =
  seeds === undefined
    ? Array.from({ length: Number(count) }, (_, at) => Number(from) + at)
    : seeds.split(',').filter(Boolean).map(Number);
// In memory: what is tried here is the order of things, not the disk.
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'court-simulation-'));
try {
  const template = await makeTemplate(folder);
  const schedules: Schedule[] = kept ? keptSchedules() : wanted.map(scheduleOf);
  for (const schedule of schedules) {
    const played = await play(schedule, template, folder);
    process.stdout.write(`${JSON.stringify(played)}\n`);
    if (played.complaints.some(({ invariant }) => invariant === until)) break;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
