/** What witnesses say in a packet, and what a thief with the court's key cannot make them say. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { toBase64 } from '../../../src/ledger/note.js';
import { consistencyProof } from '../../../src/ledger/tree.js';
import { sha256Of } from '../../../src/packets/digests.adapter.js';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import {
  CourtLedger,
  incidentSeqs,
  newCourt,
  newFolder,
  newInput,
  type Court,
} from '../../support/packet-court.js';
import { temporaryFile, verdict, verifier } from '../../support/packet-verdict.js';
import { newWitness, type Witness } from '../../support/signer-witness.js';

let court: Court;
let witness: Witness;
let trust: string;

beforeAll(() => {
  court = newCourt();
  witness = newWitness(() => court.trust);
  trust = temporaryFile('trust.pem', `${court.trust}# witness/station, , \n${witness.pem}`);
});

/** A packet whose checkpoint `by` cosigned, or did not. */
async function packet(
  ledger: CourtLedger,
  change: (note: string) => string = (note) => note,
  olderSizes: readonly number[] = [],
): Promise<string> {
  const folder = newFolder();
  const extract = await ledger.extract(incidentSeqs, court.sealer, olderSizes);
  const input = await newInput(court, folder, {
    ledger: { ...extract, checkpoint: change(extract.checkpoint) },
  });
  return (await buildPacket(input, court.sealer, join(folder, 'packet.zip'))).path;
}

const notesOf = async (path: string, trustPath: string): Promise<string> =>
  (await verifier.examine({ packet: path, trust: trustPath })).notes.join('\n');

describe('a cosignature', () => {
  it('by a witness whose key is given is told with its time, and by any other as not checked', async () => {
    const path = await packet(court.ledger, (note) => witness.cosign(note, []).note);
    expect(await verdict(path, trust)).toBe('0 whole');
    expect(await notesOf(path, trust)).toMatch(/the ledger was witnessed: witness\/station, 20/);
    const bare = temporaryFile('bare.pem', court.trust);
    expect(await verdict(path, bare)).toBe('0 whole');
    expect(await notesOf(path, bare)).toContain('whose key was not given: witness/station');
  });

  it('of another checkpoint is altered, though the court’s own seal is whole', async () => {
    const other = new CourtLedger('demo');
    for (let at = 0; at < 8; at += 1) other.record('session.opened', { at });
    const stranger = newWitness(() => court.trust);
    const line = stranger.cosign((await other.extract([1], court.sealer)).checkpoint, []).line;
    const path = await packet(court.ledger, (note) => note + line);
    const pem = temporaryFile('trust.pem', `${court.trust}# witness/station, , \n${stranger.pem}`);
    expect(await verdict(path, pem)).toBe('1 altered: ledger/checkpoint.txt');
  });

  it('never makes its witness the court: a witness’s key alone seals nothing', async () => {
    const path = await packet(court.ledger);
    const alone = temporaryFile('witness.pem', `# witness/station, , \n${witness.pem}`);
    expect(await verdict(path, alone)).toBe('1 altered: signature/seal.note');
  });
});

describe('the thief with the key who cuts the tail', () => {
  it('is caught by the witness, and by an older packet, though every signature of his is good', async () => {
    const own = newCourt();
    const pem = temporaryFile('trust.pem', own.trust);
    const seen = newWitness(() => own.trust);
    for (let at = 0; at < 4; at += 1) own.ledger.record('measure.taken', { at });
    const older = await packetOf(own, own.ledger);
    seen.cosign((await own.ledger.extract([1], own.sealer)).checkpoint, []);
    const cut = new CourtLedger(own.id);
    for (let at = 0; at < 10; at += 1) cut.record('session.opened', { at });
    const forged = await packetOf(own, cut);
    expect(await verdict(forged, pem)).toBe('0 whole');
    expect(await verdict(forged, pem, older)).toBe('1 altered: ledger/checkpoint.txt');
    const { checkpoint } = await cut.extract([1], own.sealer);
    expect(() => seen.cosign(checkpoint, [])).toThrow('became shorter');
    for (let at = 0; at < 9; at += 1) cut.record('session.opened', { more: at });
    const grown = await cut.extract([1], own.sealer);
    const proof = await consistencyProof(seen.size, 19, cut.nodeAt, sha256Of);
    expect(() => seen.cosign(grown.checkpoint, proof.map(toBase64))).toThrow('is not shown to continue');
    expect(seen.size).toBe(12);
  });

  async function packetOf(own: Court, ledger: CourtLedger): Promise<string> {
    const folder = newFolder();
    const input = await newInput(own, folder, { ledger: await ledger.extract(incidentSeqs, own.sealer) });
    return (await buildPacket(input, own.sealer, join(folder, 'packet.zip'))).path;
  }
});
