/** Guard screens on wires of their own: they fold what they are told, say what they painted, and somebody may answer. */
import { permissionsOf } from '../../src/access/permission.js';
import type { Viewer } from '../../src/access/viewer.js';
import type { Alarms } from '../../src/alarms/alarms.service.js';
import type { Verb } from '../../src/alarms/alarm.js';
import { emptyBoard, type Board, type Fact } from '../../src/console/board.js';
import { foldAll } from '../../src/console/fold.js';
import type { LiveGateway } from '../../src/console/live.gateway.js';
import type { Recorder } from '../faults/history.js';
import type { VirtualTime } from './platform.js';

type Sent = { readonly cursor: number; readonly board: Board } & {
  readonly from: number;
  readonly to: number;
  readonly facts: readonly Fact[];
};
type Screened = Parameters<LiveGateway['follow']>[0];

/** Rooms of sockets, as Socket.IO has them. */
export class SimulatedNamespace {
  readonly sockets = new Map<string, SimulatedSocket>();

  use(): void {
    // Who comes in is known.
  }

  emit(event: string, message: unknown): void {
    for (const socket of this.sockets.values()) socket.emit(event, message);
  }

  to(room: string): { emit(event: string, message: unknown): void } {
    return {
      emit: (event, message) => {
        for (const socket of this.sockets.values()) if (socket.rooms.has(room)) socket.emit(event, message);
      },
    };
  }

  disconnectSockets(): void {
    for (const socket of this.sockets.values()) socket.disconnect();
  }
}

/** The console's end of one screen's connection; what it sends arrives in order, or not at all. */
export class SimulatedSocket {
  readonly rooms = new Set<string>();
  readonly conn = { transport: { socket: { bufferedAmount: 0 } }, writeBuffer: [] };
  readonly handshake = { headers: {}, address: '' };
  readonly data: { viewer: Viewer };
  isOpen = true;
  #lastAtMs = 0;

  constructor(
    readonly id: string,
    viewer: Viewer,
    readonly screen: SimulatedScreen,
  ) {
    this.data = { viewer };
  }

  emit(event: string, message: unknown): void {
    const { time } = this.screen;
    this.#lastAtMs = Math.max(this.#lastAtMs, time.nowMs + this.screen.delayMs());
    time.after(this.#lastAtMs - time.nowMs, () => {
      if (this.isOpen) this.screen.hear(event, message as Sent);
    });
  }

  on(): void {
    // It leaves its seat behind; the gateway finds nobody in the room.
  }

  join(room: string): void {
    this.rooms.add(room);
  }

  async leave(room: string): Promise<void> {
    this.rooms.delete(room);
  }

  disconnect(): void {
    this.isOpen = false;
  }
}

/** One life of the console, as screens and people reach it. */
export interface Reachable {
  readonly court: string;
  readonly gateway: LiveGateway;
  readonly alarms: Alarms;
  readonly namespace: SimulatedNamespace;
}

export interface Behaviour {
  /** it paints nothing and says nothing, but its connection stands */
  isFrozen: boolean;
  mostDelayMs: number;
  /** how likely somebody takes a step about an alarm that he sees */
  answers: number;
}

const verbs: readonly Verb[] = ['acknowledge', 'respond', 'arrive', 'control', 'close'];
const noPulseMs = 10_000;

export class SimulatedScreen {
  board: Board = emptyBoard;
  cursor: number | null = null;
  /** the numbers of the facts it applied since its last picture */
  told: number[] = [];
  readonly faults: string[] = [];
  readonly behaviour: Behaviour = { isFrozen: false, mostDelayMs: 20, answers: 0 };
  readonly #viewer: Viewer;
  readonly #painted = new Set<string>();
  #socket: SimulatedSocket | undefined;
  #console: Reachable | undefined;
  #pulseAtMs = 0;
  #connections = 0;

  constructor(
    readonly name: string,
    readonly time: VirtualTime,
    readonly chance: () => number,
    readonly history: Recorder,
  ) {
    const permissions = permissionsOf(['guard']);
    const words = { username: name, name, roles: ['guard' as const], address: '' };
    this.#viewer = { person: name, session: name, permissions, ...words };
  }

  get viewer(): Viewer {
    return this.#viewer;
  }

  get isOpen(): boolean {
    return this.#socket?.isOpen === true;
  }

  delayMs(): number {
    return 1 + this.chance() * this.behaviour.mostDelayMs;
  }

  /** The console is there, or is not. */
  attach(console: Reachable | undefined): void {
    this.cut();
    this.#console = console;
    if (console !== undefined) this.time.after(this.delayMs(), () => this.#connect(console));
  }

  /** The connection is gone; it comes back by itself. */
  cut(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    socket.isOpen = false;
    this.#console?.namespace.sockets.delete(socket.id);
    this.#socket = undefined;
    const console = this.#console;
    if (console !== undefined) this.time.after(500 * (1 + this.chance()), () => this.#connect(console));
  }

  hear(event: string, message: Sent): void {
    if (event === 'pulse') this.#pulseAtMs = this.time.nowMs;
    if (event === 'snapshot') {
      this.board = message.board;
      this.cursor = message.cursor;
      this.told = [];
    }
    if (event === 'facts') this.#apply(message);
    if (event === 'snapshot' || event === 'facts') this.#paint();
  }

  #apply({ from, to, facts }: Sent): void {
    if (from !== this.cursor) return this.#follow();
    const late = facts.find(({ seq }) => seq <= from || seq > to);
    if (late !== undefined) this.faults.push(`fact ${late.seq} came in a message of (${from}, ${to}]`);
    this.board = foldAll(this.board, facts);
    for (const { seq } of facts) this.told.push(seq);
    this.cursor = to;
    return undefined;
  }

  #connect(console: Reachable): void {
    if (this.#console !== console || this.#socket !== undefined) return;
    this.#connections += 1;
    const socket = new SimulatedSocket(`${this.name}-${this.#connections}`, this.#viewer, this);
    this.#socket = socket;
    this.#painted.clear();
    this.#pulseAtMs = this.time.nowMs;
    console.namespace.sockets.set(socket.id, socket);
    this.#follow();
    this.#watch(socket);
  }

  #watch(socket: SimulatedSocket): void {
    this.time.after(1000, () => {
      if (this.#socket !== socket) return;
      if (!socket.isOpen || this.time.nowMs - this.#pulseAtMs > noPulseMs) this.cut();
      else this.#watch(socket);
    });
  }

  #follow(): void {
    this.#tell((console, socket) =>
      console.gateway.follow(socket, { court: console.court, cursor: this.cursor }),
    );
  }

  /** Something said to the console, on this connection. */
  #tell(say: (console: Reachable, socket: Screened) => Promise<unknown>): void {
    const [socket, console] = [this.#socket, this.#console];
    if (socket === undefined || console === undefined) return;
    this.time.after(this.delayMs(), () => {
      if (socket.isOpen && this.#console === console)
        say(console, socket as unknown as Screened).catch(() => undefined);
    });
  }

  #paint(): void {
    if (this.behaviour.isFrozen) return;
    for (const { id, response } of this.board.alarms) {
      if (this.#painted.has(id)) continue;
      this.#painted.add(id);
      this.#tell((console, socket) => console.gateway.shown(socket, { alarm: id }));
      this.#tell((console, socket) => console.gateway.sounded(socket, { alarm: id }));
      if (response !== 'closed') this.#consider(id);
    }
  }

  /** The person before it may take one step after another. */
  #consider(alarm: string): void {
    if (this.chance() >= this.behaviour.answers) return;
    this.time.after(500 + this.chance() * 20_000, () => {
      const verb = verbs[Math.floor(this.chance() * verbs.length)] ?? 'acknowledge';
      const console = this.#console;
      if (console === undefined || this.behaviour.isFrozen) return;
      const words = verb === 'close' ? { outcome: 'handled' as const, reason: 'over' } : {};
      let isOk = false;
      console.alarms
        .take(verb, alarm, this.name, words)
        .then(
          () => (isOk = true),
          // Refused, too late, or the disk's fault: whether it counts is then unknown.
          () => undefined,
        )
        .finally(() => {
          if (verb === 'close') this.history.closed({ alarm, isOk });
          this.#consider(alarm);
        });
    });
  }
}
