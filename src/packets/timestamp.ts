/** A time stamp as RFC 3161 has it: what is asked, and what an answer must hold to be kept. Pure. */
import { toInstant, type Instant } from '../kernel/clock.js';
import { der, derValues, integer, objectId, octets, sequence, yes, type DerValue } from '../ledger/der.js';

const sha256Id = objectId('2.16.840.1.101.3.4.2.1');
const signedData = objectId('1.2.840.113549.1.7.2');
const timeStampInfo = objectId('1.2.840.113549.1.9.16.1.4');

/** TimeStampReq (2.4.1), asking for the authority's certificate too. @param digest SHA-256 */
export const timestampRequest = (digest: Uint8Array, nonce: Uint8Array): Uint8Array =>
  sequence(
    integer(Uint8Array.of(1)),
    sequence(sequence(sha256Id, der(0x05)), octets(digest)),
    integer(nonce),
    yes,
  );

/**
 * What a TimeStampResp (2.4.2) says; whether its authority is to be believed is for who knows its certificate.
 * @returns the time it names
 * @throws RangeError where it was refused or stamps something else
 */
export function stampedAt(response: Uint8Array, digest: Uint8Array, nonce: Uint8Array): Instant {
  const [status, token] = inside(derValues(response)[0]);
  const granted = inside(status)[0]?.contents[0];
  if (granted !== 0 && granted !== 1) throw new RangeError(`refused, status ${granted ?? 'unknown'}`);
  const info = infoIn(token);
  const [, imprint] = inside(info[2]);
  if (!equal(imprint?.contents, digest)) throw new RangeError('it stamps something else');
  if (!info.some(({ whole }) => equal(whole, integer(nonce))))
    throw new RangeError('it answers another question');
  return generalized(info[4]);
}

/** TSTInfo (2.4.2) within its ContentInfo. */
function infoIn(token: DerValue | undefined): readonly DerValue[] {
  const [type, wrapped] = inside(token);
  if (!equal(type?.whole, signedData)) throw new RangeError('no signed answer');
  const [kind, content] = inside(inside(inside(wrapped)[0])[2]);
  if (!equal(kind?.whole, timeStampInfo)) throw new RangeError('no time stamp in it');
  const [octetString] = inside(content);
  return inside(inside(octetString)[0]);
}

const none = new Uint8Array();
const inside = (value: DerValue | undefined): readonly DerValue[] => derValues(value?.contents ?? none);
const equal = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a?.length === b.length && b.every((octet, at) => octet === a[at]);

/** GeneralizedTime, UTC, with or without a fraction. */
function generalized(value: DerValue | undefined): Instant {
  const text = new TextDecoder().decode(value?.contents);
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text) ?? [];
  if (second === undefined) throw new RangeError('it names no time');
  return toInstant(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`));
}
