// `npm run faults`: builds the server and breaks it, `--suite NAME --rounds N` at length, `--sabotage` with planted bugs.
import { execFileSync, spawnSync } from 'node:child_process';
import { install } from './prepare.mjs';

install();
execFileSync(process.execPath, ['scripts/build.mjs', '--server-only'], { stdio: 'inherit' });
const { status } = spawnSync(
  process.execPath,
  ['dist/test/support/fault.program.js', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
