/** Turns the keys of a Linux input device into lines, and takes the device up again when it was unplugged. */
import { type ChildProcess, spawn } from 'node:child_process';
import { inputEventBytes, type KeyBinding, type KeyMove, readKeyMoves } from './input-event.js';

export interface KeysOptions {
  /** e.g. `/dev/input/by-id/...-event-kbd` */
  readonly path: string;
  readonly bindings: readonly KeyBinding[];
  readonly say: (line: string) => void;
  /** the device cannot be read; told once an outage */
  readonly onLost: () => void;
  readonly arch?: string;
  readonly retryMs?: number;
}

const retryMs = 2_000;

export class Keys {
  readonly #options: KeysOptions;
  readonly #eventBytes: number;
  readonly #holds = new Map<number, readonly NodeJS.Timeout[]>();
  #rest: Buffer = Buffer.alloc(0);
  #isTold = false;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;
  #reader: ChildProcess | undefined;

  constructor(options: KeysOptions) {
    this.#options = options;
    this.#eventBytes = inputEventBytes(options.arch ?? process.arch);
    this.#begin();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const code of this.#holds.keys()) this.#release(code);
    this.#reader?.kill();
  }

  #begin(): void {
    // A read of a device blocks a thread and cannot be called off: another program reads, and can be ended.
    const reader = spawn('cat', [this.#options.path], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#reader = reader;
    reader.stdout.on('data', (chunk: Buffer) => this.#hear(chunk));
    reader.once('close', () => this.#lose());
    reader.once('error', () => undefined);
  }

  #hear(chunk: Buffer): void {
    this.#isTold = false;
    const bytes = Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - (bytes.length % this.#eventBytes);
    this.#rest = bytes.subarray(whole);
    for (const move of readKeyMoves(bytes.subarray(0, whole), this.#eventBytes)) this.#move(move);
  }

  #move({ code, isDown }: KeyMove): void {
    this.#release(code);
    if (!isDown) return;
    const { bindings, say } = this.#options;
    const own = bindings.filter((binding) => binding.code === code);
    for (const { heldSeconds, line } of own) if (heldSeconds === 0) say(line);
    const later = own.filter(({ heldSeconds }) => heldSeconds > 0);
    this.#holds.set(
      code,
      later.map(({ heldSeconds, line }) => setTimeout(() => say(line), heldSeconds * 1000)),
    );
  }

  #release(code: number): void {
    for (const hold of this.#holds.get(code) ?? []) clearTimeout(hold);
    this.#holds.delete(code);
  }

  #lose(): void {
    if (this.#isClosed) return;
    this.#rest = Buffer.alloc(0);
    if (!this.#isTold) this.#options.onLost();
    this.#isTold = true;
    this.#timer = setTimeout(() => this.#begin(), this.#options.retryMs ?? retryMs);
  }
}
