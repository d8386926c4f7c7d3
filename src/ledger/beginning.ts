/**
 * A ledger begun anew after a loss. One name stands for one tree for ever, so a court whose ledger is shorter than
 * others have seen it never goes on under that name: it begins `courthouse/{court}/2` with what was kept, and says so. Pure.
 */
import type { Instant } from '../kernel/clock.js';
import { originOf, toBase64, type SignedTree } from './note.js';

/** What two people acknowledge. */
export interface Loss {
  /** of the ledger that follows: 2 is the first that can */
  readonly number: number;
  /** the newest tree that is both here and with whoever saw another one */
  readonly kept: SignedTree;
  /** the largest tree that anybody saw under the name before */
  readonly known: SignedTree;
  /** ids of the person who asked and of the one who approved */
  readonly asked: string;
  readonly approved: string;
}

export interface Beginning extends Loss {
  readonly origin: string;
  /** the name before */
  readonly after: string;
}

/** The statement that the old key and the new one both sign; verify.mjs and witness.mjs read it too. */
export const beginningText = (
  court: string,
  { number, kept, known, asked, approved }: Loss,
  next: { readonly key: Uint8Array; readonly from: Instant },
): string =>
  [
    `${originOf(court, number)}/begins`,
    `after ${originOf(court, number - 1)}`,
    `kept ${kept.size} ${kept.root}`,
    `known ${known.size} ${known.root}`,
    `asked ${asked}`,
    `approved ${approved}`,
    `ed25519 ${toBase64(next.key)}`,
    `from ${next.from}`,
    '',
  ].join('\n');

/** @throws TypeError where the text is none */
export function parseBeginning(text: string): Beginning {
  const [, origin, number, after, kept, known, asked, approved] =
    /^(courthouse\/[^/\n]+\/(\d+))\/begins\nafter (\S+)\nkept (.+)\nknown (.+)\nasked (\S+)\napproved (\S+)\n/.exec(
      text,
    ) ?? [];
  if (origin === undefined || after === undefined || asked === undefined || approved === undefined)
    throw new TypeError('no beginning of a ledger');
  const trees = { kept: treeIn(kept), known: treeIn(known) };
  return { origin, number: Number(number), after, ...trees, asked, approved };
}

function treeIn(text = ''): SignedTree {
  const [size, root = ''] = text.split(' ');
  return { size: Number(size), root };
}

/** Whether what somebody saw lies within what is acknowledged as lost. */
export const covers = ({ known }: Pick<Loss, 'known'>, seen: SignedTree): boolean =>
  seen.size < known.size || (seen.size === known.size && seen.root === known.root);

/** A loss as every screen tells it. */
export interface LedgerLoss {
  /** the ledger that follows, and the one that was lost */
  readonly origin: string;
  readonly after: string;
  /** entries of it that are proved to be here, and how many there were: those between are lost */
  readonly kept: number;
  readonly known: number;
  /** when two people acknowledged it, and the entry that says so */
  readonly at: Instant;
  readonly entry: number;
}
