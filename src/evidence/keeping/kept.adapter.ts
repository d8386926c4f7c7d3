/** The keeper's own folder: copies that nobody else can write, what lay in the way of them, and what it has to remember. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { roundFile, type KeeperRound } from '../../alarms/keeper-round.js';
import type { NoteKey } from '../../ledger/note.js';
import { reserveBytes } from '../../uploads/upload.js';
import type { Owning } from './folder.adapter.js';
import type { LogCursor } from './audit-log.adapter.js';
import { shelves, toldFile, type KeptShelf, type Told } from './keeping.js';

const self = process.getuid?.() ?? 0;

export class Kept {
  /** @param gid of the console, which may read what is kept and what is told */
  constructor(
    readonly path: string,
    private readonly gid: Owning['gid'],
  ) {
    for (const name of ['', 'aside', 'judged', 'waiting', 'taking'])
      mkdirSync(join(path, name), { recursive: true, mode: 0o700 });
    for (const name of ['', ...shelves]) this.#opens(join(path, name));
  }

  /** A folder through which the console comes to what is kept, and in which it can list and change nothing. */
  #opens(folder: string): void {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, self, this.gid);
    chmodSync(folder, 0o710);
  }

  file(shelf: KeptShelf, sha256: string): string {
    return join(this.path, shelf, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  names(...folder: string[]): string[] {
    const path = join(this.path, ...folder);
    return existsSync(path) ? readdirSync(path) : [];
  }

  /**
   * Copies what is open as `source`, and keeps the copy where its bytes are those that its name says. A copy, because
   * whoever wrote the file may still hold it open for writing, whoever owns it from now on.
   * @returns whether it is kept
   */
  take(source: number, bytes: number, shelf: KeptShelf, sha256: string): boolean {
    const { bavail, blocks, bsize } = statfsSync(this.path);
    if (bavail * bsize - bytes < reserveBytes(blocks * bsize))
      throw new Error(`${sha256}: no room for a copy of ${bytes} bytes beside what alarms need`);
    const copy = join(this.path, 'taking', sha256);
    rmSync(copy, { force: true });
    try {
      copyFileSync(`/proc/self/fd/${source}`, copy, constants.COPYFILE_FICLONE);
      if (hashOf(copy) !== sha256) return false;
      chownSync(copy, self, this.gid);
      chmodSync(copy, 0o440);
      const target = this.file(shelf, sha256);
      for (const folder of [dirname(dirname(target)), dirname(target)]) this.#opens(folder);
      renameSync(copy, target);
      for (const folder of [dirname(target), dirname(dirname(target)), join(this.path, shelf)]) sync(folder);
      return true;
    } finally {
      rmSync(copy, { force: true });
    }
  }

  /** @returns a place of its own for something false that lay under that name */
  aside(name: string): string {
    return join(this.path, 'aside', `${name}.${Date.now()}`);
  }

  drop(shelf: KeptShelf, sha256: string): void {
    rmSync(this.file(shelf, sha256), { force: true });
    rmSync(join(this.path, 'waiting', sha256), { force: true });
  }

  /** On disk before the file is put back, or the log counts as read: a cut in between tells it twice rather than never. */
  tell(...told: Told[]): void {
    const path = join(this.path, toldFile);
    appendFileSync(path, told.map((one) => `${JSON.stringify(one)}\n`).join(''), { mode: 0o640 });
    chownSync(path, self, this.gid);
    sync(path);
    sync(this.path);
  }

  /** Read by the console, which cannot know otherwise that the keeper still comes round. */
  ended(round: KeeperRound): void {
    this.#replace(roundFile, round, 0o640);
  }

  /** Since when (milliseconds) it waits for the signature under a deletion; it begins to, where it did not. */
  waitsSince(sha256: string): number {
    const path = join(this.path, 'waiting', sha256);
    if (!existsSync(path)) writeFileSync(path, '');
    return statSync(path).mtimeMs;
  }

  isWaiting(sha256: string): boolean {
    return existsSync(join(this.path, 'waiting', sha256));
  }

  stopWaiting(sha256: string): void {
    rmSync(join(this.path, 'waiting', sha256), { force: true });
  }

  /** Whether these very bytes were found before not to be what their name says. */
  wasJudged(state: string): boolean {
    return existsSync(join(this.path, 'judged', state));
  }

  judge(state: string): void {
    writeFileSync(join(this.path, 'judged', state), '');
  }

  /** The signer's key that is trusted: the first one there was when the keeper came, and those that followed it. */
  get trusted(): NoteKey | undefined {
    const path = join(this.path, 'trusted-key.json');
    if (!existsSync(path)) return undefined;
    const { name, publicKey } = JSON.parse(readFileSync(path, 'utf8')) as { name: string; publicKey: string };
    return { name, publicKey: Buffer.from(publicKey, 'base64') };
  }

  trust({ name, publicKey }: NoteKey): void {
    this.#replace('trusted-key.json', { name, publicKey: Buffer.from(publicKey).toString('base64') }, 0o600);
  }

  /** Up to where the machine's audit log was read; undefined before the first time. */
  get heard(): LogCursor | undefined {
    const path = join(this.path, 'heard.json');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as LogCursor) : undefined;
  }

  hear(cursor: LogCursor): void {
    this.#replace('heard.json', cursor, 0o600);
  }

  #replace(name: string, value: object, mode: number): void {
    const path = join(this.path, name);
    writeFileSync(`${path}.new`, `${JSON.stringify(value)}\n`, { mode });
    chownSync(`${path}.new`, self, this.gid);
    chmodSync(`${path}.new`, mode);
    sync(`${path}.new`);
    renameSync(`${path}.new`, path);
    sync(this.path);
  }
}

/** SHA-256 of a file, by its path or its descriptor, synced on the way. */
function hashOf(file: string | number): string {
  const fd = typeof file === 'number' ? file : openSync(file, 'r');
  try {
    const [hash, chunk] = [createHash('sha256'), Buffer.allocUnsafe(1024 * 1024)];
    fsyncSync(fd);
    for (let at = 0; ;) {
      const read = readSync(fd, chunk, 0, chunk.length, at);
      if (read === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, read));
      at += read;
    }
  } finally {
    if (fd !== file) closeSync(fd);
  }
}

function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
