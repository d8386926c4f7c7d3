/** A time stamping authority of the tests: `openssl ts` behind HTTP, with a certificate of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const settings = (folder: string): string => `
[tsa]
default_tsa = one
[one]
serial = ${folder}/serial
signer_cert = ${folder}/tsa.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
clock_precision_digits = 3
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

export interface TimestampAuthority {
  readonly url: string;
  /** to believe it by: `openssl ts -verify -CAfile` */
  readonly certificate: string;
  readonly asked: () => number;
  close(): Promise<void>;
}

/** @param answers what it does with the nth question, from 1: `stamp` unless told otherwise */
export async function openTsa(
  answers: (nth: number) => 'stamp' | 'refuse' | 'other' | 'silent' = () => 'stamp',
): Promise<TimestampAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'tsa-'));
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  writeFileSync(join(folder, 'tsa.cnf'), settings(folder));
  writeFileSync(join(folder, 'serial'), '01\n');
  const extension = 'extendedKeyUsage=critical,timeStamping';
  const names = ['-keyout', join(folder, 'tsa.key'), '-out', join(folder, 'tsa.pem')];
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=test TSA', '-days', '30'],
    ...['-addext', extension, ...names],
  );
  let asked = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked += 1;
      const answer = answers(asked);
      if (answer === 'silent') return;
      if (answer === 'refuse') {
        response.writeHead(503).end();
        return;
      }
      const [query, reply] = [join(folder, 'query.tsq'), join(folder, 'reply.tsr')];
      writeFileSync(query, Buffer.concat(parts));
      // Another question than the one asked.
      if (answer === 'other')
        openssl('ts', '-query', '-digest', 'ab'.repeat(32), '-sha256', '-cert', '-out', query);
      openssl('ts', '-reply', '-config', join(folder, 'tsa.cnf'), '-queryfile', query, '-out', reply);
      response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' }).end(readFileSync(reply));
    });
  });
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`,
    certificate: join(folder, 'tsa.pem'),
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((go) => server.close(go));
    },
  };
}
