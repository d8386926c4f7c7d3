// What verify.mjs takes from Node, said again for a browser, so that one program judges in both.
//
// scripts/verify-page.mjs puts this file, verify.mjs and page.html together into one verify.html, which needs neither a
// server nor a network: its own Content-Security-Policy lets it connect to nothing, so a packet cannot leave the machine.

/* oxlint-disable max-lines -- one part of one page */

export class Buffer extends Uint8Array {
  static from(value, encoding = 'utf8') {
    if (typeof value !== 'string') return super.from(value);
    if (encoding === 'hex') return super.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    if (encoding === 'base64') return Buffer.#ofBase64(value);
    return new Buffer(new TextEncoder().encode(value));
  }

  static #ofBase64(text) {
    try {
      return super.from(atob(text), (character) => character.charCodeAt(0));
    } catch {
      return new Buffer(0);
    }
  }

  static alloc(size) {
    return new Buffer(size);
  }

  static allocUnsafe(size) {
    return new Buffer(size);
  }

  static concat(parts) {
    const whole = new Buffer(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  static compare(a, b) {
    for (let at = 0; at < Math.min(a.length, b.length); at += 1) if (a[at] !== b[at]) return a[at] - b[at];
    return a.length - b.length;
  }

  get #view() {
    return new DataView(this.buffer, this.byteOffset, this.length);
  }

  equals(other) {
    return Buffer.compare(this, other) === 0;
  }

  toString(encoding = 'utf8') {
    if (encoding === 'hex') return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (encoding === 'base64') return btoa(Array.from(this, (byte) => String.fromCharCode(byte)).join(''));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this);
  }

  readUInt16LE(at) {
    return this.#view.getUint16(at, true);
  }

  readUInt32LE(at) {
    return this.#view.getUint32(at, true);
  }

  readUInt32BE(at) {
    return this.#view.getUint32(at);
  }

  readUIntBE(at, bytes) {
    return this.subarray(at, at + bytes).reduce((value, byte) => value * 256 + byte, 0);
  }

  readBigUInt64LE(at) {
    return this.#view.getBigUint64(at, true);
  }

  readBigUInt64BE(at) {
    return this.#view.getBigUint64(at);
  }

  writeUInt32BE(value, at) {
    this.#view.setUint32(at, value);
  }

  writeBigUInt64LE(value, at = 0) {
    this.#view.setBigUint64(at, value, true);
  }

  writeBigUInt64BE(value, at = 0) {
    this.#view.setBigUint64(at, value);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// node:crypto
// ---------------------------------------------------------------------------------------------------------------------

/** No hash is there by itself: SM3 is verify.mjs's own. */
export const getHashes = () => [];

/** The first bits of the fractional parts of the square or cube roots of the first primes (FIPS 180-4 4.2, 5.3). */
function rootBits(count, degree, bits) {
  const found = [];
  for (let n = 2n; found.length < count; n += 1n) {
    let isPrime = true;
    for (let d = 2n; d * d <= n && isPrime; d += 1n) isPrime = n % d !== 0n;
    if (!isPrime) continue;
    const target = n << (BigInt(degree) * bits);
    let [low, high] = [0n, n << bits];
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** BigInt(degree) <= target) low = middle;
      else high = middle;
    }
    found.push(low & ((1n << bits) - 1n));
  }
  return found;
}

const sha256Constants = Uint32Array.from(rootBits(64, 3, 32n), Number);
const sha256Start = Uint32Array.from(rootBits(8, 2, 32n), Number);

/** SHA-256, in pieces. */
class Sha256 {
  #state = Uint32Array.from(sha256Start);
  #rest = new Buffer(0);
  #bytes = 0;
  #words = new Uint32Array(64);

  update(chunk) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    this.#bytes += bytes.length;
    const all = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    const whole = all.length - (all.length % 64);
    for (let at = 0; at < whole; at += 64) this.#block(all, at);
    this.#rest = Buffer.from(all.subarray(whole));
    return this;
  }

  digest(encoding) {
    const bits = new Buffer(8);
    bits.writeBigUInt64BE(BigInt(this.#bytes) * 8n);
    const zeros = new Buffer((((55 - this.#bytes) % 64) + 64) % 64);
    this.update(Buffer.concat([Buffer.of(0x80), zeros, bits]));
    const digest = new Buffer(32);
    this.#state.forEach((word, at) => digest.writeUInt32BE(word, 4 * at));
    return encoding === undefined ? digest : digest.toString(encoding);
  }

  #block(bytes, start) {
    const w = this.#words;
    const k = sha256Constants;
    for (let j = 0, at = start; j < 16; j += 1, at += 4)
      w[j] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let j = 16; j < 64; j += 1) {
      const [x, y] = [w[j - 15], w[j - 2]];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[j] = w[j - 16] + s0 + w[j - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let j = 0; j < 64; j += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[j] + w[j]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (this.#state[at] += word));
  }
}

export const createHash = () => new Sha256();

const mask = (1n << 64n) - 1n;
const sha512Constants = rootBits(80, 3, 64n);
const sha512Start = rootBits(8, 2, 64n);

/** SHA-512 of a short message, for Ed25519. */
function sha512(message) {
  const rotate = (word, by) => ((word >> by) | (word << (64n - by))) & mask;
  const bits = new Buffer(16);
  bits.writeBigUInt64BE(BigInt(message.length) * 8n, 8);
  const zeros = new Buffer((((111 - message.length) % 128) + 128) % 128);
  const all = Buffer.concat([message, Buffer.of(0x80), zeros, bits]);
  const state = [...sha512Start];
  for (let start = 0; start < all.length; start += 128) {
    const w = Array.from({ length: 16 }, (_, at) => all.readBigUInt64BE(start + 8 * at));
    for (let j = 16; j < 80; j += 1) {
      const s0 = rotate(w[j - 15], 1n) ^ rotate(w[j - 15], 8n) ^ (w[j - 15] >> 7n);
      const s1 = rotate(w[j - 2], 19n) ^ rotate(w[j - 2], 61n) ^ (w[j - 2] >> 6n);
      w.push((w[j - 16] + s0 + w[j - 7] + s1) & mask);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let j = 0; j < 80; j += 1) {
      const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & mask & g)) + sha512Constants[j] + w[j];
      const t2 = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(t1 + t2) & mask, a, b, c, (d + t1) & mask, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] = (state[at] + word) & mask));
  }
  const digest = new Buffer(64);
  state.forEach((word, at) => digest.writeBigUInt64BE(word, 8 * at));
  return digest;
}

const modulo = (value, by) => ((value % by) + by) % by;
const number = (bytes) => BigInt(`0x${bytes.toString('hex') || '0'}`);
const littleEndian = (bytes) => number(Buffer.from(bytes).reverse());

function power(base, exponent, by) {
  let [value, square] = [1n, modulo(base, by)];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) value = (value * square) % by;
    square = (square * square) % by;
  }
  return value;
}

/** Ed25519 (RFC 8032 5.1), public values only. */
const ed = (() => {
  const p = 2n ** 255n - 19n;
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const d = modulo(-121665n * power(121666n, p - 2n, p), p);
  const root = power(2n, (p - 1n) / 4n, p);
  const recovered = (raw) => {
    const whole = littleEndian(raw);
    const [sign, y] = [whole >> 255n, whole & (2n ** 255n - 1n)];
    const xx = modulo((y * y - 1n) * power(d * y * y + 1n, p - 2n, p), p);
    let x = power(xx, (p + 3n) / 8n, p);
    if (modulo(x * x - xx, p) !== 0n) x = (x * root) % p;
    if (y >= p || modulo(x * x - xx, p) !== 0n || (x === 0n && sign === 1n)) return null;
    if ((x & 1n) !== sign) x = p - x;
    return [x, y, 1n, (x * y) % p];
  };
  const plus = (a, b) => {
    const s = (a[1] - a[0]) * (b[1] - b[0]);
    const t = (a[1] + a[0]) * (b[1] + b[0]);
    const [u, v] = [2n * a[3] * b[3] * d, 2n * a[2] * b[2]];
    const [e, f, g, h] = [t - s, v - u, v + u, t + s].map((value) => modulo(value, p));
    return [(e * f) % p, (g * h) % p, (f * g) % p, (e * h) % p];
  };
  const times = (by, point) => {
    let sum = [0n, 1n, 1n, 0n];
    for (const bit of by.toString(2)) {
      sum = plus(sum, sum);
      if (bit === '1') sum = plus(sum, point);
    }
    return sum;
  };
  const base = recovered(Buffer.from(`58${'66'.repeat(31)}`, 'hex'));
  return (key, message, signature) => {
    const [a, r] = [recovered(key), recovered(signature.subarray(0, 32))];
    const s = littleEndian(signature.subarray(32));
    if (a === null || r === null || signature.length !== 64 || s >= order) return false;
    const h = littleEndian(sha512(Buffer.concat([signature.subarray(0, 32), key, message]))) % order;
    const [left, right] = [times(s, base), plus(r, times(h, a))];
    return [0, 1].every((at) => modulo(left[at] * right[2] - right[at] * left[2], p) === 0n);
  };
})();

/** ECDSA over P-256 with SHA-256 (FIPS 186-5 6.4.2), public values only. @param signature r and s */
const p256 = (() => {
  const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
  const base = [
    0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  ];
  const divided = (a, by) => modulo(a * power(by, p - 2n, p), p);
  const plus = (one, two) => {
    if (one === null || two === null) return one ?? two;
    const [[x1, y1], [x2, y2]] = [one, two];
    if (x1 === x2 && modulo(y1 + y2, p) === 0n) return null;
    const slope = x1 === x2 ? divided(3n * x1 * x1 - 3n, 2n * y1) : divided(y2 - y1, modulo(x2 - x1, p));
    const x3 = modulo(slope * slope - x1 - x2, p);
    return [x3, modulo(slope * (x1 - x3) - y1, p)];
  };
  const times = (by, point) => {
    let sum = null;
    for (const bit of by.toString(2)) {
      sum = plus(sum, sum);
      if (bit === '1') sum = plus(sum, point);
    }
    return sum;
  };
  return (key, message, [r, s]) => {
    const [x, y] = [number(key.subarray(1, 33)), number(key.subarray(33))];
    const isOnCurve = modulo(y * y - (x * x * x - 3n * x + b), p) === 0n && x < p && y < p;
    if (!isOnCurve || r <= 0n || r >= order || s <= 0n || s >= order) return false;
    const w = power(s, order - 2n, order);
    const e = number(new Sha256().update(message).digest());
    const point = plus(times(modulo(e * w, order), base), times(modulo(r * w, order), [x, y]));
    return point !== null && modulo(point[0], order) === r;
  };
})();

const derOf = (pem) => Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');

/** An Ed25519 key; verify.mjs has seen to it that it is one. */
export const createPublicKey = (pem) => ({ raw: derOf(pem).subarray(-32) });

/** What verify.mjs wants to know of a certificate: its bytes and its P-256 key. */
export class X509Certificate {
  constructor(pem) {
    this.raw = derOf(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem)[0]);
    const hex = this.raw.toString('hex');
    // SubjectPublicKeyInfo of id-ecPublicKey over prime256v1 (RFC 5480).
    const before = '3059301306072a8648ce3d020106082a8648ce3d030107034200';
    const at = hex.indexOf(before);
    const raw = at < 0 ? null : this.raw.subarray((at + before.length) / 2, (at + before.length) / 2 + 65);
    this.publicKey = { raw, asymmetricKeyDetails: { namedCurve: raw?.[0] === 4 ? 'prime256v1' : '' } };
  }
}

export function verify(algorithm, message, key, signature) {
  if (algorithm === null) return ed(key.raw, message, signature);
  const [, , , rBytes] = signature;
  const r = signature.subarray(4, 4 + rBytes);
  const s = signature.subarray(6 + rBytes);
  const isDer =
    signature[0] === 0x30 &&
    signature[1] === signature.length - 2 &&
    signature[2] === 2 &&
    signature[4 + rBytes] === 2 &&
    signature[5 + rBytes] === s.length;
  return isDer && p256(key.raw, message, [number(r), number(s)]);
}

// ---------------------------------------------------------------------------------------------------------------------
// node:fs/promises, node:path, node:url, node:zlib, process
// ---------------------------------------------------------------------------------------------------------------------

/** The files that were dropped, by the name under which verify.mjs asks for them. */
export const dropped = new Map();

function fileAt(path) {
  const file = dropped.get(path);
  if (file === undefined) throw Object.assign(new Error('there is no such file'), { code: 'ENOENT' });
  return file;
}

export const realpath = async (path) => fileAt(path) && path;
export const lstat = async (path) => ({ size: fileAt(path).size, isDirectory: () => false });
export const readdir = async () => [];
export const readFile = (path) => fileAt(path).text();

export async function open(path) {
  const file = fileAt(path);
  return {
    stat: async () => ({ size: file.size }),
    close: async () => {},
    read: async (buffer, offset, length, position) => {
      const bytes = new Uint8Array(await file.slice(position, position + length).arrayBuffer());
      buffer.set(bytes, offset);
      return { bytesRead: bytes.length };
    },
  };
}

export const basename = (path) => path.split('/').at(-1);
export const join = (...parts) => parts.join('/');
export const resolve = (path) => path;
export const pathToFileURL = (path) => ({ href: path });
export const process = { argv: [] };
// One thread: the page's own policy lets it start no other.
export const isMainThread = true;
export const [Worker, parentPort, workerData] = [];

/** As much of a zlib stream as verify.mjs uses. */
class InflateRaw {
  #stream = new DecompressionStream('deflate-raw');
  #writer = this.#stream.writable.getWriter();
  #written = Promise.resolve();
  destroyed = false;

  write(bytes) {
    this.#written = this.#writer.write(bytes).catch(() => {});
    return false;
  }

  once(event, act) {
    if (event === 'drain') void this.#written.then(act);
    return this;
  }

  end() {
    this.#writer.close().catch(() => {});
  }

  destroy() {
    this.destroyed = true;
    this.#writer.abort().catch(() => {});
  }

  async *[Symbol.asyncIterator]() {
    const reader = this.#stream.readable.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read())
      yield Buffer.from(part.value);
  }
}

export const zlib = { createInflateRaw: () => new InflateRaw() };
