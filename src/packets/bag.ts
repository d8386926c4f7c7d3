/** The BagIt 1.0 bag of a packet (RFC 8493): names, manifests and tag files, as text. */
import type { Instant } from '../kernel/clock.js';

export interface Digests {
  readonly sha256: string;
  readonly sm3: string;
}

export interface ListedFile extends Digests {
  /** from the top of the bag, `/` between folders */
  readonly path: string;
}

const utf8 = new TextEncoder();

/** Order by UTF-8 bytes, as `LC_ALL=C sort` has it. */
export function byBytes(a: string, b: string): number {
  const [left, right] = [utf8.encode(a), utf8.encode(b)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** One manifest: `sha256sum -c` (or an SM3 twin of it) reads it as it is. */
export function manifest(files: readonly ListedFile[], algorithm: keyof Digests): string {
  return files
    .toSorted((a, b) => byBytes(a.path, b.path))
    .map((file) => `${file[algorithm]}  ${file.path}\n`)
    .join('');
}

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** RFC 8493 2.2.2; Payload-Oxum is octets.files of `data/`. */
export function bagInfo(about: {
  id: string;
  courtName: string;
  builtAt: Instant;
  builtWith: string;
  payloadBytes: number;
  payloadFiles: number;
}): string {
  return [
    `Source-Organization: ${oneLine(about.courtName)}`,
    `External-Identifier: ${about.id}`,
    `Bagging-Date: ${about.builtAt.slice(0, 10)}`,
    `Bag-Software-Agent: ${oneLine(about.builtWith)}`,
    `Payload-Oxum: ${about.payloadBytes}.${about.payloadFiles}`,
    '',
  ].join('\n');
}

const longestNameBytes = 120;

/**
 * A name that every file system, shell and manifest takes: numbered, so that two exhibits of one name stay two, and no
 * name of Windows' devices is left; letters and digits of any script, the rest an underscore.
 * @param place from 1
 */
export function mediaName(place: number, name: string): string {
  const number = String(place).padStart(3, '0');
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  const dot = plain.lastIndexOf('.');
  const extension = dot > 0 && plain.length - dot <= 10 ? plain.slice(dot) : '';
  const stem = shortened(extension === '' ? plain : plain.slice(0, dot), longestNameBytes);
  return `${number}-${stem}${extension}`.replace(/[. ]+$/u, '');
}

function shortened(text: string, bytes: number): string {
  let kept = '';
  for (const character of text) {
    if (utf8.encode(kept + character).length > bytes) return kept;
    kept += character;
  }
  return kept;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
