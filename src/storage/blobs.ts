/** Keeps files under the SHA-256 of their content, written once and never changed. */
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, type ReadStream } from 'node:fs';
import { chmod, link, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { invalid } from '../kernel/errors.js';

/** `blobs` holds what has the hash that its maker declared; `quarantine` what has not, and is kept all the same. */
export type Shelf = 'blobs' | 'quarantine';

export interface Disk {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

const hex64 = /^[0-9a-f]{64}$/;

export class Blobs {
  /** @param keptDir of the keeper, in which the console can read and change nothing (decision 21) */
  constructor(
    private readonly dataDir: string,
    private readonly keptDir?: string,
  ) {}

  /** Where the file of that hash is put, or would be. */
  path(sha256: string, shelf: Shelf = 'blobs'): string {
    return join(this.dataDir, named(sha256, shelf));
  }

  /** Where it is read: from the keeper, once that has it. What becomes of its name in the console's own folder is no matter then. */
  file(sha256: string, shelf: Shelf = 'blobs'): string {
    const kept = this.keptDir === undefined ? undefined : join(this.keptDir, named(sha256, shelf));
    return kept !== undefined && existsSync(kept) ? kept : this.path(sha256, shelf);
  }

  /** Takes `temp` in: after this it is durable under its hash and `temp` is gone. */
  async keep(temp: string, sha256: string, shelf: Shelf = 'blobs'): Promise<string> {
    const target = await this.place(temp, sha256, shelf);
    await rm(temp);
    return target;
  }

  /**
   * As `keep`, but `temp` stays, so that a program killed before its row is written can begin again from it.
   * The caller has hashed the bytes; a file of the same name is replaced, which also mends one that rotted.
   */
  async place(temp: string, sha256: string, shelf: Shelf = 'blobs'): Promise<string> {
    const target = this.path(sha256, shelf);
    const folder = dirname(target);
    await this.#makeFolder(folder);
    await syncFile(temp);
    const second = `${target}.${randomBytes(8).toString('hex')}`;
    await link(temp, second);
    await chmod(second, 0o400);
    await rename(second, target);
    // rename(2) does nothing where both names are one file already, as after a kill.
    await rm(second, { force: true });
    await syncFile(folder);
    return target;
  }

  /** Deletes; what is not there is deleted already. */
  async remove(sha256: string, shelf: Shelf = 'blobs'): Promise<void> {
    const path = this.path(sha256, shelf);
    await rm(path, { force: true });
    await syncFile(dirname(path)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  }

  /** @param range first and last byte, both included; the whole file without it */
  open(
    sha256: string,
    range?: { readonly start: number; readonly end: number },
    shelf: Shelf = 'blobs',
  ): ReadStream {
    return createReadStream(this.file(sha256, shelf), range);
  }

  async disk(): Promise<Disk> {
    await mkdir(this.dataDir, { recursive: true });
    const { bavail, blocks, bsize } = await statfs(this.dataDir);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  }

  /** Bytes that the console may still write. */
  async free(): Promise<number> {
    return (await this.disk()).freeBytes;
  }

  /** A new folder is durable only once its parent is. */
  async #makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined) return;
    const last = dirname(first);
    for (let parent = dirname(folder); ; parent = dirname(parent)) {
      await syncFile(parent);
      if (parent === last || parent === dirname(parent)) return;
    }
  }
}

function named(sha256: string, shelf: Shelf): string {
  if (!hex64.test(sha256)) throw invalid('HASH_INVALID', 'a file is named by 64 lower-case hex digits');
  return join(shelf, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
