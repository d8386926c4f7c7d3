/** Who has the court’s key still cannot pass off entries, proofs and checkpoints that are not in shape: each is refused for its reason. */
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64 } from '../../../src/ledger/note.js';
import { consistencyProof } from '../../../src/ledger/tree.js';
import { sha256Of } from '../../../src/packets/digests.adapter.js';
import { changed, sealedAnew } from '../../support/packet-forger.js';
import { Insider, json, line, set, type Change, type Fields } from '../../support/packet-insider.js';
import { copyOf } from '../../support/packet-verdict.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

const reasonFirst = (rows: readonly (readonly [Change, string, string?])[]) =>
  rows.map(([change, reason, named]): [string, Change, string | undefined] => [reason, change, named]);

let insider: Insider;

beforeAll(async () => {
  insider = await new Insider().open();
});

describe('an entry', () => {
  const name = 'ledger/entries.jsonl';
  const rows: readonly (readonly [Change, string])[] = [
    [(text) => `x${text}`, 'is not JSON'],
    [(text) => text.trimEnd(), 'its last line has no end'],
    [(text) => text.replace('"by"', ' "by"'), 'entry 4: is not canonical JSON (RFC 8785)'],
    [(text) => text.replace(/"at":"[^"]+"/, '"at":"\\ud800"'), 'entry 4: is not canonical JSON (RFC 8785)'],
    [() => 'null\n', 'could not be read (Cannot convert undefined or null to object)'],
    [line(0, set({ more: 1 })), 'entry 4: has other fields'],
    [line(0, set({ subject: undefined })), 'entry 4: has other fields'],
    [line(0, set({ v: 2 })), 'entry 4: has other fields'],
    [line(0, set({ court: 'other' })), 'entry 4: belongs to another court'],
    [line(0, set({ seq: '4' })), 'entry 4: is out of order'],
    [line(0, set({ seq: 0 })), 'entry 0: is out of order'],
    [line(1, set({ seq: 4 })), 'entry 4: is out of order'],
    [line(1, set({ prev: '0'.repeat(64) })), 'entry 5: does not follow the one before'],
    [line(0, set({ prev: 'A'.repeat(64) })), 'entry 4: has no prev'],
    [line(0, set({ prev: '0'.repeat(63) })), 'entry 4: has no prev'],
    [line(3, set({ at: '2026-11-21T01:00:09.000Z' })), 'entry 8 is not the one that was proved'],
  ];

  it.each(reasonFirst(rows))('is refused: %s', async (reason, change) => {
    expect(await insider.rewritten(name, change)).toBe(`altered: ${name}: ${reason}`);
  });

  const proof = 'ledger/proofs/entry-5.json';
  const hashes = (edit: (list: string[]) => unknown) => json((all) => edit(all['hashes'] as string[]));
  const other = '0'.repeat(64);
  const proofs: readonly (readonly [Change, string, string?])[] = [
    [json(set({ more: 1 })), 'is no proof'],
    [json(set({ hashes: 'x' })), 'is no proof'],
    [json(set({ entry: 4 })), 'proves another entry or another size'],
    [json(set({ index: 5 })), 'proves another entry or another size'],
    [json(set({ size: 9 })), 'proves another entry or another size'],
    [json(set({ leaf: other })), 'entry 5 is not the one that was proved', name],
    [hashes((list) => list.reverse()), 'does not lead to the checkpoint'],
    [hashes((list) => list.pop()), 'does not lead to the checkpoint'],
    [hashes((list) => list.push(list[0]!)), 'does not lead to the checkpoint'],
    [hashes((list) => list.splice(0, 1, 'AAAA')), 'has no proper base64'],
    [hashes((list) => list.splice(0, 1, `${list[0]!}=`)), 'has no proper base64'],
  ];

  it.each(reasonFirst(proofs))('is refused with its proof: %s', async (reason, change, named) => {
    expect(await insider.rewritten(proof, change)).toBe(`altered: ${named ?? proof}: ${reason}`);
  });

  it('must be there for each proof', async () => {
    const bare = changed(insider.bag, name, (text) => `${text.split('\n').slice(0, 3).join('\n')}\n`);
    expect(await insider.said(await sealedAnew(bare, insider.court))).toBe(
      'altered: ledger/proofs/entry-8.json: belongs to no entry of this packet',
    );
    const gone = copyOf(insider.bag);
    rmSync(join(gone, proof));
    expect(await insider.said(await sealedAnew(gone, insider.court))).toBe(`2 incomplete: ${proof}`);
  });
});

describe('a disclosed word', () => {
  const name = 'ledger/disclosed.jsonl';
  const rows: readonly (readonly [Change, string])[] = [
    [line(0, set({ more: 1 })), '5 /data/note: has other fields'],
    [line(0, set({ text: 5 })), '5 /data/note: has other fields'],
    [line(0, set({ path: 5 })), '5 5: has other fields'],
    [line(0, set({ salt: 'A'.repeat(32) })), '5 /data/note: salt or text is not in shape'],
    [line(0, set({ salt: 'a'.repeat(30) })), '5 /data/note: salt or text is not in shape'],
    [(text) => text.replace('旁听', '\\ud800'), '5 /data/note: salt or text is not in shape'],
    [line(0, set({ salt: 'a'.repeat(32) })), '5 /data/note: is not what the ledger holds the hash of'],
    [line(0, set({ seq: 4 })), '4 /data/note: is not what the ledger holds the hash of'],
    [line(0, set({ seq: 6 })), '6 /data/note: is not what the ledger holds the hash of'],
    ...['xdata/note', '/data', '/data/note/word', '/data/constructor', '/data/no/thing'].map(
      (path): [Change, string] => [
        line(0, set({ path })),
        `5 ${path}: is not what the ledger holds the hash of`,
      ],
    ),
    [(text) => text + text, '5 /data/note: is disclosed twice'],
  ];

  it.each(reasonFirst(rows))('is refused: %s', async (reason, change) => {
    expect(await insider.rewritten(name, change)).toBe(`altered: ${name}: ${reason}`);
  });
});

const checkpoint = 'ledger/checkpoint.txt';

describe('a checkpoint', () => {
  const origin = 'courthouse/demo';
  const resigned = async (change: Change) => {
    const text = readFileSync(join(insider.bag, checkpoint), 'utf8').split('\n\n')[0]!;
    const note = await insider.court.sealer.sealNote(`${String(change(text))}\n`);
    return (await insider.rewritten(checkpoint, () => note)).replace(`altered: ${checkpoint}: `, '');
  };

  it('is a signed note', async () => {
    const rows: readonly (readonly [Change, string])[] = [
      [(text) => text.replace('\n\n', '\n'), 'is no signed note'],
      [(text) => text.trimEnd(), 'is no signed note'],
      [(text) => text.replace(origin, `${origin}\t`), 'is no signed note'],
      [(text) => text.replace('\n— ', '\n- '), 'is no signed note'],
      [(text) => `${text}— a b+c d\n`, 'is no signed note'],
      [(text) => `${text}— other A\n`, 'has no proper base64'],
      [(text) => text.replace('\n8\n', '\n7\n'), 'the signature does not fit'],
      [(text) => text.replace(`— ${origin} `, '— courthouse/other '), 'the signature does not fit'],
    ];
    for (const [change, reason] of rows)
      expect(await insider.rewritten(checkpoint, change)).toBe(`altered: ${checkpoint}: ${reason}`);
  });

  it('has an origin, a size and a root, and is the one that packet.json names', async () => {
    const [other, differs] = [
      'is not of the ledger of this court',
      'differs from the ledger named in packet.json',
    ];
    expect(await resigned((text) => text)).toBe('0 whole');
    for (const size of ['08', 'x', '', '-8', '8.0', '1'.repeat(16)])
      expect(await resigned((text) => text.replace('\n8\n', `\n${size}\n`))).toBe('is no checkpoint');
    expect(await resigned((text) => text.replace(/\n[^\n]+$/, '\nAAAA'))).toBe('has no proper base64');
    expect(await resigned((text) => text.replace(origin, 'courthouse/other'))).toBe(other);
    expect(await resigned((text) => text.replace(origin, `${origin}/1`))).toBe(other);
    expect(await resigned((text) => text.replace(origin, `${origin}/2`))).toBe(other);
    expect(await resigned((text) => text.replace('\n8\n', '\n9\n'))).toBe(differs);
    expect(await resigned((text) => text.replace(/\n[^\n]+$/, `\n${'A'.repeat(43)}=`))).toBe(differs);
    expect(await insider.rewritten('data/packet.json', json(set({ ledger: undefined })))).toBe(
      `altered: ${checkpoint}: ${differs}`,
    );
    expect(
      await insider.rewritten(
        'data/packet.json',
        json((all) => set({ origin: 'courthouse/demo/2' })(all['ledger'] as Fields)),
      ),
    ).toBe(`altered: ${checkpoint}: ${differs}`);
  });
});

describe('a proof of consistency', () => {
  const said8 = async (from: number, edit: Fields = {}, name = `consistency-${from}-8.json`) => {
    const folder = copyOf(insider.bag);
    const isWithin = from > 0 && from < 8;
    const proof = isWithin ? await consistencyProof(from, 8, insider.court.ledger.nodeAt, sha256Of) : [];
    mkdirSync(join(folder, 'ledger/proofs'), { recursive: true });
    const document = { from, to: 8, hashes: proof.map(toBase64), ...edit };
    writeFileSync(join(folder, 'ledger/proofs', name), JSON.stringify(document));
    return (await insider.said(await sealedAnew(folder, insider.court))).replace(
      `altered: ledger/proofs/${name}: `,
      '',
    );
  };

  it('leads from any beginning to the checkpoint, and nothing else is one', async () => {
    for (const from of [0, 1, 3, 4, 7, 8]) expect(await said8(from)).toBe('0 whole');
    const other = 'is about other checkpoints';
    expect(await said8(3, { more: 1 })).toBe('is no proof');
    expect(await said8(3, { hashes: 'x' })).toBe('is no proof');
    expect(await said8(3, { from: 2 })).toBe(other);
    expect(await said8(3, { to: 7 })).toBe(other);
    expect(await said8(3, { to: 7 }, 'consistency-3-7.json')).toBe(other);
    expect(await said8(3, { hashes: [] })).toBe('does not lead to the checkpoint');
    expect(await said8(3, { hashes: [`${'A'.repeat(43)}=`] })).toBe('does not lead to the checkpoint');
    expect(await said8(9, {}, 'consistency-9-8.json')).toBe('does not lead to the checkpoint');
    expect(await said8(3, { hashes: ['A'] })).toBe('has no proper base64');
    for (const name of [
      'consistency-03-8.json',
      'consistency-3-8.jsonl',
      'consistency-3.json',
      'entry-3.json',
    ])
      expect(await said8(3, {}, name)).toBe('belongs to no entry of this packet');
  });
});
