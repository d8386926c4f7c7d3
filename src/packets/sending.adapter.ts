/** Sends a file over HTTP so that its last byte leaves only after what must be on record is. */
import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Span } from '../evidence/range.js';

const chunkBytes = 1024 * 1024;
/** So much may leave before it is said again how far the reader may have it. */
const windowBytes = 64 * chunkBytes;

/** How much of a span left, and who hears of it. */
export interface Watch {
  /** up to so many bytes may leave now; a kill in between must not forget them */
  readonly beforeWindow: (sent: number) => Promise<void>;
  /** the rest has left; the last byte waits for this, and never leaves where it throws */
  readonly beforeLast: () => Promise<void>;
  /** all left, or the reader went away, or the last byte was kept back: so many bytes left */
  readonly atEnd: (sent: number) => Promise<void>;
}

/** After the headers. @param span at least one byte @throws what `beforeLast` threw, with the answer unfinished */
export async function sendFile(
  path: string,
  { start, end }: Span,
  response: ServerResponse,
  { beforeWindow, beforeLast, atEnd }: Watch,
): Promise<void> {
  let [sent, told] = [0, 0];
  const send = async (bytes: Readable): Promise<void> => {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      if (sent + chunk.length > told) await beforeWindow((told = sent + windowBytes));
      await written(response, chunk);
      sent += chunk.length;
    }
  };
  try {
    if (end > start) await send(createReadStream(path, { start, end: end - 1, highWaterMark: chunkBytes }));
    await beforeLast();
    await send(createReadStream(path, { start: end, end }));
    response.end();
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
  } finally {
    await atEnd(sent);
  }
}

class ReaderGone extends Error {}

/** Resolves once the kernel has the bytes: no more is read ahead of a slow reader. */
function written(response: ServerResponse, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new ReaderGone());
    if (response.destroyed || response.closed) {
      gone();
      return;
    }
    response.once('close', gone);
    response.write(chunk, (error) => {
      response.off('close', gone);
      if (error) gone();
      else resolve();
    });
  });
}
