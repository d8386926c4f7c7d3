/** Gives every fact its number, its bytes and its place in the chain, in the transaction of the change it tells of. */
import { hash, randomBytes } from 'node:crypto';
import { theSystem } from '../kernel/actor.js';
import { laterBy, toInstant, type Clock, type Instant } from '../kernel/clock.js';
import { reasonOf } from '../kernel/errors.js';
import { undoesAll } from '../storage/dialect.js';
import type { Asking, RecordedFact, Unit, WriterHooks } from '../storage/unit.js';
import { encodeEntry, firstPrev, type EntryFields } from './entry.js';
import {
  insertEntries,
  insertSubtree,
  insertWord,
  keptLevel,
  lastEntry,
  nodeHashes,
  oweReaction,
  storedEntry,
  type EntryRow,
} from './ledger.store.js';
import type { Reactions } from './reactions.js';
import { append, emptyFrontier, hexOf, rootOfFrontier, type Frontier } from './tree.js';
import { FreshWord, freshWordsIn, type WordScope } from './words.js';

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** A word made now, with fresh salt. */
export const word = (text: string, scope: WordScope): FreshWord =>
  new FreshWord(text, scope, randomBytes(16), sha256);

interface Head {
  readonly seq: number;
  readonly leaf: string;
  readonly at: Instant;
  readonly frontier: Frontier;
}

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

const emptyHead: Head = { seq: 0, leaf: firstPrev, at: '', frontier: emptyFrontier };
const firstRetryMs = 1000;

export class Ledger implements WriterHooks {
  #head: Head = emptyHead;
  #pending: Head | undefined;
  readonly #listeners = new Set<(facts: readonly RecordedFact[]) => void>();

  constructor(
    readonly court: string,
    readonly clock: Clock,
    readonly reactions: Reactions,
  ) {}

  /** Finds the end of the chain. Reads at most a few hundred rows, however long the ledger is. */
  async open(asking: Asking): Promise<void> {
    const last = await lastEntry(asking);
    if (last === undefined) return;
    this.#head = {
      seq: last.seq,
      leaf: last.leaf,
      at: storedEntry(last).at,
      frontier: await frontierOf(asking, last.seq),
    };
  }

  head(): number {
    return this.#head.seq;
  }

  /** The size and root of the tree over all entries on disk. */
  treeHead(): TreeHead {
    return { size: this.#head.seq, root: rootOfFrontier(this.#head.frontier, sha256) };
  }

  now(): Instant {
    const now = toInstant(this.clock.nowMs());
    return now > this.#head.at ? now : this.#head.at;
  }

  /** Tells `listener` of every group of facts once it is on disk, in order. */
  onCommitted(listener: (facts: readonly RecordedFact[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async react(unit: Unit, facts: readonly RecordedFact[], from: number): Promise<void> {
    for (let at = from; at < facts.length; at += 1) {
      const fact = facts[at];
      if (fact === undefined) continue;
      for (const reaction of this.reactions.to(fact)) {
        try {
          await unit.nested(() => reaction.act(unit, fact));
        } catch (error) {
          if (undoesAll(error)) throw error;
          await oweReaction(unit, reaction.name, fact.seq, laterBy(unit.at, firstRetryMs));
          unit.record({
            type: 'reaction.failed',
            by: theSystem,
            subject: { kind: 'reaction', id: `${reaction.name}/${fact.seq}` },
            data: {
              reaction: reaction.name,
              fact: fact.seq,
              type: fact.type,
              why: word(reasonOf(error), 'staff'),
            },
          });
        }
      }
    }
  }

  async seal(asking: Asking, facts: readonly RecordedFact[]): Promise<void> {
    let head = this.#head;
    const rows: EntryRow[] = [];
    for (const fact of facts) {
      const [next, row] = await this.#append(asking, head, fact);
      head = next;
      rows.push(row);
    }
    await insertEntries(asking, rows);
    this.#pending = head;
  }

  committed(facts: readonly RecordedFact[]): void {
    if (facts.length === 0) return;
    // The head moves only now: a number given to an entry that never reached the disk would leave a gap.
    if (this.#pending !== undefined) this.#head = this.#pending;
    this.#pending = undefined;
    for (const listener of this.#listeners) this.#tell(listener, facts);
  }

  /** What is on disk stays so, whatever a listener makes of it: its throw must not look like a failed write. */
  #tell(listener: (facts: readonly RecordedFact[]) => void, facts: readonly RecordedFact[]): void {
    try {
      listener(facts);
    } catch (error) {
      setImmediate(() => {
        throw error;
      });
    }
  }

  async #append(asking: Asking, head: Head, fact: RecordedFact): Promise<[Head, EntryRow]> {
    const seq = head.seq + 1;
    if (fact.seq !== seq)
      throw new TypeError(`fact ${fact.type} was promised number ${fact.seq} and would get ${seq}`);
    const at = fact.at > head.at ? fact.at : head.at;
    const { type, by, subject, data } = fact;
    const { bytes, leaf, leafBytes } = encodeEntry(
      { court: this.court, seq, at, type, by, subject, data: data as EntryFields['data'], prev: head.leaf },
      sha256,
    );
    for (const { path, fresh } of freshWordsIn(data)) {
      const { text, salt, scope } = fresh.secret;
      await insertWord(asking, { seq, path, word: fresh.word, salt: hexOf(salt), text, scope });
    }
    const complete: [number, number, string][] = [];
    const frontier = append(head.frontier, leafBytes, sha256, (level, index, hash) => {
      if (level > 0 && level % keptLevel === 0) complete.push([level, index, hexOf(hash)]);
    });
    for (const [level, index, hash] of complete) await insertSubtree(asking, level, index, hash);
    const row = { seq, type, subjectKind: subject.kind, subjectId: subject.id, leaf, bytes };
    return [{ seq, leaf, at, frontier }, row];
  }
}

/** The root of a complete subtree (RFC 9162), read from what is kept. */
export async function treeNode(asking: Asking, level: number, index: number): Promise<Uint8Array> {
  const hashes = await nodeHashes(asking, level, index);
  let frontier = emptyFrontier;
  for (const hash of hashes) frontier = append(frontier, hash, sha256);
  return rootOfFrontier(frontier, sha256);
}

/** The root of the tree over the first `size` entries. */
export const treeRoot = async (asking: Asking, size: number): Promise<Uint8Array> =>
  rootOfFrontier(await frontierOf(asking, size), sha256);

async function frontierOf(asking: Asking, size: number): Promise<Frontier> {
  const nodes: Uint8Array[] = [];
  let from = 0;
  for (let level = 52; level >= 0; level -= 1) {
    const width = 2 ** level;
    if (size - from < width) continue;
    nodes.push(await treeNode(asking, level, from / width));
    from += width;
  }
  return { size, nodes };
}
