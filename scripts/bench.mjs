// `npm run bench [-- --quick]`: prints the performance figures, each beside its baseline measured in the same run.
import { spawnSync } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

installAndBuild();
const { status } = spawnSync(
  process.execPath,
  ['dist/test/bench/bench.program.js', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
