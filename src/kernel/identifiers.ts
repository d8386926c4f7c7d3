/** Names for things: opaque, sortable by the moment they were made, safe in a URL and in a file name. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Chance as an argument. */
export interface Chance {
  bytes(length: number): Uint8Array;
}

/**
 * A 26-character identifier: 48 bits of time and 80 bits of chance in Crockford's base 32, lower case.
 * @param atMs milliseconds since 1970
 */
export function newIdentifier(atMs: number, chance: Chance): string {
  let time = '';
  let rest = Math.floor(atMs);
  for (let place = 0; place < 10; place += 1) {
    time = (alphabet[rest % 32] ?? '') + time;
    rest = Math.floor(rest / 32);
  }
  let tail = '';
  for (const byte of chance.bytes(16)) tail += alphabet[byte % 32] ?? '';
  return time + tail;
}
