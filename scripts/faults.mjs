// `npm run faults -- [--suite NAME] [--rounds N]` breaks the console at length; `-- --sabotage` plants the bugs that must be found.
import { spawnSync } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

installAndBuild();
const words = process.argv.slice(2);
const { status } = spawnSync(process.execPath, ['dist/test/faults/faults.program.js', ...words], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
