/** Follows MQTT frames through a stream by their lengths alone, so that an over-long one is cut before it is buffered. */
const publishType = 3;

export interface TooLarge {
  readonly bytes: number;
  /** of a PUBLISH, as far as the first bytes tell */
  readonly topic?: string;
}

export class FrameScanner {
  readonly #limit: number;
  /** bytes of the running frame still to come */
  #left = 0;
  /** the fixed header of the running frame, until its length is known */
  #header: number[] = [];

  /** @param limit of a frame's remaining length, in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns what is too large, or nothing while all is well */
  scan(chunk: Uint8Array): TooLarge | undefined {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, chunk.length - at);
        this.#left -= step;
        at += step;
        continue;
      }
      this.#header.push(chunk[at] ?? 0);
      at += 1;
      const length = this.#length();
      if (length === undefined) continue;
      const type = (this.#header[0] ?? 0) >> 4;
      this.#header = [];
      if (length > this.#limit) return { bytes: length, ...(type === publishType ? topicAt(chunk, at) : {}) };
      this.#left = length;
    }
    return undefined;
  }

  /** MQTT 2.2.3: up to four bytes of seven bits, the top bit says that more follow. A fifth is a fault: taken as too long. */
  #length(): number | undefined {
    const digits = this.#header.slice(1);
    const last = digits.at(-1);
    if (last === undefined) return undefined;
    if (digits.length > 4) return Number.MAX_SAFE_INTEGER;
    if (last >= 128) return undefined;
    return digits.reduce((sum, digit, place) => sum + (digit & 127) * 128 ** place, 0);
  }
}

function topicAt(chunk: Uint8Array, at: number): { topic?: string } {
  const length = ((chunk[at] ?? 0) << 8) | (chunk[at + 1] ?? 0);
  const bytes = chunk.subarray(at + 2, at + 2 + Math.min(length, 512));
  return bytes.length === 0 ? {} : { topic: new TextDecoder().decode(bytes) };
}
