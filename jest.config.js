// Tests run on what the compiler wrote: one compiler for the product and its tests.
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
