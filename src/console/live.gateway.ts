/** The live feed: each screen follows the ledger by its own cursor and is told only what its viewer may see. */
import { Injectable } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { allowOwnPages, Needs } from '../access/needs.guard.js';
import type { EndedBecause } from '../access/sessions.service.js';
import type { Viewer } from '../access/viewer.js';
import { ButtonTests } from '../alarms/button-tests.service.js';
import { Displays, type Proof } from '../alarms/displays.service.js';
import { SelfTest } from '../intake/self-test.service.js';
import { toInstant } from '../kernel/clock.js';
import { Ledger } from '../ledger/ledger.service.js';
import type { Fact } from './board.js';
import { Boards } from './boards.service.js';
import { Doorkeeper } from './doorkeeper.service.js';
import { projectBoard, projectFacts } from './projection.js';
import { screenSounds } from './screen.js';
import { Screens } from './screens.service.js';

const following = z.object({ court: z.string(), cursor: z.int().min(0).nullable() });
const itemId = z.string().min(1).max(64);
const sounding = z.object({ state: z.enum(screenSounds) });
const proving = z.union([z.object({ alarm: itemId }), z.object({ test: itemId })]);
/** everybody who may acknowledge, wherever he looks */
const guards = 'guards';
const pulseEveryMs = 3000;
/** A screen that lets so much pile up, and goes on to, is frozen: cut it, it follows again from its cursor. */
const largestBacklogBytes = 1024 * 1024;
const longestBacklog = 100;
const frozenAfterMs = 3000;

/** What decides what a socket is sent: sockets with the same key get the same bytes. */
interface Seat {
  readonly viewer: Viewer;
  readonly room: string;
}

@Injectable()
@WebSocketGateway({
  namespace: '/live',
  transports: ['websocket'],
  maxHttpBufferSize: 64 * 1024,
  // Who reads nothing is gone within half a minute, however little there was to read.
  pingInterval: 10_000,
  pingTimeout: 15_000,
  allowRequest: allowOwnPages,
})
export class LiveGateway implements OnGatewayInit {
  readonly #seats = new Map<string, Seat>();
  readonly #backedUpSince = new WeakMap<Pick<Socket, 'conn'>, number>();
  #namespace: Namespace | undefined;
  #pulse: NodeJS.Timeout | undefined;

  constructor(
    private readonly boards: Boards,
    private readonly ledger: Ledger,
    private readonly doorkeeper: Doorkeeper,
    private readonly displays: Displays,
    private readonly selfTest: SelfTest,
    private readonly tests: ButtonTests,
    private readonly screens: Screens,
  ) {}

  afterInit(namespace: Namespace): void {
    this.#namespace = namespace;
    namespace.use((socket, next) => {
      void this.#admit(socket).then(
        (viewer) => next(this.doorkeeper.whyNot(viewer, [...namespace.sockets.values()].map(viewerOf))),
        () => next(new Error('NO_SESSION')),
      );
    });
    this.boards.onFacts((from, to, facts) => this.#tell(from, to, facts));
    this.boards.onRepainted(() => {
      for (const socket of namespace.sockets.values())
        if (this.#seats.has(socket.id)) this.#picture(socket, viewerOf(socket));
    });
    this.screens.onChange((screens) =>
      namespace.to(guards).emit('screens', { court: this.ledger.court, screens }),
    );
    this.doorkeeper.onEnded((session, why) => void this.#ended(session, why));
    this.#pulse = setInterval(() => {
      this.#cutFrozen(namespace);
      namespace.emit('pulse', {
        court: this.ledger.court,
        head: this.boards.cursor,
        at: toInstant(Date.now()),
        selfTest: this.selfTest.standing,
      });
    }, pulseEveryMs);
    this.#pulse.unref();
  }

  @Needs('live:follow')
  @SubscribeMessage('follow')
  async follow(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<void> {
    const wish = following.safeParse(body);
    if (!wish.success || wish.data.court !== this.ledger.court) {
      const code = wish.success ? 'COURT_UNKNOWN' : 'INVALID';
      socket.emit('refused', { court: wish.data?.court ?? '', code });
      return;
    }
    await this.#catchUp(socket, wish.data.cursor);
  }

  @Needs('alarm:acknowledge')
  @SubscribeMessage('shown')
  shown(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<void> {
    return this.#prove('shown', socket, body);
  }

  @Needs('alarm:acknowledge')
  @SubscribeMessage('sounded')
  sounded(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<void> {
    return this.#prove('sounded', socket, body);
  }

  @Needs('alarm:acknowledge')
  @SubscribeMessage('sound')
  sound(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): void {
    const said = sounding.safeParse(body);
    if (said.success) this.screens.hear(socket.id, said.data.state);
  }

  stop(): void {
    clearInterval(this.#pulse);
    this.#namespace?.disconnectSockets(true);
  }

  async #admit(socket: Socket): Promise<Viewer | undefined> {
    const viewer = await this.doorkeeper.viewerOf(socket.handshake);
    socket.data['viewer'] = viewer;
    socket.on('disconnect', () => {
      this.#seats.delete(socket.id);
      this.screens.gone(socket.id);
    });
    return viewer;
  }

  /** Sends what the screen lacks and lets it hear what comes next. */
  async #catchUp(socket: Socket, cursor: number | null): Promise<void> {
    await this.#leave(socket);
    const missed = cursor === null ? undefined : await this.boards.since(cursor);
    // From here on nothing is awaited, so no fact can fall between what is sent now and what comes next.
    const now = this.boards.cursor;
    const isWhole = missed !== undefined && (missed.at(-1)?.seq ?? cursor) === now;
    // He may have been given other rights meanwhile.
    const current = viewerOf(socket);
    if (cursor === null || !isWhole || changesSight(missed, current)) {
      this.#picture(socket, current);
      return;
    }
    const facts = projectFacts(missed, this.doorkeeper.sightOf(current));
    socket.emit('facts', { court: this.ledger.court, from: cursor, to: now, facts });
    this.#sit(socket, current);
  }

  /** Everything as it is now; what comes next follows. */
  #picture(socket: Socket, viewer: Viewer): void {
    const board = projectBoard(this.boards.board, this.doorkeeper.sightOf(viewer));
    socket.emit('snapshot', { court: this.ledger.court, cursor: this.boards.cursor, board });
    this.#sit(socket, viewer);
  }

  #sit(socket: Socket, viewer: Viewer): void {
    const room = roomOf(viewer);
    this.#seats.set(socket.id, { viewer, room });
    void socket.join(room);
    if (!viewer.permissions.has('alarm:acknowledge')) {
      void socket.leave(guards);
      this.screens.gone(socket.id);
      return;
    }
    void socket.join(guards);
    this.screens.open(socket.id, viewer);
  }

  async #leave(socket: Socket): Promise<void> {
    const seat = this.#seats.get(socket.id);
    this.#seats.delete(socket.id);
    if (seat !== undefined) await socket.leave(seat.room);
  }

  /** Only a screen whose person may acknowledge is a guard screen; what another says counts for nothing. */
  async #prove(proof: Proof, socket: Socket, body: unknown): Promise<void> {
    const viewer = viewerOf(socket);
    const said = proving.safeParse(body);
    if (!said.success || !viewer.permissions.has('alarm:acknowledge')) return;
    if ('test' in said.data) await this.tests.prove(proof, said.data.test, viewer.person);
    else await this.displays.prove(proof, said.data.alarm, socket.id, viewer.person);
  }

  #tell(from: number, to: number, facts: readonly Fact[]): void {
    const namespace = this.#namespace;
    if (namespace === undefined) return;
    this.#cutFrozen(namespace);
    const told = new Set<string>();
    for (const { viewer, room } of this.#seats.values()) {
      if (told.has(room)) continue;
      told.add(room);
      if (viewer.station === undefined) {
        namespace.to(room).emit('facts', {
          court: this.ledger.court,
          from,
          to,
          facts: projectFacts(facts, { permissions: viewer.permissions }),
        });
      } else {
        this.#tellPolice(namespace, room, viewer, { from, to, facts });
      }
    }
  }

  #tellPolice(
    namespace: Namespace,
    room: string,
    viewer: Viewer,
    { from, to, facts }: { from: number; to: number; facts: readonly Fact[] },
  ): void {
    const { court } = this.ledger;
    const sight = this.doorkeeper.sightOf(viewer);
    if (facts.some((fact) => isOtherGrant(fact, viewer.station))) {
      namespace
        .to(room)
        .emit('snapshot', { court, cursor: to, board: projectBoard(this.boards.board, sight) });
    } else {
      namespace.to(room).emit('facts', { court, from, to, facts: projectFacts(facts, sight) });
    }
  }

  /** Cut is who did not read for a while, not who was just sent a large picture. */
  #cutFrozen(namespace: Namespace): void {
    const nowMs = Date.now();
    for (const socket of namespace.sockets.values()) {
      if (!isBackedUp(socket)) this.#backedUpSince.delete(socket);
      else {
        const since = this.#backedUpSince.get(socket) ?? nowMs;
        this.#backedUpSince.set(socket, since);
        if (nowMs - since >= frozenAfterMs) terminate(socket);
      }
    }
  }

  /** A sign-in that is over is cut; one with other rights is shown what it may see now. */
  async #ended(session: string, why: EndedBecause): Promise<void> {
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      if (viewerOf(socket).session !== session) continue;
      const viewer = why === 'rights-changed' ? await this.#asked(socket) : undefined;
      if (viewer === undefined) {
        socket.disconnect(true);
        continue;
      }
      socket.data['viewer'] = viewer;
      if (!this.#seats.has(socket.id)) continue;
      await this.#leave(socket);
      if (viewer.permissions.has('live:follow')) this.#picture(socket, viewer);
      else socket.emit('refused', { court: this.ledger.court, code: 'PERMISSION_LACKING' });
    }
  }

  /** Who cannot be asked about is treated as gone. */
  #asked(socket: Socket): Promise<Viewer | undefined> {
    return this.doorkeeper.viewerOf(socket.handshake).catch(() => undefined);
  }
}

const viewerOf = (socket: { readonly data: unknown }): Viewer =>
  (socket.data as { readonly viewer: Viewer }).viewer;

/** A farewell would wait for a reader that does not read. */
function terminate(socket: Socket): void {
  const { socket: wire } = socket.conn.transport as { socket?: { terminate?: () => void } };
  if (wire?.terminate === undefined) socket.disconnect(true);
  else wire.terminate();
}

/** What was handed over and not yet read by the other side; Engine.IO keeps the rest while a write is under way. */
function isBackedUp({ conn }: Pick<Socket, 'conn'>): boolean {
  const { socket } = conn.transport as { socket?: { bufferedAmount?: number } };
  const { writeBuffer } = conn as unknown as { writeBuffer?: readonly unknown[] };
  return (socket?.bufferedAmount ?? 0) > largestBacklogBytes || (writeBuffer?.length ?? 0) > longestBacklog;
}

const roomOf = (viewer: Viewer): string =>
  `${viewer.station ?? 'staff'} ${[...viewer.permissions].toSorted((a, b) => (a < b ? -1 : 1)).join(',')}`;
const isOtherGrant = (fact: Fact, station: string | undefined): boolean =>
  station !== undefined &&
  (fact.type === 'liaison.offered' || fact.type === 'liaison.withdrawn') &&
  fact.data['station'] === station;
/** Something in between changed what this viewer may see: facts alone would not show it. */
const changesSight = (facts: readonly Fact[], { person, station }: Viewer): boolean =>
  facts.some(
    (fact) => isOtherGrant(fact, station) || (fact.type === 'person.changed' && fact.subject.id === person),
  );
