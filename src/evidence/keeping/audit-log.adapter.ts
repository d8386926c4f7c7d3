/** Reads what auditd wrote since the last round, also across its change to a new file (`audit.log` becomes `audit.log.1`). */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Where the last round ended. */
export interface LogCursor {
  readonly ino: number;
  readonly offset: number;
}

/** A flood is read in several rounds. */
const mostBytes = 32 * 1024 * 1024;

interface Part {
  /** one byte a character: auditd writes everything else in hexadecimal */
  readonly text: string;
  /** @returns the cursor behind that many of its bytes */
  after(read: number): LogCursor;
}

/**
 * @param since undefined at the first time: the whole file of now
 * @throws where there is no such file: nobody would hear of a refused call
 */
export function newIn(path: string, since: LogCursor | undefined): Part[] {
  const now = part(path, since);
  if (since === undefined || now.ino === since.ino) return [now];
  try {
    const before = part(`${path}.1`, since);
    return before.ino === since.ino ? [before, now] : [now];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [now];
    throw error;
  }
}

function part(path: string, since: LogCursor | undefined): Part & { readonly ino: number } {
  const fd = openSync(path, 'r');
  try {
    const { ino, size } = fstatSync(fd);
    // Another file, or one that was cut: from its beginning.
    const from = since?.ino === ino && since.offset <= size ? since.offset : 0;
    const bytes = Buffer.alloc(Math.min(size - from, mostBytes));
    const length = readSync(fd, bytes, 0, bytes.length, from);
    return {
      ino,
      text: bytes.toString('latin1', 0, length),
      after: (read) => ({ ino, offset: from + read }),
    };
  } finally {
    closeSync(fd);
  }
}
