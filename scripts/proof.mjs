// The long proofs of packets, each against the built program: `node scripts/proof.mjs [what] [--part I/N] [--minutes M]`.
//
//   bits     every single-bit change of a small packet's ZIP: contents, names and structure
//   edits    100,000 random edits of an unpacked packet, forgers who list everything anew among them
//   packets  200 generated packets, read by every independent tool there is
//   large    a packet of 20 GiB built and verified with under 256 MiB of memory (only when named; --count GiB)
//   thieves  1,000 ledgers whose tail was cut or rewritten by somebody with the key
//
// Without a name all but `large` run. Exit 0 only where nothing slipped through and nothing was cut short.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    part: { type: 'string', default: '1/1' },
    minutes: { type: 'string' },
    count: { type: 'string' },
  },
  allowPositionals: true,
});
const built = new URL('../dist/test/support/packet-proofs.js', import.meta.url);
if (!existsSync(built)) {
  console.error('build first: node scripts/build.mjs --server-only');
  process.exit(2);
}
const proofs = await import(built.href);
const [part, parts] = values.part.split('/').map(Number);
const deadline = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000;
const isOver = () => Date.now() > deadline;

let failed = 0;
for (const what of positionals.length > 0 ? positionals : ['bits', 'edits', 'packets', 'thieves']) {
  const prove = proofs[what];
  if (prove === undefined) {
    console.error(`there is no proof called ${what}`);
    process.exit(2);
  }
  const startedAt = performance.now();
  const limits = { part: part - 1, parts, isOver, count: values.count && Number(values.count) };
  const { done, all, slipped, told } = await prove(limits);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`${what}: ${done} of ${all} in ${seconds} s, ${slipped.length} slipped through; ${told}`);
  for (const one of slipped.slice(0, 20)) console.log(`  ${one}`);
  if (slipped.length > 0 || done < all) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
