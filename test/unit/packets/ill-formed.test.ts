/** Who has the court’s key still cannot pass off lists and a packet.json that are not in shape: each is refused for its reason. */
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { zipped } from '../../support/packet-forger.js';
import { Insider, json, set, type Change, type Fields } from '../../support/packet-insider.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

const reasonFirst = (rows: readonly (readonly [Change, string])[]) =>
  rows.map(([change, reason]): [string, Change] => [reason, change]);

let insider: Insider;

beforeAll(async () => {
  insider = await new Insider().open();
});

const media = 'data/media/original/001-a.wav';
const listOf = (document: Fields, field: string): Fields[] => document[field] as Fields[];
const original = (document: Fields): Fields => listOf(document, 'files').find(({ path }) => path === media)!;

describe('packet.json', () => {
  const name = 'data/packet.json';
  const isNone = 'is no packet.json of version 1';
  const rows: readonly (readonly [Change, string])[] = [
    [() => 'x', 'is not JSON'],
    [() => Buffer.of(0x22, 0xff, 0x22), 'is not JSON'],
    [() => 'null', isNone],
    [json(set({ v: 2 })), isNone],
    [json(set({ id: 5 })), isNone],
    [json(set({ court: undefined })), isNone],
    [json(set({ court: { id: 5 } })), isNone],
    [json(set({ files: undefined })), 'lists a file twice'],
    [json((all) => listOf(all, 'files').push(original(all))), 'lists a file twice'],
    [json((all) => set({ path: 'bagit.txt' })(original(all))), 'should not list bagit.txt'],
    [json((all) => set({ path: name })(original(all))), `should not list ${name}`],
    ...['sha256', 'sm3', 'bytes'].flatMap((field): [Change, string][] => [
      [json((all) => set({ [field]: 1 })(original(all))), `has other hashes or another size for ${media}`],
      [json((all) => set({ [field]: 1 })(listOf(all, 'items')[0]!)), 'its item ev-1 is not its file'],
    ]),
    [json((all) => set({ id: 'ev-2' })(listOf(all, 'items')[0]!)), 'its item ev-2 is not its file'],
    [json((all) => set({ role: 'derived' })(original(all))), 'its item ev-1 is not its file'],
    [
      json((all) => set({ files: listOf(all, 'files').filter(({ path }) => path !== media) })(all)),
      `does not list ${media}`,
    ],
  ];

  it.each(reasonFirst(rows))('is refused: %s', async (reason, change) => {
    expect(await insider.rewritten(name, change)).toBe(`altered: ${name}: ${reason}`);
  });

  it('may be without exhibits, but what it lists must be there', async () => {
    expect(await insider.rewritten(name, json(set({ items: undefined })))).toBe('0 whole');
    const more = json((all) => listOf(all, 'files').push({ path: 'data/more.txt' }));
    expect(await insider.rewritten(name, more)).toBe('2 incomplete: data/more.txt');
  });

  it('and bag-info.txt name the packet that their ZIP is of', async () => {
    const zipOf = async (file: string, change: Change) =>
      insider.said(await zipped(await insider.with(file, change)));
    const wrong = 'names another packet than its folder does';
    expect(await zipOf(name, (text) => text)).toBe('0 whole');
    expect(await zipOf(name, json(set({ id: 'other' })))).toBe(`altered: ${name}: ${wrong}`);
    expect(await zipOf('bag-info.txt', (text) => text.replace('Identifier: ', 'Identifier: x'))).toBe(
      `altered: bag-info.txt: ${wrong}`,
    );
  });
});

describe('a list', () => {
  const [sha256, sm3] = ['manifest-sha256.txt', 'manifest-sm3.txt'];
  const sorted = (text: string, path: string) =>
    `${[...text.trimEnd().split('\n'), `${'a'.repeat(64)}  ${path}`]
      .toSorted((one, other) => Buffer.compare(Buffer.from(one.slice(66)), Buffer.from(other.slice(66))))
      .join('\n')}\n`;
  const notItsTo = (path: string) => `lists ${path}, which is not its to list`;
  const shapes: readonly (readonly [Change, string])[] = [
    [(text) => `x\n${text}`, 'has a line that is none of a list'],
    [(text) => text.slice(1), 'has a line that is none of a list'],
    [(text) => `a${text}`, 'has a line that is none of a list'],
    [(text) => `A${text.slice(1)}`, 'has a line that is none of a list'],
    [(text) => text.replace('  ', ' '), 'has a line that is none of a list'],
    [(text) => text.trimEnd(), 'its last line has no end'],
    [(text) => Buffer.from(text.replace('001-a', '001-é'), 'latin1'), 'is not UTF-8 text'],
    [(text) => `${text.trimEnd().split('\n').toReversed().join('\n')}\n`, 'is not sorted by name'],
    [(text) => `${text.slice(0, text.indexOf('\n') + 1)}${text}`, 'is not sorted by name'],
    ...['/data/x', 'data//x', 'data/./x', 'data/../x', 'data\\x', 'data/%41', 'C:/x', 'data/\u200b'].map(
      (path): [Change, string] => [
        (text) => sorted(text, path),
        `names ${path.replace('\u200b', '\\u{200b}')}, which is no path within the packet`,
      ],
    ),
  ];

  it.each(reasonFirst(shapes))('is refused: %s', async (reason, change) => {
    expect((await insider.relisted(sha256, change)).replace('\u200b', '\\u{200b}')).toBe(
      `altered: ${sha256}: ${reason}`,
    );
  });

  it('of what lies in data/ names nothing else, and its twin the same', async () => {
    expect(
      await insider.listed(
        (name) => name === sha256 || name === sm3,
        (text) => sorted(text, 'bagit.txt'),
      ),
    ).toBe(`altered: ${sha256}: lists bagit.txt, which is not in data/`);
    expect(await insider.relisted(sm3, (text) => text.slice(text.indexOf('\n') + 1))).toBe(
      `altered: ${sm3}: lists other files than ${sha256}`,
    );
    for (const [list, algorithm] of [[sha256, 'sha256'] as const, [sm3, 'sm3'] as const])
      expect(
        await insider.relisted(list, (text) => text.replace(/^.{64}(?= {2}data\/media)/m, '0'.repeat(64))),
      ).toBe(`altered: ${media}: its ${algorithm} differs from the list`);
  });

  it('of tags names nothing that another list or the seal answers for', async () => {
    for (const path of ['data/x', 'signature/x', 'tagmanifest-x'])
      expect(
        await insider.listed(
          (name) => name.startsWith('tagmanifest'),
          (text) => sorted(text, path),
        ),
      ).toBe(`altered: tagmanifest-sha256.txt: ${notItsTo(path)}`);
    for (const path of ['tagmanifest-x/y', 'more.txt'])
      expect(
        await insider.listed(
          (name) => name.startsWith('tagmanifest'),
          (text) => sorted(text, path),
        ),
      ).toBe(`2 incomplete: ${path}`);
  });

  it('of the seal has all that is its own and nothing else', async () => {
    const seal = 'signature/seal.note';
    for (const path of ['bagit.txt', seal, 'tagmanifest-md5.txt', 'signature/a/b'])
      expect(await insider.relisted(seal, (text) => sorted(text, path))).toBe(
        `altered: ${seal}: ${notItsTo(path)}`,
      );
    const without = (path: string) => (text: string) => text.replace(new RegExp(`^.{66}${path}\n`, 'm'), '');
    for (const path of ['tagmanifest-sha256.txt', 'tagmanifest-sm3.txt', 'signature/tagmanifest.p7s'])
      expect(await insider.relisted(seal, without(path))).toBe(`altered: ${seal}: does not list ${path}`);
    expect(await insider.relisted(seal, without('signature/ledger-key.pem'))).toBe(
      'altered: signature/ledger-key.pem: a file that no list names',
    );
    expect(await insider.relisted(seal, (text) => sorted(text, 'signature/z'))).toBe(
      '2 incomplete: signature/z',
    );
  });
});
