/** A tus server that answers as contracts 3 say: what a device's upload is tried against. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

export interface Uploaded {
  readonly id: string;
  readonly sha256: string;
  readonly metadata: Readonly<Record<string, string | null>>;
}

export interface DeviceUploadsOptions {
  readonly folder: string;
  readonly port?: number;
  /** device id and secret */
  readonly basic?: string;
  readonly state?: (uploaded: Uploaded) => 'stored' | 'quarantined' | undefined;
}

export class DeviceUploads {
  readonly uploaded: Uploaded[] = [];
  readonly requests: { readonly method: string; readonly offset: string | undefined }[] = [];
  /** cuts the connection of the next PATCH requests after so many bytes */
  cuts: number[] = [];
  port = 0;
  readonly #states = new Map<string, string>();
  readonly #server: HttpServer;
  readonly #sockets = new Set<Socket>();

  private constructor(server: HttpServer) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(options: DeviceUploadsOptions): Promise<DeviceUploads> {
    const tus = new Server({
      path: '/api/uploads',
      datastore: new FileStore({ directory: options.folder }),
      relativeLocation: true,
      onUploadFinish: async (_, upload) => {
        const path = `${options.folder}/${upload.id}`;
        const uploaded = { id: upload.id, sha256: await hashOf(path), metadata: upload.metadata ?? {} };
        uploads.uploaded.push(uploaded);
        const state = (options.state ?? (() => 'stored'))(uploaded);
        if (state !== undefined) uploads.#states.set(upload.id, state);
        return state === undefined ? {} : { headers: { 'Upload-State': state } };
      },
    });
    const server = createServer((request, response) => {
      const { method = '', url = '', headers } = request;
      uploads.requests.push({ method, offset: headers['upload-offset'] as string | undefined });
      const basic = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
      if (basic !== (options.basic ?? basic)) return void response.writeHead(401).end('wrong secret');
      const state = uploads.#states.get(url.split('/').at(-1) ?? '');
      if (method === 'HEAD' && state !== undefined) response.setHeader('Upload-State', state);
      if (method === 'PATCH') cutAfter(request, uploads.cuts.shift());
      return void tus.handle(request, response);
    });
    const uploads = new DeviceUploads(server);
    await new Promise<void>((up) => server.listen(options.port ?? 0, '127.0.0.1', up));
    uploads.port = (server.address() as { port: number }).port;
    return uploads;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Says what became of every upload so far. */
  tell(state: 'stored' | 'quarantined'): void {
    for (const { id } of this.uploaded) this.#states.set(id, state);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }
}

function cutAfter(request: IncomingMessage, bytes: number | undefined): void {
  if (bytes === undefined) return;
  let seen = 0;
  request.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen >= bytes) request.destroy();
  });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
