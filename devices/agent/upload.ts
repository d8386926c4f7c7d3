/** Uploads a recording resumably until the console says that it is stored. */
import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { DefaultHttpStack, type DetailedError, Upload, type UploadOptions } from 'tus-js-client';
import { reasonOf } from '../../src/kernel/errors.js';
import { reconnectAfterMs } from '../protocol/limits.js';
import type { Tls } from './connection.js';
import { UploadMemory, type UrlStorage } from './upload-memory.js';

/** The metadata of contracts 3. */
export interface UploadWords {
  readonly filename: string;
  readonly filetype: string;
  /** hex */
  readonly sha256: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly clip?: string;
  readonly incident?: string;
}

export interface UploadRequest {
  /** `http://host:3000` */
  readonly httpUrl: string;
  readonly device: string;
  /** empty where the certificate in `tls` says who it is */
  readonly secret: string;
  readonly path: string;
  readonly words: UploadWords;
  /** where it is remembered how far the upload came */
  readonly folder: string;
  readonly signal?: AbortSignal;
  readonly log: (line: string) => void;
  readonly tls?: Tls;
  readonly retryAfter?: (attempt: number, chance: number) => number;
  readonly chunkBytes?: number;
}

export type UploadState = 'stored' | 'quarantined';

/** The console will not have this upload, however often it is tried. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';

  constructor(
    readonly status: number,
    why: string,
  ) {
    super(`the console refused the upload with ${status}: ${why}`);
  }
}

const chunkBytes = 4 * 1024 * 1024;

/**
 * Tries until the console confirms, through its absences and restarts.
 * @throws UploadRefused for an answer that trying again cannot change; the signal's reason where it was aborted
 */
export async function uploadFile(request: UploadRequest): Promise<UploadState> {
  const after = request.retryAfter ?? reconnectAfterMs;
  let lastFault = '';
  for (let attempt = 0; ; attempt += 1) {
    request.signal?.throwIfAborted();
    try {
      const state = await uploadOnce(request);
      if (state !== undefined) return state;
    } catch (thrown) {
      request.signal?.throwIfAborted();
      throwIfFinal(thrown);
      const fault = faultOf(thrown);
      if (fault !== lastFault) request.log(`上传暂停 upload of ${request.words.filename} waits: ${fault}`);
      lastFault = fault;
    }
    await pause(after(attempt, Math.random()), undefined, request.signal && { signal: request.signal }).catch(
      () => request.signal?.throwIfAborted(),
    );
  }
}

/** One go; answers nothing where all bytes are there and the console has not yet made up its mind. */
async function uploadOnce(request: UploadRequest): Promise<UploadState | undefined> {
  const memory = new UploadMemory(request.folder);
  const fingerprint = fingerprintOf(request);
  const previous = await memory.findUploadsByFingerprint(fingerprint);
  const agent = request.httpUrl.startsWith('https:')
    ? new HttpsAgent({ keepAlive: true, ...request.tls })
    : new HttpAgent({ keepAlive: true });
  const file = createReadStream(request.path);
  try {
    const seen = await send(request, { file, agent, memory, fingerprint, previous });
    if (seen === undefined) return undefined;
    for (const { urlStorageKey } of await memory.findUploadsByFingerprint(fingerprint))
      await memory.removeUpload(urlStorageKey);
    return seen;
  } finally {
    file.destroy();
    agent.destroy();
  }
}

interface Sending {
  readonly file: ReadStream;
  readonly agent: HttpAgent;
  readonly memory: UrlStorage;
  readonly fingerprint: string;
  readonly previous: Awaited<ReturnType<UrlStorage['findAllUploads']>>;
}

async function send(request: UploadRequest, sending: Sending): Promise<UploadState | undefined> {
  let seen: UploadState | undefined;
  let stop: () => void = () => undefined;
  const sent = new Promise<void>((resolve, reject) => {
    const upload = new Upload(sending.file, {
      ...settings(request, sending),
      onAfterResponse: (_, response) => {
        seen = stateOf(response.getHeader('Upload-State')) ?? seen;
      },
      onSuccess: () => resolve(),
      onError: reject,
    });
    stop = () => {
      upload.abort().catch(reject);
      reject(new Error('the upload was stopped'));
    };
    sending.file.on('error', reject);
    const [previous] = sending.previous;
    if (previous !== undefined) upload.resumeFromPreviousUpload(previous);
    upload.start();
  });
  request.signal?.addEventListener('abort', stop, { once: true });
  await sent.finally(() => request.signal?.removeEventListener('abort', stop));
  return seen;
}

function settings(request: UploadRequest, { agent, memory, fingerprint }: Sending): UploadOptions {
  const basic = Buffer.from(`${request.device}:${request.secret}`).toString('base64');
  return {
    endpoint: endpointOf(request.httpUrl),
    headers: request.secret === '' ? {} : { Authorization: `Basic ${basic}` },
    metadata: Object.fromEntries(Object.entries(request.words).filter(([, word]) => word !== undefined)),
    chunkSize: request.chunkBytes ?? chunkBytes,
    retryDelays: null,
    urlStorage: memory,
    fingerprint: () => Promise.resolve(fingerprint),
    httpStack: new DefaultHttpStack({ agent }),
  };
}

const endpointOf = (httpUrl: string): string => new URL('/api/uploads', httpUrl).href;

function fingerprintOf({ httpUrl, device, words }: UploadRequest): string {
  const name = [endpointOf(httpUrl), device, words.sha256, words.clip ?? '', words.incident ?? ''];
  return createHash('sha256').update(JSON.stringify(name)).digest('hex');
}

function stateOf(header: string | undefined): UploadState | undefined {
  return header === 'stored' || header === 'quarantined' ? header : undefined;
}

// 409 and 423: another writer or an earlier request of ours still holds it. 404, 410: it begins again.
const passing = new Set([404, 408, 409, 410, 423, 425, 429]);

function throwIfFinal(thrown: unknown): void {
  if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw thrown;
  const response = (thrown as Partial<DetailedError>).originalResponse ?? undefined;
  if (response === undefined) return;
  const status = response.getStatus();
  if (status >= 400 && status < 500 && !passing.has(status))
    throw new UploadRefused(status, response.getBody());
}

/** tus-js-client puts request and response into its messages; the first clause is the fault. */
const faultOf = (thrown: unknown): string => reasonOf(thrown).split(', originated from')[0] ?? '';

/** SHA-256 of a file in hex, and its size. */
export async function measureFile(
  path: string,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
