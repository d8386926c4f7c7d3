// `npm run mutants -- --part ledger|verifier|intake [--count N] [--seed S] [--file F]`: how many small faults the tests would notice.
//
// Plants one at a time in a copy of the build. A mutant is killed where a test fails or takes far longer than it did; only
// the tests that run the function it stands in are asked, and where there is none it survives. Which run what is found by
// running each once on a copy that writes it down. The tests asked are the part's own, so the score is a lower bound.
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { mutated, mutationsOf, probed } from './mutations.mjs';
import { install } from './prepare.mjs';

const parts = {
  ledger: {
    files: /^dist\/src\/ledger\/.*\.m?js$/,
    tests:
      /^dist\/test\/(unit\/(ledger|packets)\/.*|medium\/(writer|checkpoints|signer|witness|ledger-http|reads))\.test\.js$/,
  },
  verifier: {
    files: /^dist\/src\/packets\/verify\/.*\.mjs$/,
    without: { 'browser.mjs': 'only a browser runs it', 'page.mjs': 'only a browser runs it' },
    tests: /^dist\/test\/unit\/packets\/.*\.test\.js$/,
  },
  intake: {
    files: /^dist\/src\/intake\/.*\.js$/,
    tests:
      /^dist\/test\/(unit\/intake\/.*|medium\/(intake-.*|supervision|canary|credentials|interference|presses|mosquitto.*))\.test\.js$/,
  },
};
const usage = 'npm run mutants -- --part ledger|verifier|intake [--count N] [--seed S] [--file F]';

const { values: asked } = parseArgs({
  options: {
    part: { type: 'string', default: '' },
    count: { type: 'string', default: '150' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    file: { type: 'string', default: '' },
  },
});
const part = parts[asked.part];
if (part === undefined) {
  console.error(usage);
  process.exit(2);
}
install();
execFileSync(process.execPath, ['scripts/build.mjs', '--server-only'], { stdio: 'inherit' });

const copy = fs.mkdtempSync(join(fs.realpathSync(tmpdir()), 'mutants-'));
const saidLast = join(copy, 'said.log');
let child;

/** Ends a test with all that it started, where any of it is left. */
function endAll() {
  try {
    process.kill(-Number(child?.pid), 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

process.on('exit', () => {
  if (child !== undefined) endAll();
  fs.rmSync(copy, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** The build is copied; all else stands beside it as a link, for what the tests read. */
function makeCopy() {
  // Some tests start a program as another user.
  fs.chmodSync(copy, 0o755);
  const left = new Set(['dist', 'build', '.git']);
  for (const name of fs.readdirSync('.').filter((name) => !left.has(name)))
    fs.symlinkSync(join(process.cwd(), name), join(copy, name));
  fs.rmSync(join(copy, 'jest.config.js'));
  fs.cpSync('jest.config.js', join(copy, 'jest.config.js'));
  fs.cpSync('dist', join(copy, 'dist'), { recursive: true, preserveTimestamps: true });
}

const filesLike = (pattern) =>
  fs
    .readdirSync('dist', { recursive: true })
    .map((name) => join('dist', name))
    .filter((name) => pattern.test(name))
    .toSorted();

// On a busy machine slowness must not be taken for a fault that was noticed.
const jest = [
  ...['node_modules/jest/bin/jest.js', '-i', '--bail', '--silent', '--forceExit'],
  ...['--testTimeout=120000', '--runTestsByPath'],
];

/** @returns whether the test passed, and how long it took; it is stopped with all it started when its time is over */
async function run(test, withinMs) {
  const began = Date.now();
  const said = fs.openSync(saidLast, 'w');
  child = spawn(process.execPath, [...jest, test], {
    cwd: copy,
    detached: true,
    stdio: ['ignore', said, said],
    // What a test that is stopped leaves behind goes with the copy.
    env: { ...process.env, TMPDIR: copy, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  });
  const limit = setTimeout(endAll, withinMs);
  const status = await new Promise((end) => child.once('exit', end));
  clearTimeout(limit);
  fs.closeSync(said);
  // A test that failed may have left programs behind.
  endAll();
  return { isPassed: status === 0, tookMs: Date.now() - began };
}

/** Runs each test once where every function writes down that it ran. @returns the tests with what they reach and their time */
async function readReach(files, tests) {
  const log = join(copy, 'reached.log');
  for (const { name, code, functions } of files)
    fs.writeFileSync(join(copy, name), probed(code, functions, name, log));
  const reach = [];
  for (const test of tests) {
    fs.writeFileSync(log, '');
    fs.chmodSync(log, 0o666);
    const { isPassed, tookMs } = await run(test, 600_000);
    if (isPassed)
      reach.push({ test, tookMs, kills: 0, reached: new Set(fs.readFileSync(log, 'utf8').split('\n')) });
    else console.log(`  ${test}: fails on the build as it is\n${fs.readFileSync(saidLast, 'utf8')}`);
  }
  for (const { name, code } of files) fs.writeFileSync(join(copy, name), code);
  return reach.filter(({ reached }) => reached.size > 1);
}

/** The first test that notices a mutant; the ones that found most in least time are asked first. */
async function killerOf({ file, mutant }, reach) {
  const at = `${file.name} ${file.functions.indexOf(mutant.within) + 1}`;
  const able = reach
    .filter(({ reached }) => reached.has(at))
    .toSorted((one, other) => (other.kills + 1) / other.tookMs - (one.kills + 1) / one.tookMs);
  fs.writeFileSync(join(copy, file.name), mutated(file.code, mutant));
  try {
    for (const test of able) {
      if ((await run(test.test, 4 * test.tookMs + 20_000)).isPassed) continue;
      test.kills += 1;
      return { killer: test, able };
    }
    return { able };
  } finally {
    fs.writeFileSync(join(copy, file.name), file.code);
  }
}

/** The same from the same seed, on any machine (mulberry32). */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sample(all, count, seed) {
  const next = chance(seed);
  const left = [...all];
  const some = [];
  while (some.length < count && left.length > 0)
    some.push(...left.splice(Math.floor(next() * left.length), 1));
  return some;
}

/** Where a mutant stands in the source: `src/ledger/tree.ts:31`. */
function placeOf({ name, code }, { start }) {
  const before = code.slice(0, start).split('\n');
  if (!fs.existsSync(`${name}.map`)) return `${name.replace(/^dist\//, '')}:${before.length}`;
  const map = new SourceMap(JSON.parse(fs.readFileSync(`${name}.map`, 'utf8')));
  const { originalSource, originalLine } = map.findEntry(before.length - 1, before.at(-1).length);
  return `${relative('.', join(dirname(name), originalSource))}:${originalLine + 1}`;
}

const short = (text) => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
};

function tellExcluded(files, unread) {
  console.log('left out:');
  for (const [name, why] of unread) console.log(`  ${name}: ${why}`);
  const counted = {};
  for (const { excluded } of files)
    for (const [why, count] of Object.entries(excluded)) counted[why] = (counted[why] ?? 0) + count;
  for (const [why, count] of Object.entries(counted)) console.log(`  ${count} places: ${why}`);
}

async function main() {
  const named = filesLike(part.files).filter((name) => name.includes(asked.file));
  const unread = named.flatMap((name) => {
    const why = part.without?.[basename(name)];
    return why === undefined ? [] : [[name, why]];
  });
  const files = named
    .filter((name) => part.without?.[basename(name)] === undefined)
    .map((name) => {
      const code = fs.readFileSync(name, 'utf8');
      return { name, code, ...mutationsOf(code) };
    });
  const all = files.flatMap((file) => file.mutants.map((mutant) => ({ file, mutant })));
  const some = sample(all, Number(asked.count), Number(asked.seed));
  const tests = filesLike(part.tests);
  console.log(`${some.length} of ${all.length} mutants in ${files.length} files, seed ${asked.seed}`);
  tellExcluded(files, unread);
  makeCopy();
  const reach = await readReach(files, tests);
  console.log(`${reach.length} of ${tests.length} tests run some of it\n`);
  let killed = 0;
  for (const [nth, one] of some.entries()) {
    const { killer, able } = await killerOf(one, reach);
    if (killer !== undefined) killed += 1;
    else {
      const { start, end, after } = one.mutant;
      const why = able.length === 0 ? ' (no test runs it)' : '';
      console.log(
        `survived ${placeOf(one.file, one.mutant)}${why}: ${short(one.file.code.slice(start, end))} → ${short(after)}`,
      );
    }
    if ((nth + 1) % 25 === 0) console.log(`${nth + 1} tried, ${killed} killed`);
  }
  const score = ((100 * killed) / some.length).toFixed(1);
  console.log(
    `\n${asked.part}: ${killed} killed, ${some.length - killed} survived, score ${score} %, seed ${asked.seed}`,
  );
}

await main();
