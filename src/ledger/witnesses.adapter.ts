/** Sends a checkpoint to a witness over HTTP (c2sp.org/tlog-witness, add-checkpoint) and reads the file of known ones. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { toBase64 } from './note.js';
import { parseWitnesses, type Witness } from './witness.js';

/** @throws DomainError WITNESS_LINE_WRONG */
export const witnessesFrom = (path: string): Witness[] =>
  existsSync(path)
    ? parseWitnesses(readFileSync(path, 'utf8'), (bytes) => createHash('sha256').update(bytes).digest())
    : [];

const answerWithinMs = 5000;

/**
 * @returns a cosigned note: of this checkpoint, or, where the witness knows a longer ledger, of what it cosigned last
 */
export async function askWitness(asking: {
  readonly url: string;
  readonly origin: string;
  readonly row: { readonly size: number; readonly note: string };
  readonly proofFrom: (older: number) => Promise<readonly Uint8Array[]>;
}): Promise<string | undefined> {
  const { row, origin, proofFrom } = asking;
  const base = asking.url.replace(/\/$/, '');
  let older = 0;
  // It tells in a refusal what size it stands at, so a second try fits; a third only where another came between.
  for (let tries = 0; tries < 3; tries += 1) {
    const proof = older === 0 || older === row.size ? [] : await proofFrom(older);
    const lines = proof.map((hash) => `${toBase64(hash)}\n`).join('');
    const response = await fetch(`${base}/add-checkpoint`, {
      method: 'POST',
      body: `old ${older}\n${lines}\n${row.note}`,
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const text = await response.text();
    if (response.ok) return row.note + text;
    const size = Number(text.trim());
    if (response.status !== 409 || !Number.isSafeInteger(size)) return undefined;
    if (size > row.size) return newestOf(base, origin);
    older = size;
  }
  return undefined;
}

async function newestOf(base: string, origin: string): Promise<string | undefined> {
  const response = await fetch(`${base}/checkpoint?origin=${encodeURIComponent(origin)}`, {
    signal: AbortSignal.timeout(answerWithinMs),
  });
  return response.ok ? response.text() : undefined;
}
