/** Reads the permission of every route, and lets nothing start while one names none. */
import { Injectable, RequestMethod, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { needKey, type Need } from './needs.guard.js';

export interface RouteNeed {
  /** `GET /api/places`, or `message follow` for a message of a socket */
  readonly route: string;
  /** undefined: it names none */
  readonly need: Need | undefined;
}

/** A route with the controller's method that answers it. */
export interface HandledRoute extends RouteNeed {
  readonly owner: Type;
  readonly handler: string;
}

// As @nestjs/websockets marks a handler; the package keeps the names to itself.
const messageMark = 'websockets:message_mapping';
const messageName = 'message';

@Injectable()
export class Routes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws TypeError which names every route and every socket message without `@Needs` or `@Open` */
  onModuleInit(): void {
    const silent = this.table().filter(({ need }) => need === undefined);
    if (silent.length > 0)
      throw new TypeError(`these name no permission: ${silent.map(({ route }) => route).join(', ')}`);
  }

  /** Every route and every socket message, sorted. */
  table(): RouteNeed[] {
    return this.handled().map(({ route, need }) => ({ route, need }));
  }

  /** The same, with what answers them. */
  handled(): HandledRoute[] {
    const http = this.#handlersOf(this.discovery.getControllers()).flatMap(routesOf);
    const messages = this.#handlersOf(this.discovery.getProviders()).flatMap(messagesOf);
    return [...http, ...messages].toSorted((a, b) => (a.route < b.route ? -1 : 1));
  }

  #handlersOf(wrappers: ReturnType<DiscoveryService['getControllers']>): Handler[] {
    return wrappers.flatMap(({ metatype }) => {
      const prototype: unknown = metatype?.prototype;
      if (typeof prototype !== 'object' || prototype === null) return [];
      return this.scanner.getAllMethodNames(prototype).map((name) => ({
        owner: metatype as Type,
        handler: name,
        method: (prototype as Record<string, object>)[name] as object,
      }));
    });
  }
}

interface Handler {
  readonly owner: Type;
  readonly handler: string;
  readonly method: object;
}

const metadata = <T>(mark: string, from: object): T | undefined =>
  Reflect.getMetadata(mark, from) as T | undefined;
const listed = (paths: string | string[] | undefined): string[] => [paths ?? ''].flat();

function routesOf({ owner, handler, method }: Handler): HandledRoute[] {
  const verb = metadata<RequestMethod>(METHOD_METADATA, method);
  if (verb === undefined) return [];
  const need = metadata<Need>(needKey, method);
  return listed(metadata(PATH_METADATA, owner)).flatMap((prefix) =>
    listed(metadata(PATH_METADATA, method)).map((path) => ({
      route: `${RequestMethod[verb]} /${[prefix, path].join('/').split('/').filter(Boolean).join('/')}`,
      need,
      owner,
      handler,
    })),
  );
}

function messagesOf({ owner, handler, method }: Handler): HandledRoute[] {
  if (metadata<boolean>(messageMark, method) !== true) return [];
  const route = `message ${metadata<string>(messageName, method) ?? ''}`;
  return [{ route, need: metadata(needKey, method), owner, handler }];
}
