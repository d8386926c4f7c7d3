/** How a person is reached (联系方式): the ways in the order in which they are tried. Pure. */
import { z } from 'zod';

/** `radio` is a call sign, all else a number */
export const wayKinds = ['mobile', 'telephone', 'extension', 'radio'] as const;
export const waySchema = z
  .object({ kind: z.enum(wayKinds), number: z.string().trim().min(1).max(40) })
  .refine(
    ({ kind, number }) => kind === 'radio' || /^[0-9+*#() -]{3,40}$/.test(number),
    'a telephone number has at least three digits and no letters',
  );
export type Way = z.infer<typeof waySchema>;
export const waysSchema = z.object({ ways: z.array(waySchema).max(6) });

export interface ContactItem {
  readonly person: string;
  readonly ways: readonly Way[];
}
