/** Forgers with and without a key, and older packets that tell on a rewritten past (contracts.md 4). */
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import {
  CourtLedger,
  incidentSeqs,
  newCourt,
  newFolder,
  newInput,
  type Court,
} from '../../support/packet-court.js';
import { changed, listedAnew, sealedAnew } from '../../support/packet-forger.js';
import { temporaryFile, unpacked, verdict } from '../../support/packet-verdict.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

let court: Court;
let trust: string;
let bag: string;

beforeAll(async () => {
  court = newCourt();
  trust = temporaryFile('trust.pem', court.trust);
  bag = unpacked(await packetOf(court));
});

async function packetOf(of: Court, olderSizes: readonly number[] = [], ledger = of.ledger): Promise<string> {
  const folder = newFolder();
  const input = await newInput(of, folder, {
    ledger: await ledger.extract(incidentSeqs, of.sealer, olderSizes),
  });
  return (await buildPacket(input, of.sealer, join(folder, 'packet.zip'))).path;
}

describe('a forger', () => {
  it('who makes all lists anew but has no key is found at the seal', async () => {
    const folder = listedAnew(changed(bag, 'data/packet.json', (text) => text.replace('张某', '李某')));
    expect(await verdict(folder, trust)).toBe('1 altered: tagmanifest-sha256.txt');
  });

  it('who seals with a key of his own is found by who trusts the court’s', async () => {
    const other = newCourt();
    const folder = await sealedAnew(
      changed(bag, 'bag-info.txt', (text) => text),
      other,
    );
    expect(await verdict(folder, trust)).toBe('1 altered: signature/seal.note');
    const wrongKey = temporaryFile('other.pem', other.trust);
    expect(await verdict(bag, wrongKey)).toBe('1 altered: signature/seal.note');
    expect(await verdict(bag, temporaryFile('none.pem', 'no key'))).toBe('1 altered: signature/seal.note');
  });

  it('who has the key but not the ledger’s past cannot put in another entry, word or file', async () => {
    const resealed = async (name: string, change: (text: string) => string) =>
      verdict(await sealedAnew(changed(bag, name, change), court), trust);
    expect(
      await resealed('ledger/entries.jsonl', (text) => text.replace('"measure":"M05"', '"measure":"M01"')),
    ).toBe('1 altered: ledger/entries.jsonl');
    expect(await resealed('ledger/entries.jsonl', (text) => text.split('\n').slice(1).join('\n'))).toBe(
      '1 altered: ledger/proofs/entry-4.json',
    );
    expect(
      await resealed(
        'ledger/entries.jsonl',
        (text) => `${text.split('\n').slice(0, 4).toReversed().join('\n')}\n`,
      ),
    ).toBe('1 altered: ledger/entries.jsonl');
    expect(await resealed('ledger/entries.jsonl', (text) => text.replace('"v":1}', '"v":1 }'))).toBe(
      '1 altered: ledger/entries.jsonl',
    );
    expect(await resealed('ledger/disclosed.jsonl', (text) => text.replace('旁听人员', '审判人员'))).toBe(
      '1 altered: ledger/disclosed.jsonl',
    );
    expect(
      await resealed('ledger/disclosed.jsonl', (text) => text.replace('/data/note', '/data/place')),
    ).toBe('1 altered: ledger/disclosed.jsonl');
    expect(await resealed('ledger/disclosed.jsonl', (text) => text + text)).toBe(
      '1 altered: ledger/disclosed.jsonl',
    );
    expect(
      await resealed('ledger/proofs/entry-5.json', (text) => text.replace('"entry":5', '"entry":4')),
    ).toBe('1 altered: ledger/proofs/entry-5.json');
    expect(await resealed('ledger/checkpoint.txt', (text) => text.replace('\n8\n', '\n9\n'))).toBe(
      '1 altered: ledger/checkpoint.txt',
    );
    expect(await resealed('data/packet.json', (text) => text.replace('"size": 8', '"size": 9'))).toBe(
      '1 altered: ledger/checkpoint.txt',
    );
    expect(await resealed('data/packet.json', (text) => text.replace(/"sha256": "./, '"sha256": "x'))).toBe(
      '1 altered: data/packet.json',
    );
    expect(await resealed('bag-info.txt', (text) => text.replace('Oxum: ', 'Oxum: 1'))).toBe(
      '1 altered: bag-info.txt',
    );
    expect(await resealed('bagit.txt', (text) => text.replace('1.0', '0.97'))).toBe('1 altered: bagit.txt');
  });
});

describe('an older packet', () => {
  const later = (ledger: CourtLedger, count: number): void => {
    for (let at = 0; at < count; at += 1)
      ledger.record('session.opened', { later: at }, { kind: 'session', id: `l${at}` });
  };

  it('is a beginning of the newer one where the ledger only grew', async () => {
    const own = newCourt();
    const pem = temporaryFile('trust.pem', own.trust);
    const packets = [await packetOf(own)];
    for (const count of [1, 2, 6]) {
      const sizes = packets.map((_, at) => [8, 9, 11][at]!);
      later(own.ledger, count);
      packets.push(await packetOf(own, sizes));
    }
    for (const [at, newer] of packets.entries())
      for (const older of packets.slice(0, at + 1)) expect(await verdict(newer, pem, older)).toBe('0 whole');
    expect(await verdict(unpacked(packets[3]!), undefined, unpacked(packets[0]!))).toBe('2 self-consistent');
  });

  it('tells on a newer one whose ledger was cut or rewritten, though it is signed', async () => {
    const own = newCourt();
    const pem = temporaryFile('trust.pem', own.trust);
    const short = await packetOf(own);
    const rewritten = new CourtLedger(own.id);
    for (let at = 0; at < 12; at += 1) rewritten.record('session.opened', { other: at });
    later(own.ledger, 3);
    const long = await packetOf(own, [8]);
    expect(await verdict(short, pem, long)).toBe('1 altered: ledger/checkpoint.txt');
    expect(await verdict(await packetOf(own, [8, 11], rewritten), pem, long)).toBe(
      '1 altered: ledger/proofs/consistency-11-12.json',
    );
    expect(await verdict(await packetOf(own, [8], rewritten), pem, short)).toBe(
      '1 altered: ledger/proofs/consistency-8-12.json',
    );
    const fork = new CourtLedger(own.id);
    for (let at = 0; at < 8; at += 1) fork.record('session.opened', { other: at });
    expect(await verdict(await packetOf(own, [], fork), pem, short)).toBe('1 altered: ledger/checkpoint.txt');
  });

  it('of another court or key is no witness, and one without a proof leaves the packet incomplete', async () => {
    expect(await verdict(bag, trust, await packetOf(newCourt()))).toBe('1 altered: ledger/checkpoint.txt');
    const own = newCourt();
    const pem = temporaryFile('trust.pem', own.trust);
    const older = await packetOf(own);
    later(own.ledger, 2);
    expect(await verdict(await packetOf(own), pem, older)).toBe(
      '2 incomplete: ledger/proofs/consistency-8-10.json',
    );
  });
});

describe('trust', () => {
  it('reaches over several keys, and ends where a key was not in use', async () => {
    const others = [newCourt().trust, newCourt('other').trust];
    expect(await verdict(bag, temporaryFile('keys.pem', others[0] + court.trust + others[1]))).toBe(
      '0 whole',
    );
    const block = court.trust.slice(court.trust.indexOf('-----BEGIN PUBLIC'), court.trust.indexOf('# ', 5));
    expect(await verdict(bag, temporaryFile('bare.pem', block))).toBe('0 whole');
    const dated = (from: string, until: string) =>
      temporaryFile('dated.pem', `# courthouse/demo, ${from}, ${until}\n${block}`);
    expect(await verdict(bag, dated('2026-11-01', '2026-12-01T00:00:00.000Z'))).toBe('0 whole');
    expect(await verdict(bag, dated('2026-11-22', ''))).toBe('1 altered: signature/seal.note');
    expect(await verdict(bag, dated('2026-01-01', '2026-11-01'))).toBe('1 altered: signature/seal.note');
    expect(await verdict(bag, temporaryFile('named.pem', `# courthouse/other, , \n${block}`))).toBe(
      '1 altered: signature/seal.note',
    );
  });
});
