/** What was lost, as the evidence shows it: which tree is both here and with whoever saw another one, and the largest that was seen. */
import { conflict } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import { checkpointAt, lastCosignature, newestCheckpoint, type CheckpointRow } from './checkpoints.store.js';
import type { Loss } from './beginning.js';
import { parseCheckpoint, parseNote, toBase64, type SignedTree } from './note.js';
import { nothingSigned } from './signer.js';
import type { SeenOtherwise } from './witness.js';
import type { Witnesses } from './witnesses.service.js';

/** A tree, and the checkpoint that shows it where there is one under the name that ends. */
interface Shown extends SignedTree {
  readonly note?: string;
}

export type LossFound = Pick<Loss, 'kept' | 'known'> & { readonly kept: Shown; readonly known: Shown };

export class Losses {
  constructor(
    private readonly witnesses: Witnesses,
    private readonly reader: Reader,
  ) {}

  /**
   * @param origin the name that ends
   * @throws DomainError LEDGER_NOT_CONTRADICTED where nobody saw another ledger
   */
  async found(seen: readonly SeenOtherwise[], origin: string): Promise<LossFound> {
    if (seen.length === 0)
      throw conflict('LEDGER_NOT_CONTRADICTED', 'nobody saw another ledger than this one: nothing is lost');
    const newest = await this.#shown(await newestCheckpoint(this.reader), origin);
    const keptBy: Shown[] = [];
    for (const { by } of seen) keptBy.push(by === 'signer' ? newest : await this.#cosignedBy(by, origin));
    const kept = keptBy.reduce((least, one) => (one.size < least.size ? one : least));
    const known = [newest, ...seen.flatMap(treeSeen)].reduce((most, one) =>
      one.size > most.size ? one : most,
    );
    return { kept, known };
  }

  /** A witness cosigns nothing that contradicts what it saw, so its newest cosignature here is on both ledgers. */
  async #cosignedBy(witness: string, origin: string): Promise<Shown> {
    const last = await lastCosignature(this.reader, witness);
    const row = last === undefined ? undefined : await checkpointAt(this.reader, last.size);
    return this.#shown(row, origin);
  }

  async #shown(row: CheckpointRow | undefined, origin: string): Promise<Shown> {
    if (row === undefined) return nothingSigned;
    const tree = treeIn(row.note);
    if (tree.origin !== origin) return { size: tree.size, root: tree.root };
    const others = await this.witnesses.linesAt(row.size);
    // The newest one may bear its cosignatures already.
    const note = row.note + (row.note.includes(others) ? '' : others);
    return { size: tree.size, root: tree.root, note };
  }
}

const treeSeen = ({ known, root, note }: SeenOtherwise): Shown[] =>
  root === undefined ? [] : [{ size: known, root, ...(note === undefined ? {} : { note }) }];

function treeIn(note: string): SignedTree & { readonly origin: string } {
  const { origin, size, root } = parseCheckpoint(parseNote(note).text);
  return { origin, size, root: toBase64(root) };
}
