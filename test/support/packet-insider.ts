/** A small packet whose contents somebody with the court's own keys rewrites, and what is said of it then. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, type Json } from '../../src/kernel/canonical.js';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { newCourt, newFolder, newInput, newItem, type Court } from './packet-court.js';
import { changed, sealedAnew, type ListChange } from './packet-forger.js';
import { smallTemplates } from './packet-templates.js';
import { copyOf, filesIn, temporaryFile, unpacked, verifier } from './packet-verdict.js';

export type Change = (text: string) => string | Uint8Array;
export type Fields = Record<string, unknown>;

export class Insider {
  readonly court: Court = newCourt();
  readonly trust = temporaryFile('trust.pem', this.court.trust);
  zip!: string;
  bag!: string;

  async open(): Promise<this> {
    const folder = newFolder();
    const item = newItem(folder, 'ev-1', 'a.wav', Buffer.from('RIFF, a very short recording'));
    const input = await newInput(this.court, newFolder(), { items: [item] });
    this.zip = join(folder, 'packet.zip');
    await buildPacket(input, this.court.sealer, this.zip, { templates: smallTemplates() });
    this.bag = unpacked(this.zip);
    return this;
  }

  /** The verdict with the English of its reason. */
  async said(packet: string, against?: string): Promise<string> {
    const asked = { packet, trust: this.trust, ...(against === undefined ? {} : { against }) };
    const { line, exit, notes } = await verifier.examine(asked);
    return exit === 1 ? `${line}: ${notes[2]!.trim()}` : `${exit} ${line}`;
  }

  /** The packet with one file rewritten and everything above it signed anew. */
  async with(name: string, change: Change): Promise<string> {
    const folder = changed(this.bag, name, change);
    if (name.startsWith('data/')) countAnew(folder);
    return sealedAnew(folder, this.court);
  }

  rewritten = async (name: string, change: Change): Promise<string> =>
    this.said(await this.with(name, change));

  /** The same of a list, or of the seal's text. */
  relisted = async (name: string, change: Change): Promise<string> =>
    this.listed((list) => list === name, change);

  async listed(isMeant: (list: string) => boolean, change: Change): Promise<string> {
    const only: ListChange = (list, text) => (isMeant(list) ? change(text) : text);
    return this.said(await sealedAnew(copyOf(this.bag), this.court, () => {}, only));
  }
}

function countAnew(folder: string): void {
  const names = filesIn(join(folder, 'data'));
  const bytes = names.reduce((sum, name) => sum + statSync(join(folder, 'data', name)).size, 0);
  const path = join(folder, 'bag-info.txt');
  const text = readFileSync(path, 'utf8').replace(/(?<=Oxum: ).*/, `${bytes}.${names.length}`);
  writeFileSync(path, text);
}

export const set =
  (fields: Fields) =>
  (document: Fields): Fields =>
    Object.assign(document, fields);

export const json =
  (edit: (document: Fields) => unknown): Change =>
  (text) => {
    const document = JSON.parse(text) as Fields;
    edit(document);
    return canonical(document as Json);
  };

/** One line of a JSON lines file, by its number from 0. */
export const line =
  (nth: number, edit: (document: Fields) => unknown): Change =>
  (text) =>
    text
      .split('\n')
      .map((one, at) => (at === nth ? String(json(edit)(one)) : one))
      .join('\n');
