/** Signs a packet: the seal, a C2SP note by the court's Ed25519 ledger key, and a CMS signature by its P-256 packet key. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { laterBy, type Instant } from '../kernel/clock.js';
import { noteText, signatureLine } from '../ledger/note.js';
import { certificate, certificateBody, detachedSignature, signedAttributes } from './cms.js';
import { sha256Of } from './digests.adapter.js';
import type { Sealing } from './form-draft.js';
import { timestamped, type Stamp } from './timestamp.adapter.js';

/** What a packet needs signed; the keys themselves may live in another process. */
export interface Sealer {
  /** name of the court's keys, `courthouse/{court}` */
  readonly name: string;
  /** the keys to check with, named as they lie in signature/ */
  readonly keyFiles: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** the whole signed note over `text` */
  sealNote(text: string): Promise<string>;
  /** CMS SignedData, detached, DER (RFC 5652) */
  signContents(contents: Uint8Array, at: Instant): Promise<Uint8Array>;
  /** SM2 with SM3 and the usual signer id over the SM3 tagmanifest, DER; undefined where the court has no SM2 key */
  signSm2(tagManifest: string): Promise<Uint8Array | undefined>;
  /** RFC 3161 over the SHA-256 tagmanifest; undefined where no authority is set */
  readonly timestamping?: Timestamping | undefined;
}

export interface Timestamping {
  /** its address, as the forms name it */
  readonly authority: string;
  stamp(tagManifest: string): Promise<Stamp>;
}

/** The same sealer, with an authority's time stamps where one is set. */
export const withTimestamps = (sealer: Sealer, authority: string | undefined): Sealer =>
  authority === undefined
    ? sealer
    : Object.assign(sealer, {
        timestamping: {
          authority,
          stamp: (tagManifest: string) => timestamped(authority, Buffer.from(tagManifest)),
        },
      });

/** What a form says of who seals. @param authority of the time stamp that the packet will carry */
export const sealingOf = (sealer: Pick<Sealer, 'name' | 'keyFiles'>, authority?: string): Sealing => ({
  name: sealer.name,
  authority,
  keys: sealer.keyFiles.map(({ name, bytes }) => ({ name, value: nameOfKey(Buffer.from(bytes).toString()) })),
});

const nameOfKey = (pem: string): string =>
  pem.includes('BEGIN CERTIFICATE')
    ? new X509Certificate(pem).serialNumber.toLowerCase()
    : createHash('sha256')
        .update(createPublicKey(pem).export({ format: 'der', type: 'spki' }))
        .digest('hex');

export interface SealingKeys {
  readonly name: string;
  /** Ed25519, PKCS #8 */
  readonly ledgerPrivatePem: string;
  /** P-256, PKCS #8 */
  readonly packetPrivatePem: string;
  readonly packetCertificatePem: string;
  readonly sm2?: { readonly sm2Pem: string; signSm2(tagManifest: string): Promise<Uint8Array> };
}

/** A sealer that holds both keys itself. */
export function localSealer(keys: SealingKeys): Sealer {
  const ledgerKey = createPrivateKey(keys.ledgerPrivatePem);
  const ledgerPublic = createPublicKey(ledgerKey);
  const publicKey = ledgerPublic.export({ format: 'der', type: 'spki' }).subarray(-32);
  const signNote = (message: Uint8Array): Uint8Array => sign(null, message, ledgerKey);
  const notary: Notary = {
    name: keys.name,
    pem: String(ledgerPublic.export({ format: 'pem', type: 'spki' })),
    seal: async (text) =>
      noteText(text, [signatureLine(text, { name: keys.name, publicKey }, signNote, sha256Of)]),
    ...keys.sm2,
  };
  return courtSealer(notary, {
    privatePem: keys.packetPrivatePem,
    certificatePem: keys.packetCertificatePem,
  });
}

/** Who signs notes by the court's ledger key. */
export interface Notary {
  readonly name: string;
  /** its public key, SubjectPublicKeyInfo */
  readonly pem: string;
  readonly sm2Pem?: string | undefined;
  seal(text: string): Promise<string>;
  signSm2?(tagManifest: string): Promise<Uint8Array | undefined>;
}

/** A sealer whose ledger key is kept elsewhere. */
export function courtSealer(
  notary: Notary,
  keys: { readonly privatePem: string; readonly certificatePem: string },
): Sealer {
  const packetKey = createPrivateKey(keys.privatePem);
  const packetCertificate = new X509Certificate(keys.certificatePem);
  return {
    name: notary.name,
    // Asked for each packet: the court's key may have been succeeded since the last one.
    get keyFiles() {
      const pems = {
        'ledger-key.pem': notary.pem,
        'packet-certificate.pem': packetCertificate.toString(),
        'sm2-key.pem': notary.sm2Pem,
      };
      return Object.entries(pems).flatMap(([name, pem]) =>
        pem === undefined ? [] : [{ name, bytes: Buffer.from(pem) }],
      );
    },
    sealNote: (text) => notary.seal(text),
    signSm2: async (tagManifest) => notary.signSm2?.(tagManifest),
    signContents: async (contents, at) => {
      const attributes = signedAttributes(sha256Of(contents), at);
      return detachedSignature(packetCertificate.raw, attributes, sign('sha256', attributes, packetKey));
    },
  };
}

const yearMs = 365.25 * 86_400_000;

/**
 * A P-256 key and its self-signed certificate for CMS signatures; made once for a court, believed through the seal.
 * @param years of validity, which `openssl cms -verify` looks at
 */
export function makePacketKey(
  name: string,
  from: Instant,
  years = 30,
): { privatePem: string; certificatePem: string } {
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

const pemOf = (key: KeyObject): string => String(key.export({ format: 'pem', type: 'pkcs8' }));
