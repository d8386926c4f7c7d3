/** The routes of a court that a witness uses, over HTTP on this machine, answering what the test wants. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Route {
  readonly status?: number;
  readonly text: string;
}

export class WitnessedCourt {
  /** method, path and body of what was asked, in its order */
  readonly asked: string[] = [];
  /** by path, without /api/ledger/ and its question */
  readonly routes: Record<string, Route> = { cosignatures: { text: '{}' } };
  readonly types: (string | undefined)[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<WitnessedCourt> {
    const server = createServer();
    const court = new WitnessedCourt(server, await listening(server));
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += String(chunk)));
      request.on('end', () => {
        const { pathname } = new URL(request.url ?? '', court.url);
        court.asked.push(`${request.method} ${request.url} ${body}`.trimEnd());
        if (body !== '') court.types.push(request.headers['content-type']);
        const { status = 200, text } = court.routes[pathname.replace('/api/ledger/', '')] ?? {
          status: 404,
          text: '',
        };
        response.writeHead(status).end(text);
      });
    });
    return court;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

/** @returns its address, once it listens on a free port */
export async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
