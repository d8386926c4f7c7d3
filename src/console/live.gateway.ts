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
import { Grants } from '../access/grants.service.js';
import { comesFromOwnPages, Needs } from '../access/needs.guard.js';
import { Sessions } from '../access/sessions.service.js';
import type { Viewer } from '../access/viewer.js';
import { Displays, type Proof } from '../alarms/displays.service.js';
import { toInstant } from '../kernel/clock.js';
import { Ledger } from '../ledger/ledger.service.js';
import type { Fact } from './board.js';
import { Boards } from './boards.service.js';
import { projectBoard, projectFacts, type Sight } from './projection.js';

const following = z.object({ court: z.string(), cursor: z.int().min(0).nullable() });
const proving = z.object({ alarm: z.string().min(1).max(64) });
const pulseEveryMs = 3000;
/** A screen that lets this much pile up is frozen: cut it, it follows again from its cursor. */
const largestBacklogBytes = 1024 * 1024;

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
  allowRequest: (
    request: Parameters<typeof comesFromOwnPages>[0],
    done: (error: string | null, allowed: boolean) => void,
  ) => done(null, comesFromOwnPages(request)),
})
export class LiveGateway implements OnGatewayInit {
  readonly #seats = new Map<string, Seat>();
  #namespace: Namespace | undefined;
  #pulse: NodeJS.Timeout | undefined;

  constructor(
    private readonly boards: Boards,
    private readonly ledger: Ledger,
    private readonly sessions: Sessions,
    private readonly grants: Grants,
    private readonly displays: Displays,
  ) {}

  afterInit(namespace: Namespace): void {
    this.#namespace = namespace;
    namespace.use((socket, next) => {
      void this.#admit(socket).then(
        (viewer) => next(viewer === undefined ? new Error('NO_SESSION') : undefined),
        () => next(new Error('NO_SESSION')),
      );
    });
    this.boards.onFacts((from, to, facts) => this.#tell(from, to, facts));
    this.sessions.onEnded((session) => this.#cut(session));
    this.#pulse = setInterval(
      () =>
        namespace.emit('pulse', {
          court: this.ledger.court,
          head: this.boards.cursor,
          at: toInstant(Date.now()),
        }),
      pulseEveryMs,
    );
    this.#pulse.unref();
  }

  @Needs('live:follow')
  @SubscribeMessage('follow')
  async follow(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<void> {
    const wish = following.safeParse(body);
    if (wish.success && wish.data.court === this.ledger.court) {
      await this.#seat(socket, wish.data.cursor);
      return;
    }
    const court = wish.success ? wish.data.court : '';
    socket.emit('refused', { court, code: wish.success ? 'COURT_UNKNOWN' : 'INVALID' });
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

  stop(): void {
    clearInterval(this.#pulse);
    this.#namespace?.disconnectSockets(true);
  }

  async #admit(socket: Socket): Promise<Viewer | undefined> {
    const viewer = await this.sessions.viewerOfCookie(
      socket.handshake.headers.cookie,
      socket.handshake.address,
    );
    socket.data['viewer'] = viewer;
    socket.on('disconnect', () => this.#seats.delete(socket.id));
    return viewer;
  }

  /** Sends what the screen lacks and lets it hear what comes next. */
  async #seat(socket: Socket, cursor: number | null): Promise<void> {
    await this.#leave(socket);
    const viewer = socket.data['viewer'] as Viewer;
    const { court } = this.ledger;
    const sight = await this.#sight(viewer);
    const missed = cursor === null ? undefined : await this.boards.since(cursor);
    // From here to the join nothing is awaited, so no fact can fall between what is sent now and what comes next.
    const now = this.boards.cursor;
    const isComplete = missed !== undefined && (missed.at(-1)?.seq ?? cursor) === now;
    if (cursor !== null && isComplete && !changesSight(missed, sight)) {
      socket.emit('facts', { court, from: cursor, to: now, facts: projectFacts(missed, sight) });
    } else {
      socket.emit('snapshot', { court, cursor: now, board: projectBoard(this.boards.board, sight) });
    }
    const room = roomOf(viewer);
    this.#seats.set(socket.id, { viewer, room });
    void socket.join(room);
  }

  async #leave(socket: Socket): Promise<void> {
    const seat = this.#seats.get(socket.id);
    this.#seats.delete(socket.id);
    if (seat !== undefined) await socket.leave(seat.room);
  }

  /** Only a screen whose person may acknowledge is a guard screen; what another says counts for nothing. */
  async #prove(proof: Proof, socket: Socket, body: unknown): Promise<void> {
    const viewer = socket.data['viewer'] as Viewer;
    const said = proving.safeParse(body);
    if (!said.success || !viewer.permissions.has('alarm:acknowledge')) return;
    await this.displays.prove(proof, said.data.alarm, socket.id, viewer.person);
  }

  async #sight(viewer: Viewer): Promise<Sight> {
    if (viewer.station === undefined) return { permissions: viewer.permissions };
    return { permissions: viewer.permissions, shared: new Set(await this.grants.grantedTo(viewer.station)) };
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
    const sight = { permissions: viewer.permissions, shared: this.grants.knownTo(viewer.station ?? '') };
    if (facts.some((fact) => isNewGrant(fact, viewer.station))) {
      namespace
        .to(room)
        .emit('snapshot', { court, cursor: to, board: projectBoard(this.boards.board, sight) });
    } else {
      namespace.to(room).emit('facts', { court, from, to, facts: projectFacts(facts, sight) });
    }
  }

  #cutFrozen(namespace: Namespace): void {
    for (const socket of namespace.sockets.values()) {
      const transport = socket.conn.transport as { socket?: { bufferedAmount?: number } };
      if ((transport.socket?.bufferedAmount ?? 0) > largestBacklogBytes) socket.disconnect(true);
    }
  }

  #cut(session: string): void {
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      if ((socket.data['viewer'] as Viewer | undefined)?.session === session) socket.disconnect(true);
    }
  }
}

const roomOf = (viewer: Viewer): string =>
  `${viewer.station ?? 'staff'} ${[...viewer.permissions].toSorted((a, b) => (a < b ? -1 : 1)).join(',')}`;
const isNewGrant = (fact: Fact, station: string | undefined): boolean =>
  fact.type === 'liaison.offered' && fact.data['station'] === station;
/** Something in between changed what this viewer may see: facts alone would not show it. */
const changesSight = (facts: readonly Fact[], sight: Sight): boolean =>
  sight.shared !== undefined && facts.some((fact) => fact.type === 'liaison.offered');
