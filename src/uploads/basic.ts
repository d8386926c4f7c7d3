/** Reads a name and a secret from HTTP Basic (RFC 7617, UTF-8). */

export interface Basic {
  readonly name: string;
  readonly secret: string;
}

export function basicOf(header: string): Basic | undefined {
  const [, encoded] = /^basic +([a-z0-9+/]+={0,2}) *$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const colon = text.indexOf(':');
    return colon < 1 ? undefined : { name: text.slice(0, colon), secret: text.slice(colon + 1) };
  } catch {
    return undefined;
  }
}
