/** What an upload says of itself in `Upload-Metadata` (contracts.md 3). */
import { z } from 'zod';
import { instant, sha256, text } from '../../devices/protocol/shapes.js';
import { toInstant } from '../kernel/clock.js';

// RFC 9110 8.3.1, with parameters such as `audio/webm;codecs=opus`.
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;\s*[\w!#$&^.+-]+=("[\w .,+-]*"|[\w!#$&^.+-]+))*$/;
const atUtc = instant.transform((at) => toInstant(Date.parse(at)));

export const uploadWords = z
  .object({
    sha256: z.preprocess(
      (value) => (typeof value === 'string' ? value.toLowerCase() : value),
      z.string({ error: 'is needed' }).pipe(sha256),
    ),
    filename: text.max(500).optional(),
    filetype: text.max(200).regex(mediaType, 'must be a media type such as audio/wav').optional(),
    startedAt: atUtc.optional(),
    endedAt: atUtc.optional(),
    clip: text.max(200).optional(),
    incident: text.max(64).optional(),
  })
  .refine(
    ({ startedAt, endedAt }) => startedAt === undefined || endedAt === undefined || startedAt <= endedAt,
    {
      path: ['endedAt'],
      message: 'must not be before startedAt',
    },
  );
export type UploadWords = z.infer<typeof uploadWords>;

export interface WrongWord {
  readonly field: string;
  readonly why: string;
}

/** All that is wrong at once, or the words. Keys that we do not know are no fault. */
export function readMetadata(header: string | undefined): UploadWords | readonly WrongWord[] {
  const { values, wrong } = decode(header ?? '');
  const read = uploadWords.safeParse(values);
  const unreadable = new Set(wrong.map(({ field }) => field));
  const misshapen = (read.error?.issues ?? [])
    .map((issue) => ({ field: issue.path.join('.'), why: issue.message }))
    .filter(({ field }) => !unreadable.has(field));
  const all = [...wrong, ...misshapen];
  return read.success && all.length === 0 ? read.data : all;
}

export const isWrong = (read: UploadWords | readonly WrongWord[]): read is readonly WrongWord[] =>
  Array.isArray(read);

/** tus 1.0: pairs parted by commas, key and base64 value by a space; a key may stand alone. */
function decode(header: string): {
  readonly values: Readonly<Record<string, string>>;
  readonly wrong: readonly WrongWord[];
} {
  const values = new Map<string, string>();
  const wrong: WrongWord[] = [];
  for (const pair of header.split(',')) {
    const [field = '', encoded, ...more] = pair.trim().split(' ');
    if (field === '') continue;
    const value = more.length > 0 ? undefined : textOf(encoded ?? '');
    if (value === undefined) wrong.push({ field, why: 'must be base64 of UTF-8' });
    else if (values.has(field)) wrong.push({ field, why: 'is given twice' });
    // Browsers send an empty type for a file they do not know.
    else if (value !== '') values.set(field, value);
  }
  return { values: Object.fromEntries(values), wrong };
}

function textOf(encoded: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded) || encoded.length % 4 !== 0) return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
