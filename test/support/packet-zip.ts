/** Writes ZIPs as other programs do, or as nobody should: any field of any header can be given. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly name: string | Uint8Array;
  readonly content?: Uint8Array;
  /** as stored; the content itself unless given */
  readonly stored?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** what the headers say, the true values unless given */
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  /** what only the local header says otherwise */
  readonly local?: Partial<
    Record<'size' | 'packedSize' | 'crc' | 'flags' | 'method' | 'signature', number>
  > & {
    readonly name?: string;
    readonly extra?: Uint8Array;
  };
  readonly extra?: Uint8Array;
  readonly comment?: string;
  readonly madeUnder?: number;
  readonly mode?: number;
  /** after the data */
  readonly descriptor?: Uint8Array;
  readonly gapBefore?: Uint8Array;
  readonly offset?: number;
}

export interface ZipEnd {
  readonly count?: number;
  readonly countHere?: number;
  readonly disks?: number;
  readonly bytes?: number;
  readonly at?: number;
  readonly comment?: string;
  readonly gapBefore?: Uint8Array;
  /** between the directory and its end */
  readonly large?: (count: number, bytes: number, at: number) => Uint8Array;
  readonly directory?: (directory: Buffer) => Uint8Array;
}

/** Little-endian numbers: how many bytes, and which. */
export function fields(...list: readonly (readonly [number, number])[]): Buffer {
  const parts = list.map(([width, value]) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    return bytes.subarray(0, width);
  });
  return Buffer.concat(parts);
}

export const deflated = (
  content: Uint8Array,
): { method: number; content: Uint8Array; stored: Uint8Array } => ({
  method: 8,
  content,
  stored: deflateRawSync(content),
});

function truthOf(member: ZipMember) {
  const content = member.content ?? new Uint8Array();
  const stored = member.stored ?? content;
  return {
    stored,
    name: Buffer.from(member.name),
    flags: member.flags ?? 0x0800,
    method: member.method ?? 0,
    crc: member.crc ?? crc32(content),
    size: member.size ?? content.length,
    packedSize: member.packedSize ?? stored.length,
  };
}

function localOf(member: ZipMember): Buffer {
  const said = { ...truthOf(member), ...member.local };
  const [name, extra] = [Buffer.from(said.name), member.local?.extra ?? new Uint8Array()];
  return Buffer.concat([
    fields(
      [4, member.local?.signature ?? 0x04034b50],
      [2, 20],
      [2, said.flags],
      [2, said.method],
      [4, 0x00210000],
    ),
    fields([4, said.crc], [4, said.packedSize], [4, said.size], [2, name.length], [2, extra.length]),
    name,
    extra,
  ]);
}

function centralOf(member: ZipMember, offset: number): Buffer {
  const { flags, method, crc, packedSize, size, name } = truthOf(member);
  const [extra, comment] = [member.extra ?? new Uint8Array(), Buffer.from(member.comment ?? '')];
  const madeUnder = member.madeUnder ?? 3;
  return Buffer.concat([
    fields([4, 0x02014b50], [1, 0x2d], [1, madeUnder], [2, 20], [2, flags], [2, method], [4, 0x00210000]),
    fields([4, crc], [4, packedSize], [4, size], [2, name.length], [2, extra.length], [2, comment.length]),
    fields([4, 0], [4, (member.mode ?? 0o100644) * 0x10000], [4, member.offset ?? offset]),
    name,
    extra,
    comment,
  ]);
}

export function zipOf(members: readonly ZipMember[], end: ZipEnd = {}): Buffer {
  const [parts, central]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const member of members) {
    offset += member.gapBefore?.length ?? 0;
    central.push(centralOf(member, offset));
    const local = localOf(member);
    const { stored } = truthOf(member);
    const all = [local, stored, member.descriptor ?? new Uint8Array()];
    parts.push(member.gapBefore ?? new Uint8Array(), ...all);
    offset += all.reduce((sum, { length }) => sum + length, 0);
  }
  const at = offset + (end.gapBefore?.length ?? 0);
  const whole = Buffer.concat(central);
  const directory = end.directory?.(whole) ?? whole;
  const count = end.count ?? members.length;
  const bytes = end.bytes ?? directory.length;
  const comment = Buffer.from(end.comment ?? '');
  return Buffer.concat([
    ...parts,
    end.gapBefore ?? new Uint8Array(),
    directory,
    end.large?.(members.length, directory.length, at) ?? new Uint8Array(),
    fields([4, 0x06054b50], [4, end.disks ?? 0], [2, end.countHere ?? count], [2, count]),
    fields([4, bytes], [4, end.at ?? at], [2, comment.length]),
    comment,
  ]);
}
