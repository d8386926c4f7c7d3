/** What hands that are not ours can do to a packet: rewrite it, list it anew, seal it with some key, zip it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeArchive } from '../../src/packets/archive.adapter.js';
import { manifest } from '../../src/packets/bag.js';
import { sumsOf } from '../../src/packets/digests.adapter.js';
import { newFolder, type Court } from './packet-court.js';
import { copyOf, filesIn } from './packet-verdict.js';

/** The bag in a ZIP as we write it, whatever has become of it. */
export async function zipped(folder: string): Promise<string> {
  const files = filesIn(folder).map((path) => {
    const content = readFileSync(join(folder, path));
    const { sha256, sm3, bytes } = sumsOf(content);
    return { path, content, sha256, sm3, size: bytes };
  });
  const out = join(newFolder(), 'packet.zip');
  await writeArchive(folder.split('/').at(-1)!, files, out, () => {});
  return out;
}

/** What becomes of a list, or of the seal's text, before what stands above it is made. */
export type ListChange = (name: string, text: string) => string | Uint8Array;
const asItIs: ListChange = (_, text) => text;

/** A copy of the bag with one file rewritten. */
export function changed(bag: string, name: string, change: (text: string) => string | Uint8Array): string {
  const folder = copyOf(bag);
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  return folder;
}

/** What a forger can do who has everything but the key: all lists are made anew. */
export function listedAnew(folder: string, change = asItIs): string {
  const sums = (keep: (name: string) => boolean) =>
    filesIn(folder)
      .filter(keep)
      .map((path) => ({ path, ...sumsOf(readFileSync(join(folder, path))) }));
  const write = (prefix: string, keep: (name: string) => boolean): void => {
    for (const algorithm of ['sha256', 'sm3'] as const) {
      const name = `${prefix}-${algorithm}.txt`;
      writeFileSync(join(folder, name), change(name, manifest(sums(keep), algorithm)));
    }
  };
  write('manifest', (name) => name.startsWith('data/'));
  write('tagmanifest', (name) => !/^(data\/|signature\/|tagmanifest-)/.test(name));
  return folder;
}

/** The lists made anew and sealed anew, with whatever key; `spoil` has its way with signature/ before the seal. */
export async function sealedAnew(
  folder: string,
  by: Court,
  spoil: (folder: string) => void = () => {},
  change = asItIs,
): Promise<string> {
  listedAnew(folder, change);
  const contents = readFileSync(join(folder, 'tagmanifest-sha256.txt'));
  writeFileSync(
    join(folder, 'signature/tagmanifest.p7s'),
    await by.sealer.signContents(contents, '2026-11-21T08:00:00.000Z'),
  );
  const sm2 = await by.sealer.signSm2(readFileSync(join(folder, 'tagmanifest-sm3.txt'), 'utf8'));
  if (sm2 !== undefined) writeFileSync(join(folder, 'signature/tagmanifest.sm2.sig'), sm2);
  for (const file of by.sealer.keyFiles) writeFileSync(join(folder, 'signature', file.name), file.bytes);
  spoil(folder);
  const sealed = filesIn(folder)
    .filter((name) => /^(signature\/(?!seal\.note)|tagmanifest-)/.test(name))
    .map((path) => ({ path, ...sumsOf(readFileSync(join(folder, path))) }));
  const name = 'signature/seal.note';
  const text = String(change(name, manifest(sealed, 'sha256')));
  writeFileSync(join(folder, name), await by.sealer.sealNote(text));
  return folder;
}
