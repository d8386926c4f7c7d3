/** Carries the live protocol over Socket.IO into the machine that decides. */
import { io, type Socket } from 'socket.io-client';

import type { ScreenSound } from '../../src/console/screen.js';
import { onBeat } from '../ticker.js';
import {
  isLive,
  startLive,
  stepLive,
  type FactsMessage,
  type LiveEvent,
  type LiveState,
  type PulseMessage,
  type ScreensMessage,
  type SnapshotMessage,
} from './live-machine.js';
import { Paced } from './paced.js';

type Witness = 'shown' | 'sounded';
export type About = 'alarm' | 'test';

export class LiveClient {
  readonly #court: string;
  readonly #socket: Socket;
  readonly #listeners = new Set<() => void>();
  /** what this screen has to say to the console, kept until it is connected; each is said once */
  readonly #said = new Set<string>();
  /** how this screen can be heard, and what of that this connection was told */
  #sound: ScreenSound | undefined;
  #soundSaid: ScreenSound | undefined;
  #unsaid: { readonly what: Witness; readonly about: About; readonly id: string }[] = [];
  readonly #paced = new Paced(
    () => {
      for (const listener of this.#listeners) listener();
    },
    (wake) => window.requestAnimationFrame(wake),
    () => document.hidden,
  );
  #state: LiveState = startLive(Date.now());
  #stopBeat: (() => void) | undefined;
  readonly #onSessionLost: () => void;

  constructor(court: string, onSessionLost: () => void) {
    this.#court = court;
    this.#onSessionLost = onSessionLost;
    this.#socket = io('/live', {
      transports: ['websocket'],
      autoConnect: false,
      reconnectionDelay: 300,
      reconnectionDelayMax: 2000,
      timeout: 5000,
    });
    this.#listen();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): LiveState => this.#state;

  start(): void {
    this.#socket.connect();
    let beats = 0;
    this.#stopBeat = onBeat(() => {
      // Whatever becomes of the pictures, nothing is owed for longer than a beat.
      this.#paced.wake();
      beats += 1;
      if (beats % 5 === 0) this.#take({ type: 'tick', nowMs: Date.now() });
    });
  }

  stop(): void {
    this.#stopBeat?.();
    this.#stopBeat = undefined;
    this.#socket.disconnect();
  }

  readMissed(): void {
    this.#take({ type: 'missed-read' });
  }

  /** The alarm, or a test's press, has been painted on this screen, or its sound has really played here. */
  tell(what: Witness, id: string, about: About = 'alarm'): void {
    const name = `${what} ${id}`;
    if (this.#said.has(name)) return;
    this.#said.add(name);
    this.#unsaid.push({ what, about, id });
    this.#say();
  }

  hear(sound: ScreenSound): void {
    this.#sound = sound;
    this.#say();
  }

  #say(): void {
    if (!this.#socket.connected || !isLive(this.#state)) return;
    if (this.#sound !== undefined && this.#sound !== this.#soundSaid) {
      this.#soundSaid = this.#sound;
      this.#socket.emit('sound', { state: this.#sound });
    }
    for (const { what, about, id } of this.#unsaid) this.#socket.emit(what, { [about]: id });
    this.#unsaid = [];
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('connect', () => {
      this.#soundSaid = undefined;
      this.#take({ type: 'connected', nowMs: Date.now() });
    });
    socket.on('disconnect', (reason) => {
      this.#take({ type: 'disconnected' });
      // Closed by the console on purpose: the session may have ended.
      if (reason === 'io server disconnect') this.#askAgain();
    });
    socket.on('connect_error', () => {
      if (!socket.active) this.#askAgain();
    });
    socket.on('snapshot', (message: SnapshotMessage) => {
      if (message.court === this.#court) this.#take({ type: 'snapshot', message, nowMs: Date.now() });
    });
    socket.on('facts', (message: FactsMessage) => {
      if (message.court === this.#court) this.#take({ type: 'facts', message, nowMs: Date.now() });
    });
    socket.on('pulse', (message: PulseMessage) => {
      if (message.court === this.#court) this.#take({ type: 'pulse', message, nowMs: Date.now() });
    });
    socket.on('screens', (message: ScreensMessage) => {
      if (message.court === this.#court) this.#take({ type: 'screens', message });
    });
    socket.on('refused', (message: { court: string; code: string }) =>
      this.#take({ type: 'refused', code: message.code }),
    );
  }

  /** Socket.IO does not come back by itself after the console has closed or refused the socket. */
  #askAgain(): void {
    this.#onSessionLost();
    window.setTimeout(() => {
      if (this.#stopBeat !== undefined) this.#socket.connect();
    }, 1500);
  }

  #take(event: LiveEvent): void {
    const { state, effects } = stepLive(this.#state, event);
    const hasChanged = state !== this.#state;
    this.#state = state;
    for (const effect of effects) {
      if (effect.type === 'follow') {
        this.#socket.emit('follow', { court: this.#court, cursor: effect.cursor });
      } else {
        this.#socket.disconnect();
        this.#socket.connect();
      }
    }
    this.#say();
    if (hasChanged) this.#paced.say();
  }
}
