/** Keeps a device's events on its disk from before they are sent until their receipt. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, toInstant } from '../../src/kernel/clock.js';
import { newIdentifier } from '../../src/kernel/identifiers.js';
import type { Saying } from '../protocol/event.js';
import { maxMessageBytes } from '../protocol/limits.js';
import { type Kept, keptLine, nameOf, readLog, releasedLine } from './outbox-log.js';

interface Entry {
  readonly kept: Kept;
  /** settled: written and synced, or known to be unwritable; only then may it be sent */
  isSettled: boolean;
}

interface Line {
  readonly text: string;
  readonly needsSync: boolean;
  readonly settle: (fault: unknown) => void;
}

export interface Keeping {
  readonly kept: Kept;
  /** false where the disk refused it: the event is sent all the same, but a power cut would lose it */
  readonly isDurable: boolean;
}

// The topic and the packet's own bytes travel with the payload.
const maxPayloadBytes = maxMessageBytes - 512;
const worthRewriting = 512;

/** One program a folder: two would each believe that it alone knows what has been received. */
export class Outbox {
  /** new at each start */
  readonly boot: string;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #batch: Line[] = [];
  #lastSeq = 0;
  #file: FileHandle | undefined;
  #linesInFile = 0;
  #flushing: Promise<void> | undefined;
  #isClosed = false;

  private constructor(folder: string, clock: Clock, boot: string, pending: readonly Kept[]) {
    this.#folder = folder;
    this.#clock = clock;
    this.boot = boot;
    for (const kept of pending) this.#entries.set(nameOf(kept), { kept, isSettled: true });
  }

  /** Takes up what an earlier run left. @throws where the folder cannot be made or the file not be read */
  static async open(folder: string, clock: Clock): Promise<Outbox> {
    await mkdir(folder, { recursive: true });
    const boot = newIdentifier(clock.nowMs(), { bytes: randomBytes });
    const outbox = new Outbox(folder, clock, boot, readLog(await textOf(join(folder, fileName))));
    // A full disk must not keep a button from starting: the first event tries again.
    await outbox.#rewrite().catch(() => undefined);
    return outbox;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What may be sent and has no receipt, oldest first. */
  *pending(): Generator<Kept> {
    for (const { kept, isSettled } of this.#entries.values()) if (isSettled) yield kept;
  }

  /**
   * Names an event and puts it on disk (fsync).
   * @throws RangeError where the event is too large ever to be received
   */
  async keep(saying: Saying): Promise<Keeping> {
    const seq = this.#lastSeq + 1;
    const envelope = { v: 1, boot: this.boot, seq, at: toInstant(this.#clock.nowMs()) };
    const payload = JSON.stringify({ ...envelope, ...saying });
    if (Buffer.byteLength(payload) > maxPayloadBytes)
      throw new RangeError(`an event of ${Buffer.byteLength(payload)} bytes is too large for a message`);
    this.#lastSeq = seq;
    const entry = { kept: { boot: this.boot, seq, payload }, isSettled: false };
    this.#entries.set(nameOf(entry.kept), entry);
    const fault = await this.#append(keptLine(entry.kept), true);
    entry.isSettled = true;
    return { kept: entry.kept, isDurable: fault === undefined };
  }

  /** Lets an event go, since its receipt is here. Not synced: after a power cut the console hears a repeat. */
  async release(boot: string, seq: number): Promise<boolean> {
    if (!this.#entries.delete(nameOf({ boot, seq }))) return false;
    await this.#append(releasedLine(boot, seq), false);
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#flushing;
    await this.#file?.close();
    this.#file = undefined;
  }

  #append(text: string, needsSync: boolean): Promise<unknown> {
    return new Promise((settle) => {
      if (this.#isClosed) return settle(new Error('the outbox is closed'));
      this.#batch.push({ text, needsSync, settle });
      this.#flushing ??= this.#flush();
    });
  }

  /** One write and one fsync for all who wait. */
  async #flush(): Promise<void> {
    while (this.#batch.length > 0) {
      const lines = this.#batch.splice(0);
      let fault: unknown;
      try {
        await this.#write(lines);
      } catch {
        // After a failed fsync nothing written through this handle can be believed: begin a new file.
        fault = await this.#rewrite().then(nothing, (thrown: unknown) => thrown);
      }
      for (const { settle } of lines) settle(fault);
    }
    // In the same turn as the last look at the batch, or a line put there meanwhile would wait for ever.
    this.#flushing = undefined;
  }

  async #write(lines: readonly Line[]): Promise<void> {
    if (this.#file === undefined || this.#isWorthRewriting()) return this.#rewrite();
    await this.#file.appendFile(lines.map(({ text }) => text).join(''));
    if (lines.some(({ needsSync }) => needsSync)) await this.#file.datasync();
    this.#linesInFile += lines.length;
  }

  #isWorthRewriting(): boolean {
    return this.#linesInFile > worthRewriting && this.#linesInFile > 4 * this.#entries.size;
  }

  /** Writes all that has no receipt to a new file that takes the old one's place whole or not at all. */
  async #rewrite(): Promise<void> {
    await this.#file?.close().catch(nothing);
    this.#file = undefined;
    const path = join(this.#folder, fileName);
    const kept = [...this.#entries.values()].map((entry) => entry.kept);
    const file = await open(`${path}.new`, 'w');
    try {
      await file.writeFile(kept.map(keptLine).join(''));
      await file.sync();
      await rename(`${path}.new`, path);
      await syncFolder(this.#folder);
    } catch (thrown) {
      await file.close().catch(nothing);
      throw thrown;
    }
    this.#file = file;
    this.#linesInFile = kept.length;
  }
}

const fileName = 'outbox.jsonl';
const nothing = (): undefined => undefined;

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw thrown;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
