// `npm run faults -- --rounds N [--seed N]`: kills the console N times under load and checks what is left.
import { spawnSync } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

installAndBuild();
const { status } = spawnSync(
  process.execPath,
  ['dist/test/faults/kill.program.js', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
