// The long proofs of packets, each against the built program: `npm run proof -- [what] [--threads N] [--part I/N] [--minutes M]`.
//
//   bits     every single-bit change of a small packet's ZIP: contents, names and structure
//   edits    100,000 random edits of an unpacked packet, forgers who list everything anew among them
//   packets  200 generated packets, read by every independent tool there is
//   trees    100,000 pairs of ledgers of up to a million entries, by the definition anew and a reader in Python
//   thieves  1,000 ledgers whose tail was cut or rewritten by somebody with the key
//   uploads  500 random interruptions of uploads, restarts of the console among them
//   large    a packet of 20 GiB built and verified with under 256 MiB of memory (only when named; --count GiB)
//
// Without a name all but `large` run, the first three in as many threads as there are cores (--threads).
// Exit 0 only where nothing slipped through and nothing was cut short.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const builtIn = (name) => new URL(`../dist/test/support/${name}.js`, import.meta.url).href;
const inThreads = new Set(['bits', 'edits', 'packets']);
const proofNamed = async (what) =>
  (await import(builtIn(what === 'bits' ? 'packet-bits' : 'packet-proofs')))[what];

/** One share of a proof; `untilMs` is when it must stop. */
async function share({ what, part, parts, untilMs, count, given }) {
  const prove = await proofNamed(what);
  return prove({ part, parts, count, isOver: () => Date.now() > untilMs }, given);
}

if (!isMainThread) {
  parentPort.postMessage(await share(workerData));
  process.exit(0);
}

const { values, positionals } = parseArgs({
  options: {
    part: { type: 'string', default: '1/1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    minutes: { type: 'string', default: 'Infinity' },
    count: { type: 'string' },
  },
  allowPositionals: true,
});
if (!existsSync(new URL(builtIn('packet-proofs')))) {
  console.error('build first: node scripts/build.mjs --server-only');
  process.exit(2);
}
const [part, parts] = values.part.split('/').map(Number);
const untilMs = Date.now() + Number(values.minutes) * 60_000;

const inThread = (data) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: data });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

/** All shares of one proof, added up. */
async function prove(what) {
  const threads = inThreads.has(what) ? Number(values.threads) : 1;
  const given = what === 'bits' ? await (await import(builtIn('packet-bits'))).smallPacket() : undefined;
  const shares = Array.from({ length: threads }, (_, at) => ({
    what,
    part: (part - 1) * threads + at,
    parts: parts * threads,
    untilMs,
    count: values.count && Number(values.count),
    given,
  }));
  const outcomes = await Promise.all(threads === 1 ? shares.map(share) : shares.map(inThread));
  const counts = {};
  for (const outcome of outcomes)
    for (const [kind, times] of Object.entries(outcome.counts)) counts[kind] = (counts[kind] ?? 0) + times;
  return {
    done: outcomes.reduce((sum, outcome) => sum + outcome.done, 0),
    all: outcomes.reduce((sum, outcome) => sum + outcome.all, 0),
    slipped: outcomes.flatMap((outcome) => outcome.slipped),
    told: [outcomes[0].told, ...Object.entries(counts).map(([kind, times]) => `${times} ${kind}`)],
  };
}

let failed = 0;
const asked =
  positionals.length > 0 ? positionals : ['bits', 'edits', 'packets', 'trees', 'thieves', 'uploads'];
for (const what of asked) {
  if ((await proofNamed(what)) === undefined) {
    console.error(`there is no proof called ${what}`);
    process.exit(2);
  }
  const startedAt = performance.now();
  const { done, all, slipped, told } = await prove(what);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const more = told.filter((one) => one !== undefined).join(', ');
  console.log(`${what}: ${done} of ${all} in ${seconds} s, ${slipped.length} slipped through; ${more}`);
  for (const one of slipped.slice(0, 20)) console.log(`  ${one}`);
  if (slipped.length > 0 || done < all) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
