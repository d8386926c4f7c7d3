/** Time stamps (RFC 3161): openssl agrees with ours, and an authority that is away or lies holds nothing up. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { buildPacket, type BuiltPacket } from '../../../src/packets/builder.adapter.js';
import type { PacketInput } from '../../../src/packets/packet.js';
import type { Sealer } from '../../../src/packets/seal.adapter.js';
import { HourlyTokens } from '../../../src/packets/hourly-tokens.follower.js';
import type { Checkpoints } from '../../../src/ledger/checkpoints.service.js';
import type { Writer } from '../../../src/storage/writer.js';
import { timestamped } from '../../../src/packets/timestamp.adapter.js';
import { newCourt, newFolder, newInput } from '../../support/packet-court.js';
import { sealedAnew } from '../../support/packet-forger.js';
import { copyOf, temporaryFile, tool, unpacked, verdict, verifier } from '../../support/packet-verdict.js';
import { openTsa, type TimestampAuthority } from '../../support/tsa.js';

jest.setTimeout(60_000);

const court = newCourt();
const trust = temporaryFile('trust.pem', court.trust);
// A busy machine's openssl may take seconds to answer; only who is silent is not waited for.
const twice = { tries: 2, withinMs: 20_000, pauseMs: 1 };
const once = { ...twice, tries: 1 };
const hurried = { ...twice, withinMs: 300 };

let tsa: TimestampAuthority | undefined;
afterEach(() => tsa?.close());

async function stampedPacket(
  given: Partial<PacketInput> = {},
  patience = twice,
): Promise<{ built: BuiltPacket; bag: string }> {
  const authority = tsa!.url;
  const sealer: Sealer = {
    ...court.sealer,
    timestamping: { authority, stamp: (text) => timestamped(authority, Buffer.from(text), patience) },
  };
  const folder = newFolder();
  const built = await buildPacket(await newInput(court, folder, given), sealer, join(folder, 'packet.zip'));
  return { built, bag: unpacked(built.path) };
}

const formOf = (bag: string, name: string): string =>
  tool('pdftotext', ['-raw', join(bag, 'data/forms', `${name}.pdf`), '-']).replaceAll(/\s/g, '');
const opensslVerifies = (bag: string, contents = 'tagmanifest-sha256.txt'): string =>
  tool(
    'openssl',
    ['ts', '-verify', '-in', 'signature/tagmanifest.tsr', '-data', contents, '-CAfile', tsa!.certificate],
    bag,
  );

describe('a packet of a court with an authority', () => {
  it('carries a token that openssl ts verifies over the tagmanifest, under the seal, and says so', async () => {
    tsa = await openTsa();
    const { built, bag } = await stampedPacket();
    expect(built.time).toMatchObject({ source: 'rfc3161', authority: tsa.url });
    expect(opensslVerifies(bag)).toContain('Verification: OK');
    expect(() => opensslVerifies(bag, 'tagmanifest-sm3.txt')).toThrow(/FAILED/);
    expect(readFileSync(join(bag, 'signature/seal.note'), 'utf8')).toContain('signature/tagmanifest.tsr');
    const { line, notes } = await verifier.examine({ packet: built.path, trust });
    expect([line, notes.join()]).toEqual(['whole', expect.stringMatching(/RFC 3161 time stamp: 20\d+/)]);
    expect(formOf(bag, 'f11-integrity-method')).toContain('RFC3161时间戳');
    expect(formOf(bag, 'f3-electronic-data-list')).not.toContain('本地签名时间');
    expect(JSON.parse(readFileSync(join(bag, 'data/packet.json'), 'utf8'))).toMatchObject({
      time: { source: 'RFC 3161', authority: tsa.url },
    });
  });

  it('is caught where the token is of something else, even under a good seal', async () => {
    tsa = await openTsa();
    const [one, other] = [await stampedPacket(), await stampedPacket({ letter: { facts: '另一事实。' } })];
    expect(await verdict(await sealedAnew(copyOf(one.bag), court), trust)).toBe('0 whole');
    const token = readFileSync(join(other.bag, 'signature/tagmanifest.tsr'));
    const moved = await sealedAnew(copyOf(one.bag), court, (folder) =>
      writeFileSync(join(folder, 'signature/tagmanifest.tsr'), token),
    );
    expect(await verdict(moved, trust)).toBe('1 altered: signature/tagmanifest.tsr');
  });

  it('is built all the same where the authority refuses, lies or is silent, with the words 本地签名时间 and why', async () => {
    for (const [answer, why] of [
      ['refuse', /HTTP 503/],
      ['other', /stamps something else/],
      ['silent', /timeout|aborted/i],
    ] as const) {
      tsa = await openTsa(() => answer);
      const { built, bag } = await stampedPacket({}, answer === 'silent' ? hurried : twice);
      expect(built.time).toMatchObject({ source: 'local', why: expect.stringMatching(why) });
      expect(tsa.asked()).toBe(2);
      expect(await verdict(built.path, trust)).toBe('0 whole');
      expect(formOf(bag, 'f3-electronic-data-list')).toContain('本地签名时间');
      expect(formOf(bag, 'f11-integrity-method')).toContain('包内时间为本地签名时间');
      expect(JSON.parse(readFileSync(join(bag, 'data/packet.json'), 'utf8'))).toMatchObject({
        time: { source: '本地签名时间' },
      });
      await tsa.close();
    }
  });

  it('takes the answer of a second try', async () => {
    tsa = await openTsa((nth) => (nth === 1 ? 'refuse' : 'stamp'));
    const { built } = await stampedPacket();
    expect([built.time.source, tsa.asked()]).toEqual(['rfc3161', 2]);
  });
});

describe('the ledger of a court with an authority', () => {
  it('has a token each hour over a checkpoint’s exact bytes; an hour without one is told once', async () => {
    tsa = await openTsa((nth) => (nth === 1 ? 'stamp' : 'refuse'));
    const note = 'courthouse/demo\n7\nroot\n\n— courthouse/demo signature\n';
    const entries: { type: string; data: Record<string, unknown> }[] = [];
    const unit = { record: (entry: (typeof entries)[number]) => entries.push(entry) };
    const writer = {
      write: (work: (given: object) => unknown) => Promise.resolve(work(unit)),
    } as unknown as Writer;
    const checkpoints = { newest: () => ({ note, size: 7 }) } as unknown as Checkpoints;
    const tokens = new HourlyTokens(tsa.url, 'demo', checkpoints, writer, once);
    const dueAt = async (minute: number): Promise<boolean> => tokens.stamp(tsa!.url, minute * 60_000);
    expect([await dueAt(0), await dueAt(59), await dueAt(61), await dueAt(66)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(entries.map(({ type, data }) => [type, data['size']])).toEqual([
      ['ledger.timestamped', 7],
      ['ledger.timestamp-missed', 7],
    ]);
    const by = [
      ...['-in', temporaryFile('token.tsr', Buffer.from(String(entries[0]!.data['token']), 'base64'))],
      ...[
        '-data',
        temporaryFile('checkpoint.txt', String(entries[0]!.data['note'])),
        '-CAfile',
        tsa.certificate,
      ],
    ];
    expect(tool('openssl', ['ts', '-verify', ...by])).toContain('Verification: OK');
  });
});

describe('a packet of a court without one', () => {
  it('says 本地签名时间 and holds no token', async () => {
    const folder = newFolder();
    const built = await buildPacket(await newInput(court, folder), court.sealer, join(folder, 'packet.zip'));
    expect(built.time).toEqual({ source: 'local' });
    const { notes } = await verifier.examine({ packet: built.path, trust });
    expect(notes.join()).toContain('本地签名时间');
  });
});
