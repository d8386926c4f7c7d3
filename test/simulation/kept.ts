/** The schedules of seeds that failed once, as they were then: played before every change, for ever. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schedule } from './schedule.js';

const folder = 'test/simulation/kept';

export const keptSchedules = (): Schedule[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Schedule);
