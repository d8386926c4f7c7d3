/** The lines of an outbox's file: what was kept, what was released. */
import { z } from 'zod';

export interface Kept {
  readonly boot: string;
  readonly seq: number;
  /** the message, byte for byte as it is sent each time */
  readonly payload: string;
}

const name = { boot: z.string(), seq: z.int().min(1) };
const line = z.union([
  z.object({ kept: z.object({ ...name, payload: z.string() }) }),
  z.object({ released: z.object(name) }),
]);

export const nameOf = ({ boot, seq }: { readonly boot: string; readonly seq: number }): string =>
  `${boot}/${seq}`;

export const keptLine = (kept: Kept): string => `${JSON.stringify({ kept })}\n`;
export const releasedLine = (boot: string, seq: number): string =>
  `${JSON.stringify({ released: { boot, seq } })}\n`;

/** What was kept and not released, oldest first. No prefix of a line is a line, so a torn one is passed over. */
export function readLog(text: string): readonly Kept[] {
  const pending = new Map<string, Kept>();
  for (const written of text.split('\n')) {
    const read = readLine(written);
    if (read === undefined) continue;
    if ('kept' in read) pending.set(nameOf(read.kept), read.kept);
    else pending.delete(nameOf(read.released));
  }
  return [...pending.values()];
}

function readLine(written: string): z.infer<typeof line> | undefined {
  try {
    return line.parse(JSON.parse(written));
  } catch {
    return undefined;
  }
}
