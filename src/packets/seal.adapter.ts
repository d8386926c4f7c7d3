/** Signs a packet: the seal, a C2SP note by the court's Ed25519 ledger key, and a CMS signature by its P-256 packet key. */
import { createHash, createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto';
import type { Instant } from '../kernel/clock.js';
import { noteText, signatureLine } from '../ledger/note.js';
import { signedContents } from '../ledger/packet-key.adapter.js';
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

/** A sealer that holds all keys itself. */
export function localSealer(keys: SealingKeys): Sealer {
  const ledgerKey = createPrivateKey(keys.ledgerPrivatePem);
  const ledgerPublic = createPublicKey(ledgerKey);
  const publicKey = ledgerPublic.export({ format: 'der', type: 'spki' }).subarray(-32);
  const signNote = (message: Uint8Array): Uint8Array => sign(null, message, ledgerKey);
  const { packetPrivatePem: privatePem, packetCertificatePem: certificatePem } = keys;
  return courtSealer({
    name: keys.name,
    pem: String(ledgerPublic.export({ format: 'pem', type: 'spki' })),
    packetCertificatePem: certificatePem,
    seal: async (text) =>
      noteText(text, [signatureLine(text, { name: keys.name, publicKey }, signNote, sha256Of)]),
    signContents: async (contents, at) => signedContents({ privatePem, certificatePem }, contents, at),
    ...keys.sm2,
  });
}

/** Who signs by the court's keys. */
export interface Notary extends Pick<Sealer, 'name' | 'signContents'> {
  /** the public ledger key, SubjectPublicKeyInfo */
  readonly pem: string;
  readonly packetCertificatePem: string;
  readonly sm2Pem?: string | undefined;
  seal(text: string): Promise<string>;
  signSm2?(tagManifest: string): Promise<Uint8Array | undefined>;
}

/** A sealer whose keys are kept elsewhere. */
export function courtSealer(notary: Notary): Sealer {
  return {
    name: notary.name,
    // Asked for each packet: the court's keys may have been succeeded since the last one.
    get keyFiles() {
      const pems = {
        'ledger-key.pem': notary.pem,
        'packet-certificate.pem': notary.packetCertificatePem,
        'sm2-key.pem': notary.sm2Pem,
      };
      return Object.entries(pems).flatMap(([name, pem]) =>
        pem === undefined ? [] : [{ name, bytes: Buffer.from(pem) }],
      );
    },
    sealNote: (text) => notary.seal(text),
    signSm2: async (tagManifest) => notary.signSm2?.(tagManifest),
    signContents: (contents, at) => notary.signContents(contents, at),
  };
}
