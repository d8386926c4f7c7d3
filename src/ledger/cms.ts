/** The two structures of a packet's CMS signature: its self-signed certificate (RFC 5280) and SignedData (RFC 5652). */
import type { Instant } from '../kernel/clock.js';
import {
  bits,
  der,
  derValues,
  integer,
  objectId,
  octets,
  sequence,
  setOf,
  tagged,
  text,
  time,
  yes,
} from './der.js';

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));
const sha256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));
const data = objectId('1.2.840.113549.1.7.1');

/** The part of a certificate that is signed. @param publicKey SubjectPublicKeyInfo, DER */
export function certificateBody(about: {
  name: string;
  serial: Uint8Array;
  from: Instant;
  until: Instant;
  publicKey: Uint8Array;
  keyId: Uint8Array;
}): Uint8Array {
  const name = sequence(setOf(sequence(objectId('2.5.4.3'), text(about.name))));
  const extension = (id: string, value: Uint8Array, isCritical = false): Uint8Array =>
    sequence(objectId(id), ...(isCritical ? [yes] : []), octets(value));
  return sequence(
    tagged(0, integer(Uint8Array.of(2))),
    integer(about.serial),
    ecdsaWithSha256,
    name,
    sequence(time(about.from), time(about.until)),
    name,
    about.publicKey,
    tagged(
      3,
      sequence(
        // keyUsage digitalSignature; extKeyUsage emailProtection, which `openssl cms -verify` asks for
        extension('2.5.29.15', bits(Uint8Array.of(0x80), 7), true),
        extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.4'))),
        extension('2.5.29.14', octets(about.keyId)),
      ),
    ),
  );
}

/** @param signature ECDSA-Sig-Value, DER, over `body` */
export const certificate = (body: Uint8Array, signature: Uint8Array): Uint8Array =>
  sequence(body, ecdsaWithSha256, bits(signature));

/** SignedAttributes as the SET that is signed (RFC 5652 5.4). @param digest SHA-256 of the contents */
export function signedAttributes(digest: Uint8Array, at: Instant): Uint8Array {
  const attribute = (id: string, value: Uint8Array): Uint8Array => sequence(objectId(id), setOf(value));
  return setOf(
    attribute('1.2.840.113549.1.9.3', data),
    attribute('1.2.840.113549.1.9.5', time(at)),
    attribute('1.2.840.113549.1.9.4', octets(digest)),
  );
}

/** ContentInfo with detached SignedData by one signer. @param signature ECDSA-Sig-Value, DER, over `attributes` */
export function detachedSignature(
  signerCertificate: Uint8Array,
  attributes: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  const { issuer, serial } = issuerAndSerial(signerCertificate);
  const signer = sequence(
    integer(Uint8Array.of(1)),
    sequence(issuer, serial),
    sha256,
    // The set is signed with its own tag and sent under [0] (RFC 5652 5.4).
    der(0xa0, attributes.subarray(attributes.length - setLength(attributes))),
    ecdsaWithSha256,
    octets(signature),
  );
  const signed = sequence(
    integer(Uint8Array.of(1)),
    setOf(sha256),
    sequence(data),
    tagged(0, signerCertificate),
    setOf(signer),
  );
  return sequence(objectId('1.2.840.113549.1.7.2'), tagged(0, signed));
}

const setLength = (set: Uint8Array): number => derValues(set)[0]?.contents.length ?? 0;

function issuerAndSerial(whole: Uint8Array): { issuer: Uint8Array; serial: Uint8Array } {
  const [outer] = derValues(whole);
  const [body] = derValues(outer?.contents ?? new Uint8Array());
  const [, serial, , issuer] = derValues(body?.contents ?? new Uint8Array());
  if (serial === undefined || issuer === undefined) throw new RangeError('no certificate of version 3');
  return { issuer: issuer.whole, serial: serial.whole };
}
