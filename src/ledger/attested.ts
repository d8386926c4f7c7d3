/** An entry with what shows, to somebody who trusts one public key, that the signer signed a tree that holds it. Pure. */
import { fromBase64, parseCheckpoint, parseNote, verifyNote, type NoteKey } from './note.js';
import { leafHash, verifyInclusion } from './tree.js';
import type { Checks } from './witness.js';

export interface Attested {
  /** its bytes, base64 */
  readonly entry: string;
  /** absent until a checkpoint covers it */
  readonly proof?: {
    readonly index: number;
    /** base64 */
    readonly hashes: readonly string[];
    /** the signed checkpoint */
    readonly note: string;
  };
}

export function isAttested({ entry, proof }: Attested, key: NoteKey, { verify, sha256 }: Checks): boolean {
  if (proof === undefined) return false;
  try {
    const note = parseNote(proof.note);
    const { origin, size, root } = parseCheckpoint(note.text);
    const leaf = leafHash(fromBase64(entry), sha256);
    return (
      origin === key.name &&
      verifyNote(note, key, verify, sha256) &&
      verifyInclusion({ index: proof.index, size, leaf, root }, proof.hashes.map(fromBase64), sha256)
    );
  } catch {
    return false;
  }
}

/**
 * The key that signs now, found from the one that was trusted: each key signed for the next one.
 * @param statements of successions and beginnings, oldest first; those that do not continue are passed over
 */
export const followed = (trusted: NoteKey, statements: readonly string[], checks: Checks): NoteKey =>
  statements.reduce((key, statement) => {
    try {
      const note = parseNote(statement);
      const next = introducedBy(note.text);
      const isSigned = [key, next].every((one) => verifyNote(note, one, checks.verify, checks.sha256));
      return isSigned ? next : key;
    } catch {
      return key;
    }
  }, trusted);

function introducedBy(text: string): NoteKey {
  const [, name, key] = /^(\S+)\/(?:keys|begins)\n(?:.*\n)*?ed25519 (\S+)\n/.exec(text) ?? [];
  if (name === undefined || key === undefined) throw new TypeError('no statement of a new key');
  return { name, publicKey: fromBase64(key) };
}
