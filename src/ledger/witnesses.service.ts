/** Keeps what witnesses cosigned, asks those that can be asked, and notices when one of them knows more than we do. */
import { DomainError } from '../kernel/errors.js';
import type { Instant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { cosignaturesAt, lastCosignature, keepCosignature, type CheckpointRow } from './checkpoints.store.js';
import type { LedgerKeys } from './keys.service.js';
import { sha256, treeRoot, type Ledger } from './ledger.service.js';
import { verifyEd25519 } from './ed25519.adapter.js';
import { askWitness } from './witnesses.adapter.js';
import { cosignedCheckpoint, type Checks, type Witness } from './witness.js';
import { toBase64, type SignedTree } from './note.js';
import { consistencyOf } from './proofs.service.js';
import type { Standing } from './standing.service.js';

const checks: Checks = { verify: verifyEd25519, sha256 };

/** A tree of this ledger that somebody saw. */
export interface Seen extends SignedTree {
  readonly origin?: string;
  readonly note?: string;
}

export interface WitnessSight {
  readonly name: string;
  readonly size?: number;
  readonly at?: Instant;
}

export class Witnesses {
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly known: readonly Witness[],
    private readonly ledger: Ledger,
    private readonly keys: LedgerKeys,
    private readonly standing: Standing,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  /**
   * Takes in a checkpoint that a witness cosigned.
   * @throws DomainError COSIGNATURE_WRONG; LEDGER_SHORTER and LEDGER_FORKED where it contradicts this ledger
   */
  async add(note: string): Promise<{ readonly size: number; readonly witnesses: readonly string[] }> {
    const { checkpoint, cosignatures } = cosignedCheckpoint(note, this.keys.noteKeys, this.known, checks);
    const { size, root, origin } = checkpoint;
    const by = cosignatures[0]?.witness ?? '';
    await this.compare({ size, root: toBase64(root), origin, note }, by);
    await this.writer.write(async (unit) => {
      for (const cosignature of cosignatures) await keepCosignature(unit, size, cosignature);
    });
    for (const listener of this.#listeners) listener();
    return { size, witnesses: cosignatures.map(({ witness }) => witness) };
  }

  /**
   * Compares this ledger with a tree that somebody saw of it.
   * @param seen under which name, and the note that shows it
   * @throws DomainError LEDGER_SHORTER, LEDGER_FORKED; the fact `ledger.contradicted` is then on record.
   *   LEDGER_BEGUN_ANEW where that was acknowledged as lost before
   */
  async compare(seen: Seen, by: string): Promise<void> {
    const here = this.ledger.head();
    const found =
      seen.size > here
        ? 'shorter'
        : toBase64(await treeRoot(this.reader, seen.size)) === seen.root
          ? undefined
          : 'forked';
    if (found === undefined) return this.standing.agreed(by, seen.size);
    const loss = this.standing.now.losses.find(({ after }) => after === seen.origin);
    if (loss !== undefined && seen.size <= loss.known)
      throw new DomainError(
        'LEDGER_BEGUN_ANEW',
        'conflict',
        `what ${by} saw of ${loss.after} was acknowledged as lost; the ledger goes on as ${this.standing.origin}`,
        { known: seen.size, origin: this.standing.origin },
      );
    const { root, note } = seen;
    await this.standing.contradicted({
      found,
      here,
      known: seen.size,
      by,
      root,
      ...(note === undefined ? {} : { note }),
    });
    throw found === 'shorter'
      ? new DomainError(
          'LEDGER_SHORTER',
          'conflict',
          `${by} knows a ledger of ${seen.size} entries, this one has ${here}: was an old backup restored?`,
          { known: seen.size, here, by },
        )
      : new DomainError(
          'LEDGER_FORKED',
          'conflict',
          `${by} knows another ledger of ${seen.size} entries than this one`,
          { known: seen.size, here, by },
        );
  }

  /** Each known witness with the newest checkpoint that it cosigned. */
  async seen(): Promise<WitnessSight[]> {
    return Promise.all(
      this.known.map(async ({ name }) => ({ name, ...(await lastCosignature(this.reader, name)) })),
    );
  }

  /** The lines of witnesses on the checkpoint of that size. */
  async linesAt(size: number): Promise<string> {
    return (await cosignaturesAt(this.reader, size)).map(({ line }) => line).join('');
  }

  /** Waits until every known witness has cosigned that checkpoint, or until it has been long enough. */
  async gather(row: CheckpointRow, withinMs: number): Promise<void> {
    if (this.known.length === 0) return;
    this.ask(row);
    const deadline = Date.now() + withinMs;
    while ((await cosignaturesAt(this.reader, row.size)).length < this.known.length) {
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) return;
      await this.#nextAddition(leftMs);
    }
  }

  /** Sends a checkpoint to those witnesses that take them; what they answer is taken in when it comes. */
  ask(row: CheckpointRow): void {
    for (const witness of this.known) {
      if (witness.url === undefined) continue;
      const asking = {
        url: witness.url,
        origin: this.standing.origin,
        row,
        proofFrom: (older: number) => consistencyOf(this.reader, older, row.size),
      };
      askWitness(asking)
        .then((cosigned) => (cosigned === undefined ? undefined : this.add(cosigned)))
        // A witness that is away or refuses is its own affair; what it tells us of our ledger is on record by now.
        .catch(() => undefined);
    }
  }

  #nextAddition(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#listeners.delete(end);
        resolve();
      };
      const timer = setTimeout(end, withinMs);
      this.#listeners.add(end);
    });
  }
}
