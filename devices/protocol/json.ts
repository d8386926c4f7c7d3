/** Reads the bytes of a message as JSON that has one canonical form, never throwing. */
export type JsonReading =
  { readonly isJson: true; readonly value: unknown } | { readonly isJson: false; readonly why: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });
const deepest = 256;

/** JSON that RFC 8785 can write: nothing else could be compared with its repeat. */
export function readJson(payload: Uint8Array): JsonReading {
  let text: string;
  try {
    text = utf8.decode(payload);
  } catch {
    return { isJson: false, why: 'The payload is not UTF-8.' };
  }
  try {
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return { isJson: false, why: 'The payload is not JSON.' };
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why `value` has no canonical form (RFC 8785, I-JSON), or nothing where it has one. */
export function whyNotCanonical(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return whyNotWritable(value);
  if (depth === deepest) return `The payload nests deeper than ${deepest} levels.`;
  for (const key of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    const why = whyNotWritable(key) ?? whyNotCanonical(member, depth + 1);
    if (why !== undefined) return why;
  }
  return undefined;
}

function whyNotWritable(item: unknown): string | undefined {
  if (typeof item === 'string') return item.isWellFormed() ? undefined : 'A text holds half a character.';
  return typeof item === 'number' && !Number.isFinite(item) ? 'A number is too large.' : undefined;
}
