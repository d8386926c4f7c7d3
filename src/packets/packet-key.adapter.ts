/** The court's P-256 key for CMS signatures and its certificate: made at the first start, kept beside the ledger key. */
import { X509Certificate } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { toInstant, type Instant } from '../kernel/clock.js';
import { makePacketKey } from './seal.adapter.js';

export interface PacketKey {
  readonly privatePem: string;
  readonly certificatePem: string;
}

/** From when the certificate is valid. */
export const packetKeySince = ({ certificatePem }: PacketKey): Instant =>
  toInstant(Date.parse(new X509Certificate(certificatePem).validFrom));

export function packetKey(folder: string, name: string, now: Instant): PacketKey {
  const [keyPath, certificatePath] = [
    join(folder, 'packet-p256.pem'),
    join(folder, 'packet-certificate.pem'),
  ];
  if (!existsSync(keyPath) || !existsSync(certificatePath)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = makePacketKey(name, now);
    // The certificate last: only with it is the pair complete.
    keep(keyPath, made.privatePem, 0o600);
    keep(certificatePath, made.certificatePem, 0o644);
  }
  return { privatePem: readFileSync(keyPath, 'utf8'), certificatePem: readFileSync(certificatePath, 'utf8') };
}

function keep(path: string, text: string, mode: number): void {
  const file = openSync(path, 'w', mode);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
}
