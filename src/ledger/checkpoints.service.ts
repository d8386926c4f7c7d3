/** Signs the tree over the ledger: at start-up, every five minutes, every hundred entries, at each export and at shutdown. */
import { createHash } from 'node:crypto';
import { theSystem } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import {
  allKeys,
  keepCheckpoint,
  knowKey,
  newestCheckpoint,
  type CheckpointRow,
  type KeyRow,
} from './checkpoints.store.js';
import type { LedgerKey } from './keys.adapter.js';
import { sha256, treeNode, type Ledger } from './ledger.service.js';
import { checkpointText, noteText, originOf, signatureLine, toBase64 } from './note.js';
import { consistencyProof, inclusionProof } from './tree.js';
import { entriesFrom } from './ledger.store.js';
import { invalid } from '../kernel/errors.js';

const everyMs = 5 * 60_000;
const everyEntries = 100;
const atMostEveryMs = 1000;

export interface EntryProof {
  readonly entry: number;
  readonly size: number;
  readonly index: number;
  readonly leaf: string;
  readonly hashes: readonly string[];
}

export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly string[];
}

export class Checkpoints {
  #newest: CheckpointRow | undefined;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly key: LedgerKey,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  /** The key's name, in checkpoints and in seals. */
  get name(): string {
    return originOf(this.ledger.court);
  }

  /** The public key, SubjectPublicKeyInfo. */
  get pem(): string {
    return this.key.pem;
  }

  async start(): Promise<void> {
    const id = this.fingerprint();
    await this.writer.write(async (unit) => {
      const isNew = await knowKey(unit, {
        id,
        kind: 'ledger',
        name: this.name,
        pem: this.key.pem,
        since: unit.at,
      });
      if (isNew)
        unit.record({
          type: 'ledger.key-made',
          by: theSystem,
          subject: { kind: 'ledger', id: this.ledger.court },
          data: { fingerprint: id },
        });
    });
    this.#newest = await newestCheckpoint(this.reader);
    await this.make();
    this.#timer = setInterval(() => this.#later(0), everyMs);
    this.ledger.onCommitted(() => {
      if (this.ledger.head() - (this.#newest?.size ?? 0) >= everyEntries) this.#later(atMostEveryMs);
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
  }

  /** The newest one; asking makes none. */
  newest(): CheckpointRow | undefined {
    return this.#newest;
  }

  /** Signs the tree as it stands on disk. @returns the newest checkpoint */
  async make(): Promise<CheckpointRow> {
    const { size, root } = this.ledger.treeHead();
    if (this.#newest?.size === size) return this.#newest;
    const text = checkpointText({ origin: originOf(this.ledger.court), size, root });
    const row = { size, at: toInstant(this.ledger.clock.nowMs()), note: this.seal(text) };
    await this.writer.write((unit) => keepCheckpoint(unit, row));
    if ((this.#newest?.size ?? -1) < size) this.#newest = row;
    return row;
  }

  /** A signed note over `text` by the court's ledger key. */
  seal(text: string): string {
    const key = { name: this.name, publicKey: this.key.bytes };
    return noteText(text, [signatureLine(text, key, (message) => this.key.sign(message), sha256)]);
  }

  /** SHA-256 of the public key (SubjectPublicKeyInfo), hex: what is read out over the telephone. */
  fingerprint(): string {
    const der = Buffer.from(this.key.pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
    return createHash('sha256').update(der).digest('hex');
  }

  keys(): Promise<KeyRow[]> {
    return allKeys(this.reader);
  }

  async consistency(from: number, to: number): Promise<ConsistencyProof> {
    if (from < 1 || from > to || to > this.ledger.head())
      throw invalid('NO_SUCH_TREES', `the ledger has ${this.ledger.head()} entries; 1 <= from <= to <= that`);
    const hashes = await consistencyProof(
      from,
      to,
      (level, index) => treeNode(this.reader, level, index),
      sha256,
    );
    return { from, to, hashes: hashes.map(toBase64) };
  }

  async inclusion(entry: number, size: number): Promise<EntryProof> {
    if (entry < 1 || entry > size || size > this.ledger.head())
      throw invalid(
        'NO_SUCH_ENTRY',
        `the ledger has ${this.ledger.head()} entries; 1 <= entry <= size <= that`,
      );
    const [row] = await entriesFrom(this.reader, entry, 1);
    const hashes = await inclusionProof(
      entry - 1,
      size,
      (level, index) => treeNode(this.reader, level, index),
      sha256,
    );
    return { entry, size, index: entry - 1, leaf: row?.leaf ?? '', hashes: hashes.map(toBase64) };
  }

  #later(delayMs: number): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      // A checkpoint that cannot be kept is made again at the next turn.
      this.make().catch(() => undefined);
    }, delayMs);
  }
}
