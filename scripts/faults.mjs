// `npm run faults -- --rounds N [--seed N]` kills the console N times under load; `-- --suite NAME --rounds N` breaks it
// otherwise, and `-- --sabotage` runs planted bugs that the checker must find.
import { spawnSync } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

installAndBuild();
const words = process.argv.slice(2);
const isSuite = words.includes('--suite') || words.includes('--sabotage');
const { status } = spawnSync(
  process.execPath,
  [isSuite ? 'dist/test/support/fault.program.js' : 'dist/test/faults/kill.program.js', ...words],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
