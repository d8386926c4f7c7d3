import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, get, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { Certificates, type ServerTls } from '../../src/access/certificates.adapter.js';
import { HandClock, password, register, withCourt } from '../support/court.js';

async function withFolder(test: (dataDir: string, clock: HandClock) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'court-tls-'));
  try {
    await test(dataDir, new HandClock());
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const tlsOf = (
  dataDir: string,
  clock: HandClock,
  given?: { cert: string; key: string },
): Promise<ServerTls> => new Certificates({ dataDir, court: 'demo', given, clock }).serverTls();

async function listening<T>(server: Server, test: (port: number) => Promise<T>): Promise<T> {
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  try {
    return await test((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answerOf = (port: number, host: string, ca: string): Promise<string> =>
  new Promise((done, failed) => {
    get({ port, host, ca, agent: false }, (answer) => {
      answer.setEncoding('utf8').on('data', done);
    }).on('error', failed);
  });

describe('the court’s certificates', () => {
  it('are made at the first start, for the names and addresses of the machine, and trusted by the court’s CA', () =>
    withFolder(async (dataDir, clock) => {
      const tls = await tlsOf(dataDir, clock);
      const server = createServer({ cert: tls.cert, key: tls.key }, (_, answer) => answer.end('hello'));
      await listening(server, async (port) => {
        for (const host of ['localhost', '127.0.0.1'])
          expect(await answerOf(port, host, tls.ca)).toBe('hello');
        const other = await tlsOf(mkdtempSync(join(dataDir, 'other-')), clock);
        await expect(answerOf(port, 'localhost', other.ca)).rejects.toThrow(/certificate/);
      });
      const served = new X509Certificate(tls.cert);
      expect(served.checkHost(hostname())).toBe(hostname());
      expect(served.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
      expect(new X509Certificate(tls.ca).ca).toBe(true);
      expect(served.ca).toBe(false);
      for (const name of ['ca.pem', 'server.pem'])
        expect(statSync(join(dataDir, 'tls', name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(dataDir, 'tls', 'ca.crt'), 'utf8')).toBe(tls.ca);
    }));

  it('are the same after a restart, and new below the same CA a month before they end', () =>
    withFolder(async (dataDir, clock) => {
      const first = await tlsOf(dataDir, clock);
      clock.pass(366 * 24 * 3600_000);
      expect(await tlsOf(dataDir, clock)).toEqual(first);
      clock.pass(2 * 24 * 3600_000);
      const second = await tlsOf(dataDir, clock);
      expect(second.ca).toBe(first.ca);
      expect(second.cert).not.toBe(first.cert);
      expect(new X509Certificate(second.cert).verify(new X509Certificate(first.ca).publicKey)).toBe(true);
    }));

  it('are refused when others can read the key, or when the key is another’s', () =>
    withFolder(async (dataDir, clock) => {
      const tls = await tlsOf(dataDir, clock);
      const path = join(dataDir, 'tls', 'server.pem');
      chmodSync(path, 0o640);
      await expect(tlsOf(dataDir, clock)).rejects.toMatchObject({ code: 'KEY_READABLE' });
      chmodSync(path, 0o600);
      const other = await tlsOf(mkdtempSync(join(dataDir, 'other-')), clock);
      writeFileSync(path, tls.cert + other.key);
      await expect(tlsOf(dataDir, clock)).rejects.toMatchObject({ code: 'KEY_UNFIT' });
    }));

  it('may be given as files; devices are still signed for by the court’s own CA', () =>
    withFolder(async (dataDir, clock) => {
      const elsewhere = await tlsOf(mkdtempSync(join(dataDir, 'elsewhere-')), clock);
      const given = { cert: join(dataDir, 'given.crt'), key: join(dataDir, 'given.key') };
      writeFileSync(given.cert, elsewhere.cert);
      writeFileSync(given.key, elsewhere.key, { mode: 0o640 });
      const tls = await tlsOf(dataDir, clock, given);
      expect(tls).toMatchObject({ cert: elsewhere.cert, key: elsewhere.key });
      expect(tls.ca).not.toBe(elsewhere.ca);
      chmodSync(given.key, 0o644);
      await expect(tlsOf(dataDir, clock, given)).rejects.toMatchObject({ code: 'KEY_READABLE' });
    }));
});

describe('over TLS', () => {
  it('the cookie is Secure and bound to the host, and a page that came in clear is foreign', () =>
    withFolder((dataDir, clock) =>
      withCourt(async (court) => {
        await register(court, 'guard', ['guard']);
        const tls = await tlsOf(dataDir, clock);
        const secure = createServer(
          { cert: tls.cert, key: tls.key },
          court.app.getHttpAdapter().getInstance(),
        );
        await listening(secure, async (port) => {
          const asked = request(`https://localhost:${port}`);
          const enter = (origin: string) =>
            asked.post('/api/session').ca(tls.ca).set('Origin', origin).send({ username: 'guard', password });
          await enter(`http://localhost:${port}`).expect(403);
          const cookie = (await enter(`https://localhost:${port}`).expect(201)).get('Set-Cookie')?.[0] ?? '';
          expect(cookie).toMatch(
            /^__Host-court_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
          );
          const [pair] = cookie.split(';');
          await asked
            .get('/api/session')
            .ca(tls.ca)
            .set('Cookie', pair ?? '')
            .expect(200);
        });
      }),
    ));
});
