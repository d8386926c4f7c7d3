/** The shapes that the fields of messages share. */
import { z } from 'zod';

// PostgreSQL keeps no U+0000 in a text, and half a surrogate pair has no UTF-8.
const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

export const text = z.string().min(1).refine(isStorable, 'must hold whole characters and no U+0000');
export const bootName = text.max(64);
export const sequence = z.int().min(1);
export const count = z.int().min(0);
export const percent = z.number().min(0).max(100);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');
export const version = z.literal(1);

/** ISO-8601 with `Z` or an offset: without either it names no instant. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
    error: 'must be an ISO-8601 instant with Z or an offset',
  })
  .refine((at) => Number.isFinite(Date.parse(at)), 'must be an instant of the calendar');

/** The first fault, as the end of a sentence: `seq: must be ...`. */
export function firstFault(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'a field is of the wrong shape';
  return `${issue.path.join('.') || 'the message'}: ${issue.message}`;
}
