/** RFC 8785 canonical JSON: the one byte form of a value, so that equal values hash alike. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical text of `value`. Keys sort by UTF-16 code units (RFC 8785 3.2.3), numbers print as ECMAScript does (3.2.2.3),
 * `undefined` members are left out.
 * @throws TypeError for a number that is not finite and for a lone surrogate (RFC 8785 3.2.2.2 and I-JSON)
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a canonical number must be finite');
    return String(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  let members = '';
  // Without a comparison sort() orders by UTF-16 code units.
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${canonicalText(key)}:${canonical(member)}`;
  }
  return `{${members}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Order by UTF-16 code units, the only order in which two machines always agree. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Printable ASCII without quote and backslash, as most keys, ids and codes are: its own canonical form. */
const unescaped = /^[ !#-[\]-~]*$/;

function canonicalText(text: string): string {
  if (unescaped.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('a canonical text must not hold a lone surrogate');
  return JSON.stringify(text);
}
