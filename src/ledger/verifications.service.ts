/** Reads the ledger again when somebody asks, a few entries at a time so that no press waits, and tells how far it is. */
import { setTimeout as pause } from 'node:timers/promises';
import { toInstant } from '../kernel/clock.js';
import { reasonOf } from '../kernel/errors.js';
import { Logger } from '@nestjs/common';
import type { Reader } from '../storage/reader.js';
import type { CheckpointRow } from './checkpoints.store.js';
import { sha256, type Ledger } from './ledger.service.js';
import { entriesFrom, type EntryRow } from './ledger.store.js';
import { parseCheckpoint } from './note.js';
import { rootOfFrontier, hexOf } from './tree.js';
import { nothingRead, readOn, type LedgerFault, type Read, type Verification } from './verification.js';

const atOnce = 100;

export class Verifications {
  readonly #log = new Logger('ledger');
  #now: Verification = { state: 'never', checked: 0, of: 0 };
  #isStopped = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly reader: Reader,
    private readonly newest: () => CheckpointRow | undefined,
  ) {}

  get now(): Verification {
    return this.#now;
  }

  /** One at a time: asking while one runs tells how far that is. */
  start(): Verification {
    if (this.#now.state !== 'running') {
      const of = this.ledger.treeHead();
      this.#now = { state: 'running', startedAt: toInstant(Date.now()), checked: 0, of: of.size };
      void this.#run(of.root);
    }
    return this.#now;
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(root: Uint8Array): Promise<void> {
    try {
      const fault = await this.#read(root);
      this.#end(this.#isStopped ? 'stopped' : fault === undefined ? 'sound' : 'broken', fault);
    } catch (error) {
      this.#log.error(`the ledger could not be read to its end: ${reasonOf(error)}`);
      this.#end('stopped');
    }
  }

  async #read(root: Uint8Array): Promise<LedgerFault | undefined> {
    const { of } = this.#now;
    const signed = this.newest();
    let read = nothingRead;
    while (read.frontier.size < of && !this.#isStopped) {
      const from = read.frontier.size + 1;
      const rows = await entriesFrom(this.reader, from, Math.min(atOnce, of - from + 1));
      if (rows.length === 0) return { entry: from, what: 'gap' };
      const next = readAll(read, rows, signed);
      if ('what' in next) return next;
      read = next;
      this.#now = { ...this.#now, checked: read.frontier.size };
      // Alarms come first: others have their turn after every hundred.
      await pause(2);
    }
    const isSame = hexOf(rootOfFrontier(read.frontier, sha256)) === hexOf(root);
    return isSame || this.#isStopped ? undefined : { entry: of, what: 'tree' };
  }

  #end(state: Verification['state'], fault?: LedgerFault): void {
    const endedAt = toInstant(Date.now());
    this.#now = { ...this.#now, state, endedAt, ...(fault === undefined ? {} : { fault }) };
  }
}

function readAll(
  from: Read,
  rows: readonly EntryRow[],
  signed: CheckpointRow | undefined,
): Read | LedgerFault {
  let read = from;
  for (const row of rows) {
    const next = readOn(read, row, sha256);
    if ('what' in next) return next;
    read = next;
    if (signed?.size === row.seq && !isSigned(read, signed)) return { entry: row.seq, what: 'tree' };
  }
  return read;
}

function isSigned({ frontier }: Read, { note }: CheckpointRow): boolean {
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  return hexOf(parseCheckpoint(text).root) === hexOf(rootOfFrontier(frontier, sha256));
}
