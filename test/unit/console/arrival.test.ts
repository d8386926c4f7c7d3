// A file may take as long as it takes; what stands still, or drips, is ended.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { arrivesInTime } from '../../../src/console/arrival.adapter.js';

// Far apart, so that a busy machine takes neither for the other.
const stillMs = 2_000;
const wholeMs = 500;
let server: Server;

beforeAll(async () => {
  const arrives = arrivesInTime({ stillMs, wholeMs }, (path) => path.startsWith('/files/'));
  server = createServer((request, response) =>
    arrives(request, response, () => {
      request.resume();
      request.on('end', () => response.end('whole'));
    }),
  );
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** Sends a byte every so often. @returns the answer's status, or nothing where the request was ended */
async function drip(path: string, bytes: number, everyMs = 20): Promise<number | undefined> {
  const { port } = server.address() as AddressInfo;
  const sending = ask({ port, path, method: 'PATCH', agent: false });
  const answered = new Promise<number | undefined>((done) => {
    sending.on('response', (response) => {
      response.resume();
      done(response.statusCode);
    });
    sending.on('error', () => done(undefined));
  });
  for (let sent = 0; sent < bytes && !sending.destroyed; sent += 1) {
    sending.write('x');
    await Promise.race([pause(everyMs, undefined, { ref: false }), answered]);
  }
  sending.end();
  return answered;
}

describe('a request that takes its time', () => {
  it('is heard to its end where a file comes and keeps coming', async () => {
    expect(await drip('/files/1', 40)).toBe(200);
  });

  it('is ended where it stands still', async () => {
    expect(await drip('/files/1', 2, 20 * stillMs)).toBeUndefined();
  });

  it('is ended where words drip in for too long', async () => {
    expect(await drip('/words', 1_000)).toBeUndefined();
  });
});
