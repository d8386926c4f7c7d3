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
import { DomainError, refused } from '../kernel/errors.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { secretIn } from './cookie.js';
import { isOwnOrigin } from './origin.js';
import type { Permission } from './permission.js';
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

/** For servers that do not pass the guard: uploads, Socket.IO's `allowRequest`. */
export const comesFromOwnPages = (request: IncomingMessage): boolean =>
  isOwnOrigin({ origin: request.headers.origin, host: request.headers.host }, isOverTls(request));

interface MessageSocket {
  readonly data: { readonly viewer?: Viewer };
  emit(event: string, body: object): unknown;
}

@Injectable()
export class NeedsGuard implements CanActivate {
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
    if (viewer === undefined) throw await this.#unknown(request);
    if (need === undefined || !viewer.permissions.has(need)) throw await this.#lacking(request, viewer, need);
    return true;
  }

  /** A message of a socket whose handshake left its viewer in `data`; what is refused is told as `refused`. */
  async #mayMessage(context: ExecutionContext, need: Need | undefined): Promise<boolean> {
    const ws = context.switchToWs();
    const socket = ws.getClient<MessageSocket>();
    const { viewer } = socket.data;
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

  async #demandOwnPages(request: ViewedRequest, viewer: Viewer | undefined): Promise<void> {
    if (comesFromOwnPages(request)) return;
    const error = refused('FOREIGN_ORIGIN', 'this request was made by a page of another site', this.#told());
    const refusal = this.#refusal(error.code, request, viewer);
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
        this.#refusal('SESSION_OVER', request, undefined),
        this.options.clock.nowMs(),
      );
    return error;
  }

  async #lacking(request: ViewedRequest, viewer: Viewer, need: Permission | undefined): Promise<DomainError> {
    const code = 'PERMISSION_LACKING';
    await this.refusals.record({
      ...this.#refusal(code, request, viewer),
      ...(need === undefined ? {} : { permission: need }),
    });
    return refused(code, 'your role does not allow this', { permission: need });
  }

  #refusal(code: string, request: ViewedRequest, viewer: Viewer | undefined): Refusal {
    return {
      code,
      route: routeOf(request),
      ...idIn(request),
      address: addressOf(request),
      ...(viewer === undefined ? {} : { by: actorOf(viewer), session: viewer.session }),
    };
  }

  #told(): Record<string, unknown> {
    return this.options.demo ? { demo: true } : {};
  }
}

/** The pattern, not the path: a path may hold the secret of a link. */
const routeOf = (request: ViewedRequest): string => `${request.method ?? ''} ${request.route?.path ?? ''}`;

/** What was asked for, where it looks like an id of ours; anything else may be what a person wrote. */
const idIn = (request: ViewedRequest): { id: string } | object => {
  const id = request.params?.['id'];
  return id !== undefined && /^[a-z0-9-]{1,64}$/.test(id) ? { id } : {};
};
