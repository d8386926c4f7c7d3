/** The court's P-256 key for CMS signatures over packets, and its certificate; believed through the seal. */
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { laterBy, type Instant } from '../kernel/clock.js';
import { certificate, certificateBody, detachedSignature, signedAttributes } from './cms.js';

export interface PacketKey {
  readonly privatePem: string;
  readonly certificatePem: string;
}

const yearMs = 365.25 * 86_400_000;

/**
 * A P-256 key and its self-signed certificate.
 * @param years of validity, which `openssl cms -verify` looks at
 */
export function makePacketKey(name: string, from: Instant, years = 30): PacketKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' });
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = certificateBody({
    name: `${name} packets`,
    serial,
    from,
    until: laterBy(from, years * yearMs),
    publicKey,
    keyId: createHash('sha1').update(publicKey).digest(),
  });
  const whole = certificate(body, sign('sha256', body, pair.privateKey));
  return { privatePem: pemOf(pair.privateKey), certificatePem: new X509Certificate(whole).toString() };
}

/** CMS SignedData, detached, DER (RFC 5652). */
export function signedContents(
  { privatePem, certificatePem }: PacketKey,
  contents: Uint8Array,
  at: Instant,
): Uint8Array {
  const attributes = signedAttributes(createHash('sha256').update(contents).digest(), at);
  return detachedSignature(
    new X509Certificate(certificatePem).raw,
    attributes,
    sign('sha256', attributes, createPrivateKey(privatePem)),
  );
}

const pemOf = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'pkcs8' }));
