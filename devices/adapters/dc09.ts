/** SIA DC-09 frames: CRC, length, sequence, account, data, timestamp, as they stand on the wire. */
export interface Dc09Message {
  /** `SIA-DCS`, `ADM-CID`, `NULL`, ... without the `*` of an encrypted one */
  readonly id: string;
  readonly isEncrypted: boolean;
  readonly sequence: string;
  /** receiver and line, e.g. `R1` and `L0`, as they came */
  readonly receiver: string;
  readonly line: string;
  readonly account: string;
  /** what stands behind the account; hex where it is encrypted */
  readonly content: string;
}

export interface Dc09Content {
  /** the text of the first brackets */
  readonly data: string;
  readonly extended: readonly string[];
  /** `_HH:MM:SS,MM-DD-YYYY`, always UTC */
  readonly timestamp?: string;
}

export type FrameReading =
  { readonly body: string; readonly message: Dc09Message } | { readonly fault: 'crc' | 'length' | 'shape' };

/** CRC-16 of Annex: x^16 + x^15 + x^2 + 1, bit-reversed, starting at 0, over the body from the first quote on. */
export function crcOf(body: string): string {
  let crc = 0;
  for (const byte of Buffer.from(body, 'latin1')) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return hex(crc);
}

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

export const frameOf = (body: string): string => `\n${crcOf(body)}${hex(body.length)}${body}\r`;

const frameShape = /^([0-9A-F]{4})([0-9A-F]{4})(".*)$/is;
const bodyShape =
  /^"(\*?)([A-Z0-9-]{1,16})"(\d{4})(R[0-9A-F]{1,6})?(L[0-9A-F]{1,6})?(?:#([0-9A-Z]{1,16}))?(\[.*)$/is;

/** @param text what stands between LF and CR */
export function readFrame(text: string): FrameReading {
  const [, crc = '', length = '', body] = frameShape.exec(text) ?? [];
  if (body === undefined) return { fault: 'shape' };
  if (crcOf(body) !== crc.toUpperCase()) return { fault: 'crc' };
  if (Number.parseInt(length, 16) !== body.length) return { fault: 'length' };
  const message = messageOf(body);
  return message === undefined ? { fault: 'shape' } : { body, message };
}

function messageOf(body: string): Dc09Message | undefined {
  const found = bodyShape.exec(body);
  if (found === null) return undefined;
  const part = (index: number): string => found[index] ?? '';
  return {
    id: part(2).toUpperCase(),
    isEncrypted: part(1) === '*',
    sequence: part(3),
    receiver: part(4),
    line: part(5),
    account: part(6),
    content: part(7),
  };
}

const contentShape = /^\[([^\]]*)\]((?:\[[^\]]*\])*)(_\d\d:\d\d:\d\d,\d\d-\d\d-\d{4})?$/s;

/** Of a message that is plain, or of what was deciphered, with the padding before its first `|` taken away. */
export function readContent(content: string): Dc09Content | undefined {
  const [, data, extended = '', timestamp] = contentShape.exec(content) ?? [];
  if (data === undefined) return undefined;
  const more = [...extended.matchAll(/\[([^\]]*)\]/gs)].map(([, text = '']) => text);
  return { data, extended: more, ...(timestamp !== undefined && { timestamp }) };
}

/** Milliseconds since 1970. */
export function readTimestamp(text: string): number | undefined {
  const [, time, month, day, year] = /^_(\d\d:\d\d:\d\d),(\d\d)-(\d\d)-(\d{4})$/.exec(text) ?? [];
  const atMs = Date.parse(`${year}-${month}-${day}T${time}Z`);
  return Number.isFinite(atMs) ? atMs : undefined;
}

export function timestampOf(nowMs: number): string {
  const [date = '', time = ''] = new Date(nowMs).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `_${time.slice(0, 8)},${month}-${day}-${year}`;
}
