// `npm run bench [-- --quick]`: prints the performance figures, each beside its baseline measured in the same run;
// `-- --devices [--minutes N]` only what a thousand devices cost in N minutes, and a gate's day;
// `-- --packets [--count GiB]` only a large packet beside `openssl dgst -sm3`;
// `-- --endurance [--slow] [--part steady|last|growth] [--alarms N]` one part of what takes long.
// `-- --watch [--minutes N]` eight hours of duty compressed into N minutes (10), one guard's page left open.
import { spawnSync } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

installAndBuild();
const words = process.argv.slice(2);
const run = (name, more = []) =>
  spawnSync(process.execPath, [`dist/test/bench/${name}.program.js`, ...more], { stdio: 'inherit' }).status ??
  1;
if (words[0] === '--packets') process.exit(run('packets', words.slice(1)));
if (words[0] === '--endurance') process.exit(run('endurance', words.slice(1)));
if (words[0] === '--watch') process.exit(run('watch', words.slice(1)));
const first = run('bench', words);
// The crowd, the years, and the same again on a slow disk, take some minutes more.
const rest =
  words.includes('--quick') || words.includes('--devices')
    ? 0
    : run('packets') || run('endurance') || run('endurance', ['--slow']);
process.exit(first || rest);
