/** Every single-bit change of a small packet's ZIP: contents, names and structure; each verdict by the verifier as it travels. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { keep, underVerifier } from './memory-files.js';
import { newCourt, newFolder, newInput, newItem } from './packet-court.js';
import { smallTemplates } from './packet-templates.js';
import type { Limits, Outcome } from './packet-proofs.js';

export interface SmallPacket {
  readonly zip: Uint8Array;
  readonly trust: string;
}

export async function smallPacket(): Promise<SmallPacket> {
  const court = newCourt();
  const folder = newFolder();
  const item = newItem(folder, 'ev-1', 'a.wav', Buffer.from('RIFF, a very short recording'));
  const input = await newInput(court, newFolder(), { items: [item] });
  const path = join(folder, 'packet.zip');
  await buildPacket(input, court.sealer, path, { templates: smallTemplates() });
  return { zip: readFileSync(path), trust: court.trust };
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
export async function bits({ part, parts, isOver }: Limits, given?: SmallPacket): Promise<Outcome> {
  underVerifier();
  const { verdict } = await import('./packet-verdict.js');
  const { zip: bytes, trust: key } = given ?? (await smallPacket());
  const zip = Buffer.from(bytes);
  const [path, trust] = ['/in-memory/packet.zip', '/in-memory/trust.pem'];
  keep(path, zip);
  keep(trust, Buffer.from(key));
  const contents = contentsIn(zip);
  const slipped: string[] = [];
  const counts = { named: 0, repacked: 0, structure: 0 };
  const from = Math.floor((zip.length * part) / parts);
  const to = Math.floor((zip.length * (part + 1)) / parts);
  let done = 0;
  if ((await verdict(path, trust)) !== '0 whole') slipped.push('the packet itself is not whole');
  for (let at = from; at < to && !isOver(); at += 1) {
    const inside = contents.find((content) => at >= content.from && at < content.to)?.name;
    for (let bit = 0; bit < 8; bit += 1) {
      zip[at]! ^= 1 << bit;
      const said = await verdict(path, trust);
      if (!isFound(said, inside)) slipped.push(`byte ${at}, bit ${bit}, ${inside ?? 'structure'}: ${said}`);
      counts[resultOf(said, inside)] += 1;
      done += 1;
      zip[at]! ^= 1 << bit;
    }
  }
  if ((await verdict(path, trust)) !== '0 whole') slipped.push('the packet was not whole again at the end');
  return { done, all: 8 * (to - from), slipped, counts };
}
