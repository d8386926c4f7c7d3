/** A packet of a ledger that was begun anew after a loss: it says so, proves what was kept, and hides nothing. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { beginningText } from '../../../src/ledger/beginning.js';
import { toBase64, type SignedTree } from '../../../src/ledger/note.js';
import { consistencyProof } from '../../../src/ledger/tree.js';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import { sha256Of } from '../../../src/packets/digests.adapter.js';
import { localSealer, type Sealer } from '../../../src/packets/seal.adapter.js';
import {
  incidentSeqs,
  newCourt,
  newFolder,
  newInput,
  type Court,
  type CourtLedger,
} from '../../support/packet-court.js';
import { secondVerdict } from '../../support/packet-second-reader.js';
import { temporaryFile, verdict, verifier } from '../../support/packet-verdict.js';
import { witnessProgram } from '../../support/signer-witness.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

const from = '2026-11-21T02:00:00.000Z';
const origin = 'courthouse/demo/2';
const treeOf = (ledger: CourtLedger): SignedTree => ({ size: ledger.entries.length, root: ledger.root });

let court: Court;
let next: Sealer;
let key: Uint8Array;
let trust: string;
let kept: CourtLedger;
let known: CourtLedger;
/** packets of the first ledger: of what was kept, of what was lost, and of more than is told as lost */
let older: Record<'kept' | 'lost' | 'more', string>;

async function packetOf(
  ledger: CourtLedger,
  sealer: Sealer,
  seqs = incidentSeqs,
  before: readonly number[] = [],
): Promise<string> {
  const folder = newFolder();
  const input = await newInput(court, folder, { ledger: await ledger.extract(seqs, sealer, before) });
  return (await buildPacket(input, sealer, join(folder, 'packet.zip'))).path;
}

const grown = (ledger: CourtLedger, by: number): CourtLedger => {
  for (let at = 0; at < by; at += 1) ledger.record('session.opened', { at });
  return ledger;
};

/** A ledger that goes on from what was kept and says so. */
async function begun(
  loss: Partial<{ kept: SignedTree; known: SignedTree; approved: string }> = {},
  said: Partial<{ known: SignedTree }> = {},
  base = kept,
): Promise<CourtLedger> {
  const ledger = grown(base.restoredTo(8), 2);
  const told = { kept: treeOf(kept), known: treeOf(known), approved: 'president', ...loss };
  const text = beginningText('demo', { number: 2, asked: 'admin', ...told, ...said }, { key, from });
  const [both, second] = [await court.sealer.sealNote(text), await next.sealNote(text)];
  const statement = both + second.slice(second.lastIndexOf('\n\n') + 2);
  const people = { asked: { id: 'admin', kind: 'person' }, approved: { id: told.approved, kind: 'person' } };
  const { size, root } = told.kept;
  const trees = { kept: { size, root }, known: { size: told.known.size, root: told.known.root } };
  ledger.record('ledger.begun-anew', { origin, after: 'courthouse/demo', ...people, ...trees, statement });
  return ledger;
}

beforeAll(async () => {
  court = newCourt();
  kept = court.ledger;
  const ledgerPrivatePem = String(
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }),
  );
  const publicKey = createPublicKey(ledgerPrivatePem);
  key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  next = localSealer({ ...court.keys, name: origin, ledgerPrivatePem });
  trust = temporaryFile(
    'trust.pem',
    `${court.trust}# ${origin}, ${from}, \n${String(publicKey.export({ format: 'pem', type: 'spki' }))}`,
  );
  known = grown(kept.restoredTo(8), 6);
  older = {
    kept: await packetOf(kept, court.sealer),
    lost: await packetOf(grown(kept.restoredTo(8), 3), court.sealer),
    more: await packetOf(grown(kept.restoredTo(8), 9), court.sealer),
  };
});

const both = async (packet: string, against?: string): Promise<string[]> => [
  await verdict(packet, trust, against),
  secondVerdict(packet, trust, against),
];

describe('a ledger that was begun anew', () => {
  it('is whole, tells what is lost, and continues each packet of what was kept', async () => {
    const packet = await packetOf(await begun(), next, [...incidentSeqs, 11], [8]);
    expect(await both(packet)).toEqual(['0 whole', '0 whole']);
    expect(await both(packet, older.kept)).toEqual(['0 whole', '0 whole']);
    const { notes } = await verifier.examine({ packet, trust });
    expect(notes.join('\n')).toContain('courthouse/demo 第 9–14 条已无法出示，由法院两人确认（第 11 条');
  });

  it('is not whole beside a packet that saw what is lost, and wrong beside one that saw more than is told', async () => {
    const packet = await packetOf(await begun(), next, [...incidentSeqs, 11], [8]);
    const absent = 'ledger/proofs/consistency-11-11.json';
    expect(await both(packet, older.lost)).toEqual([`2 incomplete: ${absent}`, `2 absent: ${absent}`]);
    const { notes } = await verifier.examine({ packet, trust, against: older.lost });
    expect(notes.join('\n')).toContain('entries 9–11, which the court acknowledges as lost');
    expect((await both(packet, older.more)).map((said) => said.slice(0, 7))).toEqual(['1 alter', '1 wrong']);
  });

  it('that does not say so, says it by one person, or says something else than it signed, is altered', async () => {
    const wrong = '1 altered: ledger/entries.jsonl';
    for (const packet of [
      await packetOf(await begun(), next, incidentSeqs, [8]),
      await packetOf(await begun({ approved: 'admin' }), next, [...incidentSeqs, 11], [8]),
      await packetOf(await begun({}, { known: treeOf(kept) }), next, [...incidentSeqs, 11], [8]),
    ])
      expect(await both(packet)).toEqual([wrong, expect.stringMatching(/^1 wrong: /)]);
  });

  it('that rewrote what it says was kept is altered', async () => {
    const other = newCourt().ledger;
    const packet = await packetOf(await begun({}, {}, other), next, [...incidentSeqs, 11], [8]);
    const wrong = 'ledger/proofs/consistency-8-11.json';
    expect(await both(packet)).toEqual([`1 altered: ${wrong}`, `1 wrong: ${wrong}`]);
  });
});

describe('a witness of the ledger before', () => {
  it('accepts no statement that owns up to less than it cosigned, and then only what continues what was kept', async () => {
    const folder = newFolder();
    const courtPem = () => readFileSync(trust, 'utf8');
    const witness = (name: string) =>
      new witnessProgram.Witness({ name: 'witness/station', folder, origin: name, courtPem });
    witness('courthouse/demo').cosign((await known.extract([1], court.sealer)).checkpoint, []);
    const [ledger, less] = [await begun(), await begun({ known: treeOf(grown(kept.restoredTo(8), 3)) })];
    const { checkpoint } = await ledger.extract([1], next);
    const proof = (await consistencyProof(8, 11, ledger.nodeAt, sha256Of)).map(toBase64);
    const anew = witness(origin);
    expect(() => anew.cosign(checkpoint, proof)).toThrow('no statement was accepted yet');
    expect(() => anew.begin(statementOf(less))).toThrow('does not own up to the 14 entries');
    expect(anew.begin(statementOf(ledger))).toEqual({ from: 9, to: 14 });
    expect(() => anew.cosign(checkpoint, [])).toThrow('is not shown to continue');
    expect(anew.cosign(checkpoint, proof).size).toBe(11);
    expect(() => witness('courthouse/demo')).toThrow('belongs to a witness of another ledger');
  });
});

const statementOf = ({ entries }: CourtLedger): string =>
  (JSON.parse(Buffer.from(entries.at(-1)!.bytes).toString()) as { data: { statement: string } }).data
    .statement;
