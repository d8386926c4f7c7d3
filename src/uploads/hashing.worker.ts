/** A thread that makes a file durable and reads it once for both of its hashes. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync } from 'node:fs';

export interface Hashes {
  /** hex */
  readonly sha256: string;
  /** hex */
  readonly sm3: string;
  readonly bytes: number;
}

/** Why a file could not be read: of an error, what names its cause is lost between threads. */
export interface Unreadable {
  readonly code: string;
  readonly message: string;
}

const chunkBytes = 1024 * 1024;

export default function tryToHash(path: string): Hashes | Unreadable {
  try {
    return hashFile(path);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    return { code, message };
  }
}

function hashFile(path: string): Hashes {
  const sha256 = createHash('sha256');
  const sm3 = createHash('sm3');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
    let bytes = 0;
    for (;;) {
      const read = readSync(file, chunk, 0, chunkBytes, null);
      if (read === 0) return { sha256: sha256.digest('hex'), sm3: sm3.digest('hex'), bytes };
      sha256.update(chunk.subarray(0, read));
      sm3.update(chunk.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
}
