/** The console's end of the talk with the signer: starts it or reaches it at its socket, asks, and starts over when it is gone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DomainError, unavailable } from '../kernel/errors.js';
import type { FromSigner, Question, SignerState, ToSigner } from './signer.js';

export interface SignerPlace {
  readonly court: string;
  /** its keys and its state, where the console starts it */
  readonly folder: string;
  /** where a signer of another user listens */
  readonly socket?: string | undefined;
}

interface Waiting {
  readonly resolve: (answer: FromSigner) => void;
  readonly reject: (error: Error) => void;
}

const answerWithinMs = 15_000;
/** It does next to nothing, and a county court's machine is small. */
const smallProcess = ['--max-old-space-size=32', '--max-semi-space-size=1'];

export class Signer {
  readonly #waiting = new Map<number, Waiting>();
  #link: Socket | undefined;
  #child: ChildProcess | undefined;
  #greeted: Promise<FromSigner> | undefined;
  #state: SignerState | undefined;
  #lastId = 0;

  constructor(private readonly place: SignerPlace) {}

  /** What it last said of itself. */
  get state(): SignerState | undefined {
    return this.#state;
  }

  /** Whether it runs as the console's own user, so that the console could read its keys. */
  get isOfSameUser(): boolean {
    return this.#state?.uid === process.getuid?.();
  }

  /** Starts it without waiting for it. */
  open(): void {
    this.#greeted ??= this.#connect();
    // Whoever asks first is told; nobody may have asked yet.
    this.#greeted.catch(() => undefined);
  }

  /** @throws DomainError as the signer told why it does not start, and SIGNER_AWAY */
  async ready(): Promise<SignerState> {
    this.open();
    const greeting = await this.#greeted;
    if (greeting?.refused !== undefined) {
      this.#greeted = undefined;
      throw errorOf(greeting.refused);
    }
    if (this.#state === undefined) throw away();
    return this.#state;
  }

  /** @returns what it signed @throws DomainError why it refused, and SIGNER_AWAY */
  async ask(question: Question): Promise<string> {
    await this.ready();
    const id = (this.#lastId += 1);
    const { signed, refused } = await this.#answerTo(id, () =>
      this.#link?.write(`${JSON.stringify({ ...question, id } satisfies ToSigner)}\n`),
    );
    if (refused !== undefined) throw errorOf(refused);
    return signed ?? '';
  }

  /** Hangs up; a signer that the console started ends with that. */
  async close(): Promise<void> {
    const child = this.#child;
    this.#link?.destroy();
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    await new Promise((resolve) => child.once('exit', resolve));
  }

  #connect(): Promise<FromSigner> {
    const link = this.place.socket === undefined ? this.#start() : connect(this.place.socket);
    this.#link = link;
    const greeted = this.#answerTo(0, () => undefined);
    // The lines' reader passes the link's errors on.
    createInterface({ input: link, crlfDelay: Infinity })
      .on('line', (line) => this.#hear(line))
      .on('error', () => link.destroy());
    link.on('error', () => link.destroy());
    link.on('close', () => {
      this.#link = undefined;
      this.#greeted = undefined;
      for (const { reject } of this.#waiting.values()) reject(away());
      this.#waiting.clear();
    });
    return greeted;
  }

  #start(): Socket {
    const { folder, court } = this.place;
    const program = join(import.meta.dirname, 'signer.program.js');
    // No environment: the signer needs none of the console's secrets, only where openssl is.
    const child = spawn(process.execPath, [...smallProcess, program, '--folder', folder, '--court', court], {
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
      env: { PATH: process.env['PATH'] },
    });
    child.unref();
    child.on('error', () => this.#link?.destroy());
    this.#child = child;
    return child.stdio[3] as Socket;
  }

  #hear(line: string): void {
    const said = JSON.parse(line) as FromSigner;
    if (said.state !== undefined) this.#state = said.state;
    const waiting = this.#waiting.get(said.id);
    this.#waiting.delete(said.id);
    waiting?.resolve(said);
    this.#rest();
  }

  async #answerTo(id: number, ask: () => void): Promise<FromSigner> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<FromSigner>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        timer = setTimeout(() => reject(away()), answerWithinMs);
        this.#link?.ref();
        ask();
      });
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
      this.#rest();
    }
  }

  /** A signer that nobody waits for keeps no process alive. */
  #rest(): void {
    if (this.#waiting.size === 0) this.#link?.unref();
  }
}

const away = (): DomainError =>
  unavailable('SIGNER_AWAY', 'the signer does not answer; what has to be signed waits, alarms do not');

/** Made by the signer, and only passed on here. */
const errorOf = (told: NonNullable<FromSigner['refused']>): DomainError =>
  new DomainError(told.code, told.kind, told.message);
