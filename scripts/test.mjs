// `npm test`: installs what the tests need and runs all of them; the last line reads `N passed, N failed, N skipped`.
// `npm test -- --whole` runs on PostgreSQL also what asks the database nothing of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batches } from './batches.mjs';
import { install } from './prepare.mjs';

/** program or file that must be there → Debian package that brings it */
const needs = {
  '/usr/lib/chromium/chromium-headless-shell': 'chromium-headless-shell',
  mosquitto: 'mosquitto',
  '/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so': 'mosquitto',
  '/usr/lib/postgresql': 'postgresql',
  openssl: 'openssl',
  qpdf: 'qpdf',
  pdffonts: 'poppler-utils',
  python3: 'python3',
  unzip: 'unzip',
  zbarimg: 'zbar-tools',
  'docker-compose': 'docker-compose',
  pulseaudio: 'pulseaudio',
  pactl: 'pulseaudio-utils',
  'espeak-ng': 'espeak-ng',
  sox: 'sox',
  '/usr/lib/x86_64-linux-gnu/sox/libsox_fmt_pulseaudio.so': 'libsox-fmt-pulse',
  flac: 'flac',
  strace: 'strace',
  gcc: 'gcc',
  '/usr/include/stdio.h': 'libc6-dev',
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1': 'faketime',
};

const isThere = (need) =>
  need.startsWith('/') ? existsSync(need) : spawnSync('sh', ['-c', `command -v ${need}`]).status === 0;
const lacking = () => [
  ...new Set(
    Object.entries(needs)
      .filter(([need]) => !isThere(need))
      .map(([, name]) => name),
  ),
];

function installPrograms() {
  const names = lacking();
  if (names.length === 0) return;
  if (process.getuid?.() === 0) {
    console.log(`正在安装测试所需的程序 / installing what the tests need: ${names.join(', ')} ...`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment });
    // The services are not wanted, only the programs: the tests start their own.
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
  }
  const still = lacking();
  if (still.length > 0) {
    console.error(
      `could not install ${still.join(', ')}: install them (apt-get install ${still.join(' ')}) and run npm test again`,
    );
    console.log('0 passed, 1 failed, 0 skipped');
    process.exit(1);
  }
}

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Longer than any suite takes on a busy machine: what hangs is a failure, not a night. */
const longestMs = 20 * 60_000;

/** Runs one suite of Jest on what was built. @param words what Jest is to run */
function suite(label, words, environment = {}) {
  const began = Date.now();
  const report = `build/test-reports/${label}.json`;
  const result = spawnSync(
    process.execPath,
    // What a failed test left open would keep the runner, and with it everything after it.
    ['node_modules/jest/bin/jest.js', '--forceExit', '--json', `--outputFile=${report}`, ...words],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
      env: { ...process.env, ...environment, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    },
  );
  if (!existsSync(report)) {
    console.error(`${label}: the runner ended with ${result.status ?? result.signal} and wrote no report`);
    counts.failed += 1;
    return;
  }
  const told = JSON.parse(readFileSync(report, 'utf8'));
  // A file that could not be loaded counts as a failed test, not as none.
  const broken = told.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  counts.passed += told.numPassedTests;
  counts.failed += told.numFailedTests + broken;
  counts.skipped += told.numPendingTests + told.numTodoTests;
  console.log(
    `${label}: ${told.numPassedTests} passed, ${told.numFailedTests + broken} failed, ${told.numPendingTests + told.numTodoTests} skipped in ${Math.round((Date.now() - began) / 1000)} s`,
  );
}

const isWhole = process.argv.includes('--whole');

/** What these try is a door, a broker, a signer, a file or a clock, and no statement that others do not try. */
const besideTheDatabase = [
  'access-certificates',
  'access-needs',
  'compose',
  'home-assistant',
  'live',
  'mosquitto',
  'mosquitto-users',
  'openapi',
  'reads',
  'signer',
  'uploads',
  'uploads-blobs',
  'uploads-interrupted',
  'verify-page',
  'witness',
];

const roomBytes = 2 * 2 ** 30;
/** Where unit and medium tests keep their files: in memory where there is room. What a disk does is for the faults to try. */
function scratch() {
  const memory = '/dev/shm';
  const space = existsSync(memory) ? statfsSync(memory) : { bavail: 0, bsize: 0 };
  const folder = mkdtempSync(
    join(space.bavail * space.bsize > roomBytes ? memory : tmpdir(), 'court-tests-'),
  );
  // PostgreSQL's own user has to come through.
  chmodSync(folder, 0o711);
  return folder;
}

install();
installPrograms();
rmSync('build/test-reports', { recursive: true, force: true });
mkdirSync('build/test-reports', { recursive: true });
const began = Date.now();
execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
console.log(`build: ${Math.round((Date.now() - began) / 1000)} s`);
const { startPostgres } = await import('../dist/test/support/postgres.js');
const folder = scratch();
const postgres = await startPostgres(folder);
try {
  const inBatches = (name, workers, without) => [
    ...['--selectProjects', 'batches', `--maxWorkers=${workers}`],
    batches(name, 2 * workers, without),
  ];
  const inMemory = { TMPDIR: folder };
  suite('unit', inBatches('unit', 2), inMemory);
  // Half of what medium tests take is waiting.
  suite('medium on SQLite', inBatches('medium', 3), inMemory);
  const onPostgres = { ...inMemory, COURT_TEST_DATABASE_URL: postgres.url };
  suite('medium on PostgreSQL', inBatches('medium', 3, isWhole ? [] : besideTheDatabase), onPostgres);
  const beside = { COURT_TEST_DATABASE_URL: '', COURT_TEST_POSTGRES: postgres.url };
  suite('e2e', ['--selectProjects', 'e2e', '--maxWorkers=2'], beside);
  // One at a time: beside another the kills take longer than an order to a siren lasts.
  suite('faults', ['--selectProjects', 'faults', '--runInBand']);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
const failed = counts.failed + (process.env.CI === 'true' ? counts.skipped : 0);
console.log(`${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
