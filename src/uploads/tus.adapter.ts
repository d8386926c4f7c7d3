/** Speaks tus 1.0 (https://tus.io/protocols/resumable-upload) on files that are durable at the end of each request. */
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { Server, Upload as TusUpload, type CancellationContext } from '@tus/server';
import type { Actor } from '../kernel/actor.js';
import { DomainError, reasonOf } from '../kernel/errors.js';
import { LockRefused, Locks } from './locks.js';
import type { UploadWords } from './metadata.js';
import { largestBytes, type FinalState, type Upload } from './upload.js';

/** What the protocol asks of the house. */
export interface Keeper {
  newId(): string;
  begin(id: string, owner: Actor, words: UploadWords, bytes: number): Promise<void>;
  find(id: string): Promise<Upload | undefined>;
  finish(id: string): Promise<FinalState>;
  demandRoom(): Promise<void>;
}

export interface Beginning {
  readonly owner: Actor;
  readonly words: UploadWords;
}

/** How long an older request may still write once a newer one asks for the same upload. */
const drainMs = 1000;
const patienceMs = 20_000;

export class Tus {
  readonly #server: Server;
  readonly #beginnings = new WeakMap<IncomingMessage, Beginning>();

  constructor(folder: string, keeper: Keeper) {
    this.#server = new ProblemServer({
      path: '/api/uploads',
      relativeLocation: true,
      datastore: new DurableFiles(folder, keeper),
      locker: new Locks(patienceMs),
      lockDrainTimeout: drainMs,
      maxSize: largestBytes,
      // The pages are of the same origin; nobody else's page may upload.
      allowedOrigins: () => false,
      namingFunction: () => keeper.newId(),
      onUploadCreate: async (request, upload) => {
        const asked = request.runtime?.node?.req as IncomingMessage | undefined;
        const beginning = asked === undefined ? undefined : this.#beginnings.get(asked);
        if (beginning === undefined) throw new TypeError('an upload begins only by who is known');
        await keeper.begin(upload.id, beginning.owner, beginning.words, upload.size ?? 0);
        return {};
      },
      onUploadFinish: async (_, upload) => ({
        headers: { 'Upload-State': await keeper.finish(upload.id) },
      }),
      onResponseError: (_, error) => tellable(error),
    });
  }

  /** @param beginning who begins what; needed for a POST */
  async answer(request: IncomingMessage, response: ServerResponse, beginning?: Beginning): Promise<void> {
    if (beginning !== undefined) this.#beginnings.set(request, beginning);
    await this.#server.handle(request, response);
  }
}

/** Files that grow in `folder`; what tus wants to know of them stands in their rows. */
class DurableFiles extends FileStore {
  readonly #keeper: Keeper;

  constructor(folder: string, keeper: Keeper) {
    mkdirSync(folder, { recursive: true });
    super({
      directory: folder,
      configstore: {
        get: async (id) => {
          const upload = await keeper.find(id);
          return upload === undefined ? undefined : asTus(upload);
        },
        set: () => Promise.resolve(),
        delete: () => Promise.resolve(),
      },
    });
    this.#keeper = keeper;
    this.extensions = ['creation'];
  }

  override async write(readable: Readable | IncomingMessage, id: string, offset: number): Promise<number> {
    await this.#keeper.demandRoom();
    const reached = await super.write(readable, id, offset);
    const file = await open(join(this.directory, id), 'r');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
    return reached;
  }
}

const asTus = ({ id, bytes, startedAt }: Upload): TusUpload =>
  new TusUpload({ id, size: bytes, offset: 0, creation_date: startedAt });

/** tus's own errors as RFC 9457 problems. */
class ProblemServer extends Server {
  override async write(
    context: CancellationContext,
    headers: Headers,
    status: number,
    body = '',
  ): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('Content-Type', 'application/problem+json');
    const code = codes[status] ?? 'UPLOAD_REFUSED';
    const problem = { type: 'about:blank', title: code, status, code, detail: body.trim() };
    return super.write(context, headers, status, JSON.stringify(problem));
  }
}

export const codes: Readonly<Record<number, string>> = {
  400: 'UPLOAD_INVALID',
  404: 'UPLOAD_UNKNOWN',
  409: 'UPLOAD_OFFSET_WRONG',
  410: 'UPLOAD_GONE',
  412: 'TUS_VERSION_WRONG',
  413: 'UPLOAD_TOO_LARGE',
  423: 'UPLOAD_BUSY',
  501: 'TUS_EXTENSION_UNKNOWN',
  503: 'UPLOAD_UNAVAILABLE',
};

interface TusError {
  readonly status_code?: number;
  readonly body?: string;
}

/** What is no fault of the client's request is 503 or 423, so that a device keeps its copy and comes again. */
function tellable(error: Error | TusError): { status_code: number; body: string } {
  if (error instanceof LockRefused) return { status_code: 423, body: error.message };
  if (error instanceof DomainError) return { status_code: 503, body: error.message };
  const { status_code: status, body = '' } = error as TusError;
  if (status === undefined) return { status_code: 503, body: reasonOf(error) };
  if (body.startsWith('Request aborted')) return { status_code: 423, body: 'a newer request took over' };
  if (status === 500) return { status_code: 503, body };
  // tus answers 403 where a header is absent; here 403 says that a role lacks a permission.
  return { status_code: status === 403 ? 400 : status, body };
}
