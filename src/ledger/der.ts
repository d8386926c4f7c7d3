/** DER, as much of it as a certificate and a detached CMS signature need (X.690). */
export interface DerValue {
  readonly tag: number;
  /** header and contents */
  readonly whole: Uint8Array;
  readonly contents: Uint8Array;
}

/** @param tag the identifier octet, e.g. 0x30 for a sequence */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = headerOf(tag, length);
  const whole = new Uint8Array(header.length + length);
  whole.set(header);
  let at = header.length;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Tag and length of a value whose contents follow by themselves. */
export const headerOf = (tag: number, length: number): Uint8Array => Uint8Array.of(tag, ...lengthOf(length));

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 + octets.length, ...octets];
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(0x30, ...parts);
export const octets = (contents: Uint8Array): Uint8Array => der(0x04, contents);
export const bits = (contents: Uint8Array, unused = 0): Uint8Array =>
  der(0x03, Uint8Array.of(unused), contents);
export const text = (value: string): Uint8Array => der(0x0c, new TextEncoder().encode(value));
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  der(0xa0 + number, ...parts);
export const yes = der(0x01, Uint8Array.of(0xff));

/** A set, its members in DER's order (X.690 11.6). */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => der(0x31, ...parts.toSorted(compare));

/** A positive integer from its big-endian octets. */
export function integer(big: Uint8Array): Uint8Array {
  const first = big.findIndex((octet) => octet !== 0);
  const shortest = first < 0 ? Uint8Array.of(0) : big.slice(first);
  return (shortest[0] ?? 0) >= 0x80 ? der(0x02, Uint8Array.of(0), shortest) : der(0x02, shortest);
}

export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return der(0x06, Uint8Array.from([40 * first + second, ...arcs].flatMap(base128)));
}

function base128(arc: number): number[] {
  const digits = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift(0x80 + (rest % 128));
  return digits;
}

/** UTCTime to 2049, GeneralizedTime after (RFC 5280 4.1.2.5). @param instant ISO-8601 UTC */
export function time(instant: string): Uint8Array {
  const digits = `${instant.slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const isShort = instant < '2050';
  return der(isShort ? 0x17 : 0x18, new TextEncoder().encode(isShort ? digits.slice(2) : digits));
}

/** The values that stand in `bytes`, one after the other. @throws RangeError where the bytes end too early */
export function derValues(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const { header, length } = headerAt(bytes, at);
    const end = at + header + length;
    if (end > bytes.length) throw new RangeError('DER that ends too early');
    values.push({
      tag: bytes[at] ?? 0,
      whole: bytes.subarray(at, end),
      contents: bytes.subarray(at + header, end),
    });
    at = end;
  }
  return values;
}

function headerAt(bytes: Uint8Array, at: number): { header: number; length: number } {
  const first = bytes[at + 1];
  if (first === undefined || first === 0x80 || first > 0x84) throw new RangeError('DER without a length');
  if (first < 0x80) return { header: 2, length: first };
  let length = 0;
  for (const octet of bytes.subarray(at + 2, at + 2 + first - 0x80)) length = length * 256 + octet;
  return { header: 2 + first - 0x80, length };
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (const [at, octet] of a.entries()) {
    const difference = octet - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
