// `npm run check`: types, unit tests (the architecture's among them), format and lint, in two lanes and about half a minute.
import { spawn } from 'node:child_process';
import { batches } from './batches.mjs';
import { install } from './prepare.mjs';

install();
const compiler = 'node_modules/typescript/bin/tsc';
const lanes = [
  {
    types: () => [compiler, '-p', 'tsconfig.json'],
    'files beside the code': () => ['scripts/build.mjs', '--copies-only'],
    'unit tests': () => [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
      ...['--selectProjects', 'batches', '--silent', '--maxWorkers=2', batches('unit')],
    ],
  },
  {
    'types of the pages': () => [compiler, '-p', 'web/tsconfig.json', '--noEmit'],
    format: () => [
      ...['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn'],
      ...['--cache', '--cache-location', 'build/.prettier-cache', '.'],
    ],
    lint: () => ['node_modules/oxlint/bin/oxlint', '--type-aware', '--tsconfig', 'tsconfig.json', '--quiet'],
  },
];

/** @returns whether it was in order; what it said is printed where it was not */
async function step(name, words) {
  const began = Date.now();
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const told = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => told.push(chunk));
  const status = await new Promise((end) => child.on('close', end));
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (status !== 0) console.log(Buffer.concat(told).toString());
  return status === 0;
}

async function lane(steps) {
  let isRight = true;
  for (const [name, words] of Object.entries(steps)) isRight = (await step(name, words())) && isRight;
  return isRight;
}

const right = await Promise.all(lanes.map(lane));
process.exit(right.every(Boolean) ? 0 : 1);
