/** CMS EnvelopedData (RFC 5652 6) for one recipient by his certificate: all of it but the encrypted bytes. Pure. */
import {
  der,
  derValues,
  headerOf,
  integer,
  objectId,
  octets,
  sequence,
  setOf,
  type DerValue,
} from '../ledger/der.js';

const envelopedData = objectId('1.2.840.113549.1.7.3');
const data = objectId('1.2.840.113549.1.7.1');
const aes256Cbc = objectId('2.16.840.1.101.3.4.1.42');
const sha256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));
const rsaOaepSha256 = sequence(
  objectId('1.2.840.113549.1.1.7'),
  sequence(der(0xa0, sha256), der(0xa1, sequence(objectId('1.2.840.113549.1.1.8'), sha256))),
);
const aes256Wrap = sequence(objectId('2.16.840.1.101.3.4.1.45'));
const ecPublicKey = objectId('1.2.840.10045.2.1');
const stdDhSha256Kdf = objectId('1.3.132.1.11.1');

/** KeyTransRecipientInfo, RSA-OAEP with SHA-256 (RFC 3560). */
export const rsaRecipient = (certificate: Uint8Array, encryptedKey: Uint8Array): Uint8Array =>
  sequence(integer(Uint8Array.of(0)), issuerAndSerial(certificate), rsaOaepSha256, octets(encryptedKey));

/**
 * KeyAgreeRecipientInfo, one-pass ECDH with SHA-256 and AES-256 key wrap (RFC 5753).
 * @param ephemeral the sender's point, uncompressed
 */
export const ecRecipient = (
  certificate: Uint8Array,
  ephemeral: Uint8Array,
  wrappedKey: Uint8Array,
): Uint8Array =>
  der(
    0xa1,
    integer(Uint8Array.of(3)),
    der(0xa0, der(0xa1, sequence(ecPublicKey), der(0x03, Uint8Array.of(0), ephemeral))),
    sequence(stdDhSha256Kdf, aes256Wrap),
    sequence(sequence(issuerAndSerial(certificate), octets(wrappedKey))),
  );

/** ECC-CMS-SharedInfo (RFC 5753 7.2), which binds the derived key to its use. */
export const sharedInfo: Uint8Array = sequence(aes256Wrap, der(0xa2, octets(Uint8Array.of(0, 0, 1, 0))));

/** All that stands before the encrypted bytes; nothing stands behind them. @param bytes how many they are */
export function envelopeHead(recipient: Uint8Array, iv: Uint8Array, bytes: number): Uint8Array {
  const isAgreed = recipient[0] === 0xa1;
  const contentHead = joined(data, sequence(aes256Cbc, octets(iv)), headerOf(0x80, bytes));
  const content = joined(headerOf(0x30, contentHead.length + bytes), contentHead);
  const version = integer(Uint8Array.of(isAgreed ? 2 : 0));
  const envelope = joined(version, setOf(recipient), content);
  const inner = envelope.length + bytes;
  const wrapped = joined(headerOf(0x30, inner), envelope);
  const explicit = joined(headerOf(0xa0, wrapped.length + bytes), wrapped);
  return joined(headerOf(0x30, envelopedData.length + explicit.length + bytes), envelopedData, explicit);
}

function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const body = inside(inside(derValues(certificate)[0])[0]);
  const [, serial, , issuer] = body;
  if (serial === undefined || issuer === undefined) throw new RangeError('no certificate of version 3');
  return sequence(issuer.whole, serial.whole);
}

const inside = (value: DerValue | undefined): DerValue[] => derValues(value?.contents ?? new Uint8Array());

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
