/** Enciphers and deciphers DC-09 content: AES-CBC with a zero vector, the padding in front of the first `|`. */
import { createCipheriv, createDecipheriv, randomInt } from 'node:crypto';

const block = 16;
const nothing = Buffer.alloc(block);

export const isKey = (text: string): boolean => /^([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(text);

const algorithmOf = (key: Buffer): string => `aes-${key.length * 8}-cbc`;

/**
 * @param content `[` and hex, as it came
 * @returns `[data]...timestamp` without its padding; nothing where the key is another
 */
export function decipher(content: string, keyHex: string): string | undefined {
  const bytes = Buffer.from(content.slice(1), 'hex');
  if (bytes.length === 0 || bytes.length % block !== 0 || bytes.length * 2 !== content.length - 1)
    return undefined;
  const key = Buffer.from(keyHex, 'hex');
  const cipher = createDecipheriv(algorithmOf(key), key, nothing).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(bytes), cipher.final()]).toString('latin1');
  const at = plain.indexOf('|');
  return at < 0 || at > block || !plain.includes(']') ? undefined : `[${plain.slice(at + 1)}`;
}

/** @param content `[data]...timestamp` */
export function encipher(content: string, keyHex: string): string {
  const key = Buffer.from(keyHex, 'hex');
  const rest = `|${content.slice(1)}`;
  // DC-09 5.4.4.3: what is an even multiple already gets a whole block of padding.
  const wanted = block - (Buffer.byteLength(rest, 'latin1') % block);
  const padding = Array.from({ length: wanted }, () => String.fromCharCode(randomInt(48, 58))).join('');
  const cipher = createCipheriv(algorithmOf(key), key, nothing).setAutoPadding(false);
  const bytes = Buffer.concat([cipher.update(padding + rest, 'latin1'), cipher.final()]);
  return `[${bytes.toString('hex').toUpperCase()}`;
}
