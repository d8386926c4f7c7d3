// Tests run on what the compiler wrote: one compiler for the product and its tests.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// What tests write besides lies in one folder that goes with the run; other users' programs have to come through.
const folder = mkdtempSync(join(tmpdir(), 'tests-'));
chmodSync(folder, 0o711);
process.env.TMPDIR = folder;
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const suite = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  transform: {},
  testMatch: [`<rootDir>/dist/test/${name}/**/*.test.js`],
  ...extra,
});

export default {
  // For a busy machine of two cores; what waits for a fact ends with the fact.
  testTimeout: 60_000,
  projects: [
    suite('unit', {
      testMatch: ['<rootDir>/dist/test/unit/**/*.test.js', '<rootDir>/dist/test/architecture.test.js'],
    }),
    suite('medium'),
    suite('e2e'),
    suite('faults'),
    // Many files in one world (scripts/batches.mjs): the whole of a suite at once.
    suite('batches'),
  ],
};
