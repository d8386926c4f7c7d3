/** Reads the running routes, and makes the API's document and its page from them once. */
import { Injectable, type Type } from '@nestjs/common';
import { HEADERS_METADATA, HTTP_CODE_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { z } from 'zod';
import { Routes, type HandledRoute } from '../access/routes.service.js';
import { openApiDocument, type OpenApiDocument, type RunningRoute } from './openapi.js';
import { openApiPage } from './openapi-page.js';

const contractVersion = '1.0';
const messagePrefix = 'message ';

@Injectable()
export class OpenApi {
  #document: OpenApiDocument | undefined;
  #page: string | undefined;

  constructor(private readonly routes: Routes) {}

  document(): OpenApiDocument {
    this.#document ??= this.#made();
    return this.#document;
  }

  page(): string {
    this.#page ??= openApiPage(this.document());
    return this.#page;
  }

  #made(): OpenApiDocument {
    const handled = this.routes.handled();
    const messages = handled.flatMap(({ route, need }) =>
      route.startsWith(messagePrefix) && need !== undefined
        ? [{ message: route.slice(messagePrefix.length), need }]
        : [],
    );
    return openApiDocument(contractVersion, handled.flatMap(runningRoute), messages);
  }
}

interface Argument {
  readonly schema?: z.ZodType;
}

function runningRoute({ route, need, owner, handler }: HandledRoute): RunningRoute[] {
  if (route.startsWith(messagePrefix) || need === undefined) return [];
  const [verb = '', path = ''] = route.split(' ');
  const method = (owner.prototype as Record<string, object>)[handler] as object;
  const headers = (Reflect.getMetadata(HEADERS_METADATA, method) ?? []) as {
    readonly name: string;
    readonly value: string;
  }[];
  return [
    {
      verb,
      path,
      need,
      controller: owner.name.replace(/Controller$/, ''),
      handler,
      status: Reflect.getMetadata(HTTP_CODE_METADATA, method) as number | undefined,
      media: headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value,
      body: schemaGiven(owner, handler, RouteParamtypes.BODY),
      query: schemaGiven(owner, handler, RouteParamtypes.QUERY),
    },
  ];
}

/** The schema given to `@Body` or `@Query`; Nest keeps the arguments under `{type}:{index}`. */
function schemaGiven(owner: Type, handler: string, type: RouteParamtypes): z.ZodType | undefined {
  const kept = (Reflect.getMetadata(ROUTE_ARGS_METADATA, owner, handler) ?? {}) as Record<string, Argument>;
  return Object.entries(kept).find(([key, { schema }]) => key.startsWith(`${type}:`) && schema)?.[1].schema;
}
