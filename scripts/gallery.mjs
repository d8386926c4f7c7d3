// `npm run gallery [-- STATE ...]`: every page and state, in both languages and themes, into build/gallery/.
import { spawnSync } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

installAndBuild();
const { status } = spawnSync(
  process.execPath,
  ['dist/test/gallery/gallery.program.js', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
