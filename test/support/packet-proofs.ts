/** The long proofs that `scripts/proof.mjs` runs: each counts what it tried and lists what slipped through. */
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64 } from '../../src/ledger/note.js';
import { consistencyProof } from '../../src/ledger/tree.js';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { templatesFolder } from '../../src/packets/forms.adapter.js';
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
import { SecondReader } from './packet-second-reader.js';
import { temporaryFile, tool, unpacked, verdict } from './packet-verdict.js';
import { newWitness } from './signer-witness.js';

interface Limits {
  /** which share of the work, from 0 */
  readonly part: number;
  readonly parts: number;
  readonly isOver: () => boolean;
  readonly count?: number | undefined;
}

interface Outcome {
  readonly done: number;
  readonly all: number;
  readonly slipped: readonly string[];
  readonly told: string;
}

async function build(
  court: Court,
  given: Parameters<typeof newInput>[2] = {},
  templates?: string,
): Promise<string> {
  const folder = newFolder();
  const input = await newInput(court, folder, given);
  const options = templates === undefined ? {} : { templates };
  return (await buildPacket(input, court.sealer, join(folder, 'packet.zip'), options)).path;
}

/** Forms of one line: what is tried a million times should be small. */
function smallTemplates(): string {
  const folder = newFolder();
  for (const name of readdirSync(templatesFolder).filter((file) => /^f\d+-/.test(file)))
    writeFileSync(
      join(folder, name),
      '#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "zh")\nx\n',
    );
  return folder;
}

/** Where in the ZIP each file's own bytes stand. */
function contentsIn(zip: Buffer): { name: string; from: number; to: number }[] {
  const found = [];
  let at = 0;
  while (zip.readUInt32LE(at) === 0x04034b50) {
    const [size, nameBytes, extraBytes] = [
      zip.readUInt32LE(at + 22),
      zip.readUInt16LE(at + 26),
      zip.readUInt16LE(at + 28),
    ];
    const name = zip.toString('utf8', at + 30, at + 30 + nameBytes);
    const from = at + 30 + nameBytes + extraBytes;
    found.push({ name: name.slice(name.indexOf('/') + 1), from, to: from + size });
    at = from + size;
  }
  return found;
}

const isFound = (said: string, inside: string | undefined): boolean =>
  inside === undefined ? /^(1 altered: .|0 re-packed$)/.test(said) : said === `1 altered: ${inside}`;

function resultOf(said: string, inside: string | undefined): 'named' | 'repacked' | 'structure' {
  if (inside !== undefined) return 'named';
  return said === '0 re-packed' ? 'repacked' : 'structure';
}

/** In a file's bytes a changed bit must name the file; elsewhere it may at most be called re-packed. */
export async function bits({ part, parts, isOver }: Limits): Promise<Outcome> {
  const court = newCourt();
  const folder = newFolder();
  const item = newItem(folder, 'ev-1', 'a.wav', Buffer.from('RIFF, a very short recording'));
  const path = await build(court, { items: [item] }, smallTemplates());
  const trust = temporaryFile('trust.pem', court.trust);
  const zip = readFileSync(path);
  const contents = contentsIn(zip);
  const spot = temporaryFile('packet.zip', zip);
  const file = openSync(spot, 'r+');
  const slipped: string[] = [];
  const counts = { named: 0, repacked: 0, structure: 0 };
  const from = Math.floor((zip.length * part) / parts);
  const to = Math.floor((zip.length * (part + 1)) / parts);
  let done = 0;
  if ((await verdict(spot, trust)) !== '0 whole') slipped.push('the packet itself is not whole');
  for (let at = from; at < to && !isOver(); at += 1) {
    const inside = contents.find((content) => at >= content.from && at < content.to)?.name;
    for (let bit = 0; bit < 8; bit += 1) {
      writeSync(file, Buffer.of(zip[at]! ^ (1 << bit)), 0, 1, at);
      const said = await verdict(spot, trust);
      if (!isFound(said, inside)) slipped.push(`byte ${at}, bit ${bit}, ${inside ?? 'structure'}: ${said}`);
      counts[resultOf(said, inside)] += 1;
      done += 1;
    }
    writeSync(file, zip.subarray(at, at + 1), 0, 1, at);
  }
  closeSync(file);
  const told = `${zip.length} bytes; ${counts.named} in files, each named; ${counts.structure} in the structure altered, ${counts.repacked} re-packed`;
  return { done, all: 8 * (to - from), slipped, told };
}

const secondEvery = 50;

/** Edits of an unpacked packet; the second reader looks at every fiftieth. */
export async function edits({ part, parts, isOver, count = 100_000 }: Limits): Promise<Outcome> {
  const court = newCourt();
  const trust = temporaryFile('trust.pem', court.trust);
  const zip = await build(court);
  const bag = new EditableBag(unpacked(zip));
  const reader = new SecondReader();
  const all = Math.floor(count / parts);
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
  const kinds = [...whats].map(([kind, times]) => `${times} ${kind}`).join(', ');
  return { done, all, slipped, told: `${kinds}; the second reader agreed on ${seconds}` };
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
export async function packets({ isOver, count = 200 }: Limits): Promise<Outcome> {
  const random = seeded(7);
  const slipped: string[] = [];
  const reader = new SecondReader();
  let done = 0;
  for (; done < count && !isOver(); done += 1) {
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
    all: count,
    slipped,
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
  return { done, all: count, slipped, told: 'the witness cosigned none of them' };
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
