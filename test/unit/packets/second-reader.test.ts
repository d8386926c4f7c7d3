/** Two readers that share nothing but the documents, RFC 8493 and RFC 9162, agree on packets whole and hurt. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import { incidentSeqs, newCourt, newFolder, newInput } from '../../support/packet-court.js';
import { EditableBag, seeded } from '../../support/packet-edits.js';
import { SecondReader, secondVerdict } from '../../support/packet-second-reader.js';
import { temporaryFile, unpacked, verdict } from '../../support/packet-verdict.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

const reader = new SecondReader();
afterAll(() => reader.close());

let trust: string;
let zip: string;
let newer: string;
let folder: string;

beforeAll(async () => {
  const court = newCourt();
  trust = temporaryFile('trust.pem', court.trust);
  folder = newFolder();
  const built = async (name: string, older: readonly number[]): Promise<string> => {
    const ledger = await court.ledger.extract(incidentSeqs, court.sealer, older);
    const input = await newInput(court, folder, { ledger });
    return (await buildPacket(input, court.sealer, join(folder, name))).path;
  };
  zip = await built('packet.zip', []);
  for (let at = 0; at < 5; at += 1) court.ledger.record('session.opened', { at });
  newer = await built('newer.zip', [8]);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the second reader', () => {
  it('calls whole what the verifier calls whole, in its ZIP, unpacked, and from the first version on', async () => {
    for (const [packet, key] of [
      [zip, trust],
      [unpacked(zip), trust],
      ['test/golden/packet-v1.zip', 'test/golden/packet-v1-trust.pem'],
    ] as const) {
      expect(await verdict(packet, key)).toBe('0 whole');
      expect(await reader.verdict(packet, key)).toBe('0 whole');
    }
  });

  it('finds the newer packet’s ledger to continue the older one’s, and not the other way round', async () => {
    expect(secondVerdict(newer, trust, zip)).toBe('0 whole');
    expect(await verdict(newer, trust, zip)).toBe('0 whole');
    expect(secondVerdict(zip, trust, newer)).toMatch(/^1 wrong: /);
    expect(await verdict(zip, trust, newer)).toMatch(/^1 altered: /);
  });

  it('and the verifier find every one of eighty edits, which are named, and agree on what kind each is', async () => {
    const bag = new EditableBag(unpacked(zip));
    const random = seeded(20_261_121);
    for (let nth = 0; nth < 80; nth += 1) {
      const { what, expected } = bag.edit(random);
      const said = await verdict(bag.folder, trust);
      expect([nth, what, said]).toEqual([nth, what, expect.stringMatching(expected)]);
      if (nth % 8 === 0)
        expect([what, (await reader.verdict(bag.folder, trust))[0]]).toEqual([what, said[0]]);
      bag.undo();
    }
    expect(await verdict(bag.folder, trust)).toBe('0 whole');
  });
});
