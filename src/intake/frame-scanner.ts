/** Follows MQTT frames through a stream by their lengths alone: how many there are, and an over-long one before it is buffered. */
const publishType = 3;

export interface TooLarge {
  readonly bytes: number;
  /** of a PUBLISH, as far as the first bytes tell */
  readonly topic?: string;
}

// Enough for any topic of the protocol, so that a stranger's cannot grow without end.
const longestTopic = 512;

export class FrameScanner {
  readonly #limit: number;
  /** bytes of the running frame still to come */
  #left = 0;
  /** the fixed header of the running frame, until its length is known */
  #header: number[] = [];
  /** of a frame that is too large: its length, and its first bytes until they tell the topic */
  #large: { readonly bytes: number; readonly start: number[] } | undefined;

  /** @param limit of a frame's remaining length, in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * @param most frames that may end in what is taken of the chunk
   * @returns what is too large, or how many bytes were taken: what is left is to be scanned again
   */
  scan(chunk: Uint8Array, most: number): TooLarge | number {
    let at = 0;
    for (let ended = 0; at < chunk.length && ended < most;) {
      if (this.#large !== undefined) return this.#topicIn(chunk.subarray(at), this.#large) ?? chunk.length;
      if (this.#left > 0) at += this.#skip(chunk.length - at);
      else {
        const bytes = this.#begin(chunk[at] ?? 0);
        if (bytes !== undefined) return { bytes };
        at += 1;
      }
      if (this.#left === 0 && this.#header.length === 0) ended += 1;
    }
    return at;
  }

  #skip(most: number): number {
    const step = Math.min(this.#left, most);
    this.#left -= step;
    return step;
  }

  /** @returns the frame's length where it is too large and no PUBLISH: there is no topic to wait for */
  #begin(byte: number): number | undefined {
    this.#header.push(byte);
    const length = this.#length();
    if (length === undefined) return undefined;
    const type = (this.#header[0] ?? 0) >> 4;
    this.#header = [];
    if (length <= this.#limit) this.#left = length;
    else if (type === publishType) this.#large = { bytes: length, start: [] };
    else return length;
    return undefined;
  }

  /** A slow sender may spread the topic over many chunks. */
  #topicIn(
    chunk: Uint8Array,
    { bytes, start }: { readonly bytes: number; readonly start: number[] },
  ): TooLarge | undefined {
    for (const byte of chunk.subarray(0, 2 + longestTopic - start.length)) start.push(byte);
    const [high, low] = start;
    if (high === undefined || low === undefined) return undefined;
    const length = Math.min((high << 8) | low, longestTopic);
    if (start.length < 2 + length) return undefined;
    return { bytes, topic: new TextDecoder().decode(Uint8Array.from(start.slice(2, 2 + length))) };
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
