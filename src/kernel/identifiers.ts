/** Names for things: opaque, sortable by the moment they were made, safe in a URL and in a file name. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Chance as an argument. */
export interface Chance {
  bytes(length: number): Uint8Array;
}

// Two things of one moment sort as they were made, so that rows and facts tell them in one order.
let lastTime = '';
let lastTail = '';

/**
 * A 26-character identifier: 48 bits of time and 80 bits of chance in Crockford's base 32, lower case.
 * The second of one millisecond is the first's successor. No secret: who knows one may guess the next.
 * @param atMs milliseconds since 1970
 */
export function newIdentifier(atMs: number, chance: Chance): string {
  let time = '';
  let rest = Math.floor(atMs);
  for (let place = 0; place < 10; place += 1) {
    time = (alphabet[rest % 32] ?? '') + time;
    rest = Math.floor(rest / 32);
  }
  lastTail = (time === lastTime ? successor(lastTail) : undefined) ?? tailOf(chance);
  lastTime = time;
  return time + lastTail;
}

function tailOf(chance: Chance): string {
  let tail = '';
  for (const byte of chance.bytes(16)) tail += alphabet[byte % 32] ?? '';
  return tail;
}

/** Nothing after the last one there is. */
function successor(tail: string): string | undefined {
  const full = /z*$/.exec(tail)?.[0].length ?? 0;
  const place = tail.length - full - 1;
  const next = alphabet[alphabet.indexOf(tail[place] ?? 'z') + 1];
  return place < 0 || next === undefined ? undefined : tail.slice(0, place) + next + '0'.repeat(full);
}
