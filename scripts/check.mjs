// `npm run check`: format, lint, types, architecture and unit tests, in under half a minute.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { install } from './prepare.mjs';

install();
const steps = [
  ['types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  ...(existsSync('web/tsconfig.json')
    ? [['types of the pages', ['node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json', '--noEmit']]]
    : []),
  ['files beside the code', ['scripts/build.mjs', '--copies-only']],
  [
    'format',
    [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      'build/.prettier-cache',
      '.',
    ],
  ],
  ['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--tsconfig', 'tsconfig.json', '--quiet']],
  [
    'architecture',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'devices',
      'test',
    ],
  ],
  [
    'unit tests',
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      'unit',
      '--silent',
    ],
  ],
];
let failed = false;
for (const [name, args] of steps) {
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  console.log(
    `${status === 0 ? 'ok  ' : 'FAIL'} ${String(name)} (${((Date.now() - began) / 1000).toFixed(1)} s)`,
  );
  if (status !== 0) {
    failed = true;
    console.log(stdout + stderr);
  }
}
process.exit(failed ? 1 : 0);
