/**
 * The one ZIP that a list of files has: stored, in the order of their names' bytes, without times, comments or padding.
 * A list of (name, size, CRC-32) fixes every byte that is not content, so that the verifier can tell our container from
 * one packed anew. APPNOTE.TXT 6.3.10, its numbers.
 */
export interface Member {
  /** with the top folder */
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
}

/** A member and where its local header stands. */
export interface PlacedMember extends Member {
  readonly offset: number;
}

const most32 = 0xffffffff;
const most16 = 0xffff;
/** bit 11: names are UTF-8 */
const flags = 0x0800;
/** 1980-01-01, the first day a ZIP can name */
const firstDay = 0x0021;
/** a plain file that everybody may read, made under Unix */
const plainFile = 0o100644 * 0x10000;
const utf8 = new TextEncoder();

/** 4.3.7. */
export function localHeader(member: Member): Uint8Array {
  const isLarge = member.bytes >= most32;
  const extra = isLarge ? zip64Extra([member.bytes, member.bytes]) : new Uint8Array();
  const size = isLarge ? most32 : member.bytes;
  return joined([
    fields(
      [4, 0x04034b50],
      [2, isLarge ? 45 : 20],
      [2, flags],
      [2, 0],
      [2, 0],
      [2, firstDay],
      [4, member.crc32],
      [4, size],
      [4, size],
      [2, utf8.encode(member.name).length],
      [2, extra.length],
    ),
    utf8.encode(member.name),
    extra,
  ]);
}

/** 4.3.12. */
export function centralHeader(member: PlacedMember): Uint8Array {
  const isLarge = member.bytes >= most32;
  const isFar = member.offset >= most32;
  const large = [...(isLarge ? [member.bytes, member.bytes] : []), ...(isFar ? [member.offset] : [])];
  const extra = large.length > 0 ? zip64Extra(large) : new Uint8Array();
  const size = isLarge ? most32 : member.bytes;
  return joined([
    fields(
      [4, 0x02014b50],
      [2, 0x0300 + 45],
      [2, isLarge || isFar ? 45 : 20],
      [2, flags],
      [2, 0],
      [2, 0],
      [2, firstDay],
      [4, member.crc32],
      [4, size],
      [4, size],
      [2, utf8.encode(member.name).length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, plainFile],
      [4, isFar ? most32 : member.offset],
    ),
    utf8.encode(member.name),
    extra,
  ]);
}

/** 4.3.14 to 4.3.16: the end, with the ZIP64 records where a number needs them and only there. */
export function endRecords(count: number, directoryBytes: number, directoryAt: number): Uint8Array {
  const isLarge = count >= most16 || directoryBytes >= most32 || directoryAt >= most32;
  const end = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, Math.min(count, most16)],
    [2, Math.min(count, most16)],
    [4, Math.min(directoryBytes, most32)],
    [4, Math.min(directoryAt, most32)],
    [2, 0],
  );
  if (!isLarge) return end;
  const end64 = fields(
    [4, 0x06064b50],
    [8, 44],
    [2, 0x0300 + 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, directoryBytes],
    [8, directoryAt],
  );
  const locator = fields([4, 0x07064b50], [4, 0], [8, directoryAt + directoryBytes], [4, 1]);
  return joined([end64, locator, end]);
}

const zip64Extra = (numbers: readonly number[]): Uint8Array =>
  fields([2, 0x0001], [2, 8 * numbers.length], ...numbers.map((value): [8, number] => [8, value]));

/** Little-endian fields of 2, 4 or 8 bytes. */
function fields(...list: readonly (readonly [2 | 4 | 8, number])[]): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of list) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
