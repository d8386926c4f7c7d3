/** The wire to a gate, serial or TCP: opened again whenever it is lost, cut into sentences. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { reconnectAfterMs } from '../protocol/limits.js';
import type { Dialect } from './dialect.js';

export interface GateLineOptions {
  /** `tcp://host:port` (a gate, or a serial-to-network box), or `/dev/ttyUSB0` with its speed */
  readonly wire: string;
  readonly baud: number;
  readonly dialect: Dialect;
  readonly heard: (sentence: string) => void;
  /** told once an outage, or when nothing was heard for too long */
  readonly onFault: (code: 'gate-unreachable' | 'gate-silent') => void;
  readonly retryAfter?: (attempt: number) => number;
}

interface Wire {
  readonly send: (text: string) => void;
  readonly end: () => void;
}

export class GateLine {
  readonly #options: GateLineOptions;
  #wire: Wire | undefined;
  #rest: Buffer = Buffer.alloc(0);
  #attempt = 0;
  #isTold = false;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  readonly #poll: NodeJS.Timeout | undefined;

  constructor(options: GateLineOptions) {
    this.#options = options;
    const { poll } = options.dialect;
    if (poll !== undefined)
      this.#poll = setInterval(() => this.#wire?.send(poll.line), poll.everySeconds * 1000);
    this.#open();
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of [this.#retry, this.#silence, this.#poll]) clearTimeout(timer);
    this.#wire?.end();
  }

  #open(): void {
    const { wire } = this.#options;
    this.#rest = Buffer.alloc(0);
    this.#wire = wire.startsWith('tcp:') ? this.#dial(new URL(wire)) : this.#listen(wire);
  }

  #dial({ hostname, port }: URL): Wire {
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true, keepAlive: true });
    socket.on('connect', () => this.#greet());
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => this.#lose());
    return { send: (text) => void socket.write(text), end: () => socket.destroy() };
  }

  /** A serial line is set by stty and read by cat: reading it ourselves would block a thread for ever. */
  #listen(path: string): Wire {
    if (existsSync(path))
      spawnSync('stty', ['-F', path, String(this.#options.baud), 'raw', '-echo'], { stdio: 'ignore' });
    const reader: ChildProcess = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'ignore'] });
    reader.stdout?.on('data', (chunk: Buffer) => this.#hear(chunk));
    reader.once('error', () => undefined);
    reader.once('close', () => this.#lose());
    this.#isWritten(path);
    return { send: (text) => this.#write(path, text), end: () => reader.kill() };
  }

  #isWritten(path: string): void {
    const { greeting } = this.#options.dialect;
    if (greeting !== undefined) this.#write(path, greeting);
    this.#awaitSound();
  }

  #write(path: string, text: string): void {
    createWriteStream(path, { flags: 'r+' })
      .on('error', () => undefined)
      .end(text);
  }

  #greet(): void {
    const { greeting } = this.#options.dialect;
    if (greeting !== undefined) this.#wire?.send(greeting);
    this.#awaitSound();
  }

  #hear(chunk: Buffer): void {
    this.#attempt = 0;
    this.#isTold = false;
    this.#awaitSound();
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let sentence = this.#cut(); sentence !== undefined; sentence = this.#cut())
      if (sentence !== '') this.#options.heard(sentence);
  }

  /** The next whole sentence, a frame of a binary gate as hex. */
  #cut(): string | undefined {
    const { frameBytes, lineEnd } = this.#options.dialect;
    if (frameBytes !== undefined) {
      if (this.#rest.length < frameBytes) return undefined;
      const frame = this.#rest.subarray(0, frameBytes).toString('hex');
      this.#rest = this.#rest.subarray(frameBytes);
      return frame;
    }
    const at = this.#rest.indexOf(lineEnd);
    if (at < 0) return undefined;
    const line = this.#rest.subarray(0, at).toString('utf8').trim();
    this.#rest = this.#rest.subarray(at + Buffer.byteLength(lineEnd));
    return line;
  }

  #awaitSound(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(
      () => this.#options.onFault('gate-silent'),
      this.#options.dialect.silentAfterSeconds * 1000,
    );
  }

  #lose(): void {
    clearTimeout(this.#silence);
    this.#wire = undefined;
    if (this.#isClosed) return;
    if (!this.#isTold) this.#options.onFault('gate-unreachable');
    this.#isTold = true;
    const after = this.#options.retryAfter ?? ((attempt: number) => reconnectAfterMs(attempt, Math.random()));
    this.#retry = setTimeout(() => this.#open(), after(this.#attempt));
    this.#attempt += 1;
  }
}
