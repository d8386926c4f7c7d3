/** What chance, carelessness and forgers without a key do to a packet; each edit says what verdict it must get. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { listedAnew } from './packet-forger.js';
import { filesIn } from './packet-verdict.js';

/** 0 <= value < 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Edit {
  readonly kind: string;
  readonly what: string;
  /** what the verifier's `exit line` must be */
  readonly expected: RegExp;
}

type Random = () => number;

/** An unpacked packet in which edits are made in place and undone. */
export class EditableBag {
  readonly #files = new Map<string, Buffer>();
  readonly #touched = new Set<string>();
  /** folders that an edit brought */
  readonly #made = new Set<string>();
  readonly names: readonly string[];

  constructor(readonly folder: string) {
    this.names = filesIn(folder);
    for (const name of this.names) this.#files.set(name, readFileSync(join(folder, name)));
  }

  /** Makes one edit; the bag is as before after `undo`. */
  edit(random: Random): Edit {
    // Bytes change most often.
    const kinds = [
      ...Array.from({ length: 4 }, () => () => this.#bytes(random)),
      () => this.#remove(random),
      () => this.#rename(random),
      () => this.#swap(random),
      () => this.#add(random),
      () => this.#reorder(random),
      () => this.#forge(random),
    ];
    return kinds[Math.floor(random() * kinds.length)]!();
  }

  undo(): void {
    for (const name of this.#touched) {
      const bytes = this.#files.get(name);
      if (bytes === undefined) rmSync(join(this.folder, name), { force: true });
    }
    for (const name of this.#touched) {
      const bytes = this.#files.get(name);
      if (bytes !== undefined) this.#write(name, bytes);
    }
    for (const folder of this.#made) rmSync(join(this.folder, folder), { recursive: true, force: true });
    this.#touched.clear();
    this.#made.clear();
  }

  #bytes(random: Random): Edit {
    const name = this.#any(random);
    const before = this.#files.get(name)!;
    const after = changedBytes(before, random);
    this.#write(name, after);
    return { kind: 'bytes changed', what: `bytes of ${name}`, expected: exactly('1 altered', name) };
  }

  #remove(random: Random): Edit {
    const name = this.#any(random);
    this.#touched.add(name);
    rmSync(join(this.folder, name));
    return { kind: 'removed', what: `${name} removed`, expected: exactly('2 incomplete', name) };
  }

  #rename(random: Random): Edit {
    const name = this.#any(random);
    const at = Math.floor(random() * name.length);
    const letter = 'abcxyz019_'[Math.floor(random() * 10)]!;
    const other = `${name.slice(0, at)}${letter}${name.slice(at + 1)}`;
    if (this.#files.has(other)) return this.#remove(random);
    this.#touched.add(name).add(other);
    this.#makeFolderOf(other);
    renameSync(join(this.folder, name), join(this.folder, other));
    return { kind: 'renamed', what: `${name} renamed ${other}`, expected: /^1 altered: / };
  }

  #swap(random: Random): Edit {
    const [one, two] = [this.#any(random), this.#any(random)];
    const [first, second] = [this.#files.get(one)!, this.#files.get(two)!];
    if (first.equals(second)) return this.#remove(random);
    this.#write(one, second);
    this.#write(two, first);
    return { kind: 'swapped', what: `${one} and ${two} swapped`, expected: /^1 altered: / };
  }

  #add(random: Random): Edit {
    const beside = this.#any(random);
    const name = join(dirname(beside), `x${Math.floor(random() * 1e9)}`);
    this.#write(name, Buffer.from('x'));
    return { kind: 'added', what: `${name} added`, expected: exactly('1 altered', name) };
  }

  #reorder(random: Random): Edit {
    const lists = this.names.filter((name) => /manifest-|entries|disclosed/.test(name));
    const name = lists[Math.floor(random() * lists.length)]!;
    const lines = String(this.#files.get(name)).trimEnd().split('\n');
    const [from, to] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
    if (from === to) return this.#bytes(random);
    lines.splice(to, 0, ...lines.splice(from, 1));
    this.#write(name, Buffer.from(`${lines.join('\n')}\n`));
    return { kind: 're-ordered', what: `${name} re-ordered`, expected: exactly('1 altered', name) };
  }

  /** A forger who makes every list anew but has no key. */
  #forge(random: Random): Edit {
    const mine = this.names.filter((name) => /^(data|ledger|verify)\//.test(name));
    const name = mine[Math.floor(random() * mine.length)]!;
    this.#write(name, changedBytes(this.#files.get(name)!, random));
    listedAnew(this.folder);
    for (const list of this.names) if (/manifest-/.test(list)) this.#touched.add(list);
    return {
      kind: 'listed anew',
      what: `${name} forged, all lists made anew`,
      expected: /^1 altered: tagmanifest-sha256\.txt$/,
    };
  }

  #any(random: Random): string {
    return this.names[Math.floor(random() * this.names.length)]!;
  }

  #write(name: string, bytes: Uint8Array): void {
    this.#touched.add(name);
    this.#makeFolderOf(name);
    writeFileSync(join(this.folder, name), bytes);
  }

  #makeFolderOf(name: string): void {
    const made = mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    if (made !== undefined) this.#made.add(relative(this.folder, made));
  }
}

const exactly = (verdict: string, name: string): RegExp =>
  new RegExp(`^${verdict}: ${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'u');

/** Other bytes than before: one changed, some put in, taken out or exchanged, or the end cut off. */
export function changedBytes(before: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * before.length);
  const length = 1 + Math.floor(random() * Math.min(64, before.length - at));
  const kinds: (() => Buffer)[] = [
    () => flipped(before, at, 1 << Math.floor(random() * 8)),
    () => Buffer.concat([before.subarray(0, at), Buffer.alloc(length, 'x'), before.subarray(at)]),
    () => Buffer.concat([before.subarray(0, at), before.subarray(at + length)]),
    () => before.subarray(0, at),
    () => Buffer.concat([before.subarray(at), before.subarray(0, at)]),
  ];
  const after = kinds[Math.floor(random() * kinds.length)]!();
  return after.equals(before) ? flipped(before, at, 1) : after;
}

export function flipped(before: Buffer, at: number, bits: number): Buffer {
  const after = Buffer.from(before);
  after[at]! ^= bits;
  return after;
}
