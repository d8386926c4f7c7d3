/** Uploads as devices and people do, with tus-js-client, and request by request where a test wants to misbehave. */
import { connect } from 'node:net';
import { Upload } from 'tus-js-client';
import { hashOf } from './exhibit-court.js';

export interface Wish {
  readonly bytes: Buffer;
  readonly headers: Record<string, string>;
  readonly words?: Record<string, string>;
  readonly chunkSize?: number;
  /** goes on with this one */
  readonly uploadUrl?: string;
  /** told of the bytes that went out so far */
  readonly onProgress?: (bytes: number) => void;
}

export interface Sent {
  readonly url: string;
  readonly state: string | undefined;
}

/** Sends all of it and gives the last `Upload-State`. */
export function upload(
  base: string,
  { bytes, headers, words, chunkSize, uploadUrl, onProgress }: Wish,
): Promise<Sent> {
  let state: string | undefined;
  return new Promise<Sent>((resolve, reject) => {
    const sending = new Upload(bytes, {
      endpoint: `${base}/api/uploads`,
      ...(uploadUrl === undefined ? {} : { uploadUrl }),
      headers,
      metadata: { ...words, sha256: words?.['sha256'] ?? hashOf(bytes) },
      // After a cut the old request may still hold the offset for a moment; tus asks again.
      retryDelays: [10, 50, 200, 1000],
      chunkSize: chunkSize ?? Infinity,
      onAfterResponse: (_, response) => {
        state = response.getHeader('Upload-State') ?? state;
      },
      onProgress: onProgress ?? null,
      onSuccess: () => resolve({ url: sending.url ?? '', state }),
      onError: reject,
    });
    sending.start();
  });
}

const tus = { 'Tus-Resumable': '1.0.0' };

export const metadata = (words: Record<string, string>): string =>
  Object.entries(words)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** Only creates it. @returns its address */
export async function begin(
  base: string,
  headers: Record<string, string>,
  length: number,
  words: Record<string, string>,
): Promise<string> {
  const answer = await fetch(`${base}/api/uploads`, {
    method: 'POST',
    headers: { ...tus, ...headers, 'Upload-Length': String(length), 'Upload-Metadata': metadata(words) },
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return new URL(answer.headers.get('Location') ?? '', base).href;
}

export const head = (url: string, headers: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'HEAD', headers: { ...tus, ...headers } });

/** How much of it is there, asked until no older request holds the upload any more. */
export async function stands(
  url: string,
  headers: Record<string, string>,
): Promise<{ offset: number; state: string | null }> {
  for (;;) {
    const answer = await head(url, headers);
    const offset = answer.headers.get('Upload-Offset');
    if (answer.ok && offset !== null)
      return { offset: Number(offset), state: answer.headers.get('Upload-State') };
  }
}

export const patch = (
  url: string,
  headers: Record<string, string>,
  offset: number,
  bytes: Buffer,
): Promise<Response> =>
  fetch(url, {
    method: 'PATCH',
    headers: {
      ...tus,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
      ...headers,
    },
    body: new Uint8Array(bytes),
  });

/** Sends the first `cut` bytes of a PATCH that promises all, then the cable is pulled. */
export function patchAndCut(
  url: string,
  headers: Record<string, string>,
  offset: number,
  bytes: Buffer,
  cut: number,
): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const lines = [
    `PATCH ${pathname} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Tus-Resumable: 1.0.0',
    'Content-Type: application/offset+octet-stream',
    `Content-Length: ${bytes.length}`,
    `Upload-Offset: ${offset}`,
    ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    // The console may hang up first where it has something against these bytes: cut is cut.
    socket.on('error', (thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ECONNRESET' && thrown.code !== 'EPIPE') reject(thrown);
    });
    socket.on('close', () => resolve());
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.write(bytes.subarray(0, cut), () => socket.resetAndDestroy());
  });
}
