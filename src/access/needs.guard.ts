/** Lets a request pass only with the permission that its route names. */
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import {
  createParamDecorator,
  Inject,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError, refused, unavailable } from '../kernel/errors.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { secretIn } from './cookie.js';
import { isOwnOrigin } from './origin.js';
import type { Permission } from './permission.js';
import { Rate } from './rate.js';
import { Refusals, type Refusal } from './refusals.service.js';
import { Sessions } from './sessions.service.js';
import { actorOf, type Viewer } from './viewer.js';

export const needKey = 'access:needs';
export type Need = Permission | 'open';

/** The permission that a route or a socket message needs. */
export const Needs = (permission: Permission): MethodDecorator => SetMetadata(needKey, permission);

/** A route that anybody may call, or one that judges by itself who calls. */
export const Open = (): MethodDecorator => SetMetadata(needKey, 'open');

export type ViewedRequest = IncomingMessage & {
  viewer?: Viewer;
  /** Express's: the pattern that matched, e.g. `/api/alarms/:id` */
  readonly route?: { readonly path?: string };
  readonly params?: Readonly<Record<string, string | undefined>>;
};

/** The signed-in person; only behind `@Needs`. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const viewer = context.switchToHttp().getRequest<ViewedRequest>().viewer;
  if (viewer === undefined) throw new TypeError('@Who() on a route that is open to anybody');
  return viewer;
});

export const addressOf = (request: IncomingMessage): string => request.socket.remoteAddress ?? 'unknown';
export const isOverTls = (request: IncomingMessage): boolean =>
  (request.socket as Partial<TLSSocket>).encrypted === true;

const comesFromOwnPages = (request: IncomingMessage): boolean =>
  isOwnOrigin({ origin: request.headers.origin, host: request.headers.host }, isOverTls(request));
/** Socket.IO does not pass the guard: its `allowRequest`. */
export const allowOwnPages = (
  request: IncomingMessage,
  done: (error: string | null, allowed: boolean) => void,
): void => done(null, comesFromOwnPages(request));

/** Of one sign-in, of one address without any, of one socket: far more than a page asks for in its worst minute. */
const mostAMinute = 3000;

interface MessageSocket {
  readonly id: string;
  readonly data: { readonly viewer?: Viewer };
  emit(event: string, body: object): unknown;
}

@Injectable()
export class NeedsGuard implements CanActivate {
  readonly #rate = new Rate(mostAMinute);

  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly refusals: Refusals,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const need = this.reflector.get<Need | undefined>(needKey, context.getHandler());
    if (context.getType() === 'ws') return this.#mayMessage(context, need);
    const request = context.switchToHttp().getRequest<ViewedRequest>();
    const viewer = await this.sessions.viewerOfCookie(request.headers.cookie, addressOf(request));
    if (viewer !== undefined) request.viewer = viewer;
    await this.#demandOwnPages(request, viewer);
    if (need === 'open') return true;
    // A call for help never waits its turn.
    if (need !== 'alarm:raise') await this.#demandCalm(request, viewer);
    if (viewer === undefined) throw await this.#unknown(request);
    if (need === undefined || !viewer.permissions.has(need)) throw await this.#lacking(request, viewer, need);
    return true;
  }

  /** A message of a socket whose handshake left its viewer in `data`; what is refused is told as `refused`. */
  async #mayMessage(context: ExecutionContext, need: Need | undefined): Promise<boolean> {
    const ws = context.switchToWs();
    const socket = ws.getClient<MessageSocket>();
    const { viewer } = socket.data;
    if (!this.#rate.allows(socket.id, this.options.clock.nowMs())) {
      socket.emit('refused', { code: 'TOO_MANY_REQUESTS' });
      return false;
    }
    if (need === 'open' || (need !== undefined && viewer?.permissions.has(need) === true)) return true;
    const code = viewer === undefined ? 'NO_SESSION' : 'PERMISSION_LACKING';
    socket.emit('refused', { court: ws.getData<{ court?: unknown } | undefined>()?.court, code });
    if (viewer === undefined) return false;
    await this.refusals.record({
      code,
      route: `message ${ws.getPattern()}`,
      address: viewer.address,
      by: actorOf(viewer),
      session: viewer.session,
      ...(need === undefined ? {} : { permission: need }),
    });
    return false;
  }

  async #demandCalm(request: ViewedRequest, viewer: Viewer | undefined): Promise<void> {
    const nowMs = this.options.clock.nowMs();
    if (this.#rate.allows(viewer?.session ?? addressOf(request), nowMs)) return;
    const error = unavailable('TOO_MANY_REQUESTS', 'too many at once; come again in a minute', {
      retryAfterSeconds: 60,
    });
    await this.refusals.recordSeldom(refusalOf(error, request, viewer), nowMs);
    throw error;
  }

  async #demandOwnPages(request: ViewedRequest, viewer: Viewer | undefined): Promise<void> {
    if (comesFromOwnPages(request)) return;
    const error = refused('FOREIGN_ORIGIN', 'this request was made by a page of another site', this.#told());
    const refusal = refusalOf(error, request, viewer);
    await (viewer === undefined
      ? this.refusals.recordSeldom(refusal, this.options.clock.nowMs())
      : this.refusals.record(refusal));
    throw error;
  }

  /** Without any cookie it is a page that was just opened: nothing worth an entry. */
  async #unknown(request: ViewedRequest): Promise<DomainError> {
    const error = new DomainError('NO_SESSION', 'unauthenticated', 'sign in first', this.#told());
    if (secretIn(request.headers.cookie) !== undefined)
      await this.refusals.recordSeldom(
        refusalOf({ code: 'SESSION_OVER' }, request, undefined),
        this.options.clock.nowMs(),
      );
    return error;
  }

  async #lacking(request: ViewedRequest, viewer: Viewer, need: Permission | undefined): Promise<DomainError> {
    const code = 'PERMISSION_LACKING';
    await this.refusals.record({
      ...refusalOf({ code }, request, viewer),
      ...(need === undefined ? {} : { permission: need }),
    });
    return refused(code, 'your role does not allow this', { permission: need });
  }

  #told(): Record<string, unknown> {
    return this.options.demo ? { demo: true } : {};
  }
}

export const refusalOf = (
  { code, details }: Pick<DomainError, 'code'> & Partial<DomainError>,
  request: ViewedRequest,
  viewer: Viewer | undefined,
): Refusal => ({
  code,
  route: routeOf(request),
  ...idIn(details?.['item'] ?? request.params?.['id']),
  address: addressOf(request),
  ...(viewer === undefined ? {} : { by: actorOf(viewer), session: viewer.session }),
});

/** The pattern, not the path: a path may hold the secret of a link. */
const routeOf = (request: ViewedRequest): string => `${request.method ?? ''} ${request.route?.path ?? ''}`;

/** What was asked for, where it looks like an id of ours; anything else may be what a person wrote. */
const idIn = (id: unknown): { id: string } | object =>
  typeof id === 'string' && /^[a-z0-9-]{1,64}$/.test(id) ? { id } : {};
