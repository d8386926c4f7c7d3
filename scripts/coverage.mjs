// `npm run coverage`: which branches of what stores, chains and verifies the unit tests take; the rest is listed in build/coverage.
import { spawnSync } from 'node:child_process';
import { installAndBuild } from './prepare.mjs';

const measured = ['src/intake', 'src/ledger', 'src/packets/verify'];

installAndBuild();
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/jest/bin/jest.js',
    ...['--selectProjects', 'unit', '--testPathPatterns', 'unit/(intake|ledger|packets)'],
    ...['--coverage', '--coverageProvider=v8', '--coverageDirectory=build/coverage'],
    ...['--coverageReporters=text', '--coverageReporters=html'],
    ...measured.map((folder) => `--collectCoverageFrom=dist/${folder}/**/*.{js,mjs}`),
  ],
  { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' } },
);
process.exit(status ?? 1);
