/** The long proofs that `scripts/proof.mjs` runs: each counts what it tried and lists what slipped through. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64 } from '../../src/ledger/note.js';
import { consistencyProof } from '../../src/ledger/tree.js';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { sha256Of } from '../../src/packets/digests.adapter.js';
import {
  CourtLedger,
  incidentSeqs,
  newCourt,
  newFolder,
  newInput,
  newItem,
  type Court,
} from './packet-court.js';
import { EditableBag, seeded } from './packet-edits.js';
import { largePacket, mostMemoryBytes } from './packet-large.js';
import { SecondReader } from './packet-second-reader.js';
import { smallTemplates } from './packet-templates.js';
import { temporaryFile, tool, unpacked, verdict } from './packet-verdict.js';
import { newWitness } from './signer-witness.js';
import { pairsOfTrees } from './tree-pairs.js';

export interface Limits {
  /** which share of the work, from 0 */
  readonly part: number;
  readonly parts: number;
  readonly isOver: () => boolean;
  readonly count?: number | undefined;
}

export interface Outcome {
  readonly done: number;
  readonly all: number;
  readonly slipped: readonly string[];
  /** how many of which kind; of several parts they are added up */
  readonly counts: Readonly<Record<string, number>>;
  readonly told?: string;
}

async function build(
  court: Court,
  given: Parameters<typeof newInput>[2] = {},
  templates?: string,
): Promise<string> {
  const folder = newFolder();
  const input = await newInput(court, folder, given);
  const own = templates === undefined ? {} : { templates };
  return (await buildPacket(input, court.sealer, join(folder, 'packet.zip'), own)).path;
}

const secondEvery = 50;

/** Edits of an unpacked packet; the second reader looks at every fiftieth. */
export async function edits({ part, parts, isOver, count = 100_000 }: Limits): Promise<Outcome> {
  const court = newCourt();
  const trust = temporaryFile('trust.pem', court.trust);
  const zip = await build(court, {}, smallTemplates());
  const bag = new EditableBag(unpacked(zip));
  const reader = new SecondReader();
  const all = Math.floor((count * (part + 1)) / parts) - Math.floor((count * part) / parts);
  const random = seeded(1 + part);
  const slipped: string[] = [];
  const whats = new Map<string, number>();
  let [done, seconds] = [0, 0];
  for (; done < all && !isOver(); done += 1) {
    const { what, expected, kind } = bag.edit(random);
    const said = await verdict(bag.folder, trust);
    if (!expected.test(said)) slipped.push(`${what}: ${said}`);
    whats.set(kind, (whats.get(kind) ?? 0) + 1);
    if (done % secondEvery === 0) {
      seconds += 1;
      const second = await reader.verdict(bag.folder, trust);
      if (second[0] !== said[0]) slipped.push(`${what}: ${said}, but the second reader says ${second}`);
    }
    bag.undo();
  }
  reader.close();
  const counts = { ...Object.fromEntries(whats), 'looked at by the second reader': seconds };
  return { done, all, slipped, counts };
}

const rareNames = [
  '张某',
  '䶮某',
  'Иванов',
  'a b',
  '第三法庭：录音/1',
  'CON',
  '..',
  'x'.repeat(300),
  '，。',
  '\u200b',
];

/** Packets of all sizes and names, read by whatever tool is there that is not ours. */
export async function packets({ part, parts, isOver, count = 200 }: Limits): Promise<Outcome> {
  const random = seeded(7 + part);
  const all = Math.floor((count * (part + 1)) / parts) - Math.floor((count * part) / parts);
  const slipped: string[] = [];
  const reader = new SecondReader();
  let done = 0;
  for (; done < all && !isOver(); done += 1) {
    const court = newCourt();
    const trust = temporaryFile('trust.pem', court.trust);
    for (let at = Math.floor(random() * 40); at > 0; at -= 1) court.ledger.record('session.opened', { at });
    const folder = newFolder();
    const items = Array.from({ length: Math.floor(random() * 4) }, (_, at) =>
      newItem(
        folder,
        `ev-${at}`,
        rareNames[Math.floor(random() * rareNames.length)]!,
        Buffer.alloc(Math.floor(random() * 1e5), at),
      ),
    );
    const ledger = await court.ledger.extract(incidentSeqs, court.sealer, [1 + Math.floor(random() * 7)]);
    const zip = await build(court, { items, ledger });
    const bag = unpacked(zip);
    for (const [tool_, isGood] of [
      ['verify.mjs', async () => (await verdict(zip, trust)) === '0 whole'],
      ['second reader', async () => (await reader.verdict(zip, trust)) === '0 whole'],
      [
        'sha256sum',
        () =>
          ranIn(
            bag,
            'sha256sum',
            '-c',
            '--quiet',
            '--strict',
            'manifest-sha256.txt',
            'tagmanifest-sha256.txt',
          ),
      ],
      ['openssl cms', () => ranIn(bag, 'openssl', ...cms)],
      ['openssl sm2', () => ranIn(bag, 'openssl', ...sm2)],
      ['openssl sm3', () => sm3Agrees(bag)],
      ['unzip', () => ranIn(bag, 'unzip', '-tq', zip)],
    ] as const)
      if (!(await isGood())) slipped.push(`packet ${done} of ${items.length} exhibits: ${tool_}`);
    rmSync(folder, { recursive: true });
    rmSync(bag, { recursive: true });
  }
  reader.close();
  return {
    done,
    all,
    slipped,
    counts: {},
    told: 'verify.mjs, the second reader, sha256sum, openssl (CMS, SM2, SM3) and unzip agreed',
  };
}

const cms =
  '-binary -inform DER -in signature/tagmanifest.p7s -content tagmanifest-sha256.txt -CAfile signature/packet-certificate.pem -out /dev/null'
    .split(' ')
    .toSpliced(0, 0, 'cms', '-verify');
const sm2 =
  'pkeyutl -verify -rawin -digest sm3 -pkeyopt distid:1234567812345678 -pubin -inkey signature/sm2-key.pem -in tagmanifest-sm3.txt -sigfile signature/tagmanifest.sm2.sig'.split(
    ' ',
  );

function ranIn(folder: string, command: string, ...args: readonly string[]): boolean {
  try {
    tool(command, args, folder);
    return true;
  } catch {
    return false;
  }
}

function sm3Agrees(bag: string): boolean {
  const lines = readFileSync(join(bag, 'manifest-sm3.txt'), 'utf8').trimEnd().split('\n');
  const said = tool('openssl', ['dgst', '-sm3', '-r', ...lines.map((line) => line.slice(66))], bag);
  return lines.every((line) => said.includes(line.slice(0, 64)));
}

/** A thief with the key cuts or rewrites a ledger; the witness must cosign none of what he shows. */
export async function thieves({ isOver, count = 1000 }: Limits): Promise<Outcome> {
  const random = seeded(11);
  const slipped: string[] = [];
  const court = newCourt();
  let done = 0;
  for (; done < count && !isOver(); done += 1) {
    const seen = 2 + Math.floor(random() * 60);
    const same = Math.floor(random() * (seen - 1));
    // At least one entry, so that there is something to sign.
    const forged = 1 + Math.floor(random() * 80);
    const error = await refusal(court, { seen, same, forged });
    if (!/shorter|another ledger|continue/.test(error))
      slipped.push(`${seen} seen, ${same} kept, ${forged} forged: ${error}`);
  }
  return { done, all: count, slipped, counts: {}, told: 'the witness cosigned none of them' };
}

/** What a witness of `seen` entries says to a ledger that has `same` of them and `forged` others. */
async function refusal(
  court: Court,
  { seen, same, forged }: { seen: number; same: number; forged: number },
): Promise<string> {
  const ledgerOf = (...seeds: readonly number[]): CourtLedger => {
    const ledger = new CourtLedger('demo');
    for (const at of seeds) ledger.record('session.opened', { at });
    return ledger;
  };
  const upTo = (count: number, from = 0): number[] => Array.from({ length: count }, (_, at) => from + at);
  const checkpointOf = async (ledger: CourtLedger): Promise<string> =>
    (await ledger.extract([1], court.sealer)).checkpoint;
  const witness = newWitness(() => court.trust);
  witness.cosign(await checkpointOf(ledgerOf(...upTo(seen))), []);
  const theirs = ledgerOf(...upTo(same), ...upTo(forged, 1000));
  const size = theirs.entries.length;
  const proof = size > seen ? await consistencyProof(seen, size, theirs.nodeAt, sha256Of) : [];
  try {
    witness.cosign(await checkpointOf(theirs), proof.map(toBase64));
    return 'cosigned';
  } catch (error) {
    return String(error);
  }
}

/** Pairs of trees of up to a million leaves, every other proof with one bit changed. */
export async function trees({ isOver, count = 100_000 }: Limits): Promise<Outcome> {
  const told = 'RFC 9162 written anew, our reader and the one in Python agreed';
  return { all: count, counts: {}, told, ...(await pairsOfTrees(1_000_000, count, isOver)) };
}

/** A packet of twenty gibibytes (or `count`), built and verified with little memory. */
export async function large({ count = 20 }: Limits): Promise<Outcome> {
  const { build, verify, opensslSeconds } = await largePacket(count);
  const slipped = Object.entries({ build, verify }).flatMap(([name, { memoryBytes }]) =>
    memoryBytes < mostMemoryBytes ? [] : [`${name} took ${memoryBytes} bytes of memory`],
  );
  if (verify.said !== '0 whole') slipped.push(verify.said);
  const [one, other] = [build, verify].map(
    ({ seconds, memoryBytes }) => `${seconds.toFixed(0)} s, ${(memoryBytes / 2 ** 20).toFixed(0)} MiB`,
  );
  return {
    done: 1,
    all: 1,
    slipped,
    counts: {},
    told: `${count} GiB; built in ${one}; verified in ${other}; openssl dgst -sm3 alone ${opensslSeconds.toFixed(0)} s`,
  };
}

/** The long set of uploads that are cut, repeated, misplaced and outlived by restarts: the test of it, with more of them. */
export async function uploads({ count = 500 }: Limits): Promise<Outcome> {
  const test = 'dist/test/medium/uploads-interrupted.test.js';
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--selectProjects', 'medium', '--runInBand', test],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        COURT_TEST_INTERRUPTIONS: String(count),
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      },
    },
  );
  const seed = /seed (\d+)/.exec(stderr)?.[1];
  const slipped = status === 0 ? [] : [stderr.slice(0, 2000)];
  return { done: count, all: count, slipped, counts: {}, told: `seed ${seed}` };
}
