/** A page's half of the live protocol: follows by cursor, folds with the shared reducer, and keeps all that it was told. */
import { io, type Socket } from 'socket.io-client';
import { emptyBoard, type Board, type Fact } from '../../src/console/board.js';
import { foldAll } from '../../src/console/fold.js';
import { Waiters } from './device-waiters.js';

export interface Told {
  readonly court: string;
  readonly from: number;
  readonly to: number;
  readonly facts: readonly Fact[];
}
export interface Pictured {
  readonly court: string;
  readonly cursor: number;
  readonly board: Board;
}

export class Screen {
  readonly messages: Told[] = [];
  readonly snapshots: Pictured[] = [];
  readonly refusals: { readonly court: string; readonly code: string }[] = [];
  readonly pulses: { readonly court: string; readonly head: number; readonly at: string }[] = [];
  /** messages that did not begin at the cursor */
  readonly gaps: Told[] = [];
  board: Board = emptyBoard;
  cursor: number | null = null;
  isCut = false;
  readonly #waiters = new Waiters();

  private constructor(readonly socket: Socket) {
    const hear = <Message>(name: string, act: (message: Message) => void): void => {
      socket.on(name, (message: Message) => {
        act(message);
        this.#waiters.wake();
      });
    };
    hear<Pictured>('snapshot', (message) => {
      this.snapshots.push(message);
      this.board = message.board;
      this.cursor = message.cursor;
    });
    hear<Told>('facts', (message) => {
      this.messages.push(message);
      if (message.from !== this.cursor) this.gaps.push(message);
      this.board = foldAll(this.board, message.facts);
      this.cursor = message.to;
    });
    hear<Screen['refusals'][number]>('refused', (message) => this.refusals.push(message));
    hear<Screen['pulses'][number]>('pulse', (message) => this.pulses.push(message));
    hear('disconnect', () => {
      this.isCut = true;
    });
  }

  /** Rejects with the server's words where it is not let in. */
  static connect(url: string, cookie?: string, headers: Record<string, string> = {}): Promise<Screen> {
    const socket = io(`${url}/live`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { ...(cookie === undefined ? {} : { Cookie: cookie }), ...headers },
    });
    const screen = new Screen(socket);
    return new Promise((done, failed) => {
      socket.once('connect', () => done(screen));
      socket.once('connect_error', (error) => {
        socket.disconnect();
        failed(error);
      });
    });
  }

  /** Follows and waits for the answer. */
  async follow(cursor: number | null = null, court = 'demo'): Promise<void> {
    const heard = (): number => this.snapshots.length + this.messages.length + this.refusals.length;
    const before = heard();
    if (cursor !== null) this.cursor = cursor;
    this.socket.emit('follow', { court, cursor });
    await this.until(() => heard() > before);
  }

  say(what: 'shown' | 'sounded', alarm: string): void {
    this.socket.emit(what, { alarm });
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiters.until(isSo);
  }

  /** Resolves once the screen is as far as the ledger's entry `seq`. */
  reached(seq: number): Promise<void> {
    return this.until(() => (this.cursor ?? 0) >= seq);
  }

  facts(type?: string): Fact[] {
    const all = this.messages.flatMap((message) => message.facts);
    return type === undefined ? all : all.filter((fact) => fact.type === type);
  }

  close(): void {
    this.socket.disconnect();
  }
}
