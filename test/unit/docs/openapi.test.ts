import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openApiDocument, type OpenApiDocument, type RunningRoute } from '../../../src/console/openapi.js';
import { openApiPage } from '../../../src/console/openapi-page.js';
import { faultsOf } from '../../support/openapi-check.js';

const route = (given: Partial<RunningRoute>): RunningRoute => ({
  verb: 'GET',
  path: '/api/things',
  need: 'alarm:read',
  controller: 'Things',
  handler: 'list',
  status: undefined,
  media: undefined,
  body: undefined,
  query: undefined,
  ...given,
});

const document = openApiDocument(
  '1.0',
  [
    route({ query: z.object({ limit: z.coerce.number().int().min(1).default(10), of: z.string() }) }),
    route({
      verb: 'POST',
      path: '/api/things/:id/close',
      handler: 'close',
      status: 200,
      body: z.object({
        reason: z
          .string()
          .min(1)
          .regex(/^[^<]+$/),
      }),
    }),
    route({ verb: 'POST', handler: 'make', body: z.object({ note: z.string().optional() }).default({}) }),
    route({ path: '/api/open', need: 'open', handler: 'open', media: 'text/plain; charset=utf-8' }),
  ],
  [{ message: 'follow', need: 'live:follow' }],
);

const { get: list, post: make } = document.paths['/api/things']!;
const close = document.paths['/api/things/{id}/close']!['post']!;

type Part = Record<string, unknown>;

const nothing = Symbol('nothing');

/** The same document with one thing put in another’s place, or nothing. */
function broken(path: readonly string[], value: unknown): string[] {
  const copy: unknown = structuredClone(document);
  const last = path.at(-1)!;
  const at = path.slice(0, -1).reduce<unknown>((part, step) => (part as Part)[step], copy) as Part;
  if (value === nothing) delete at[last];
  else at[last] = value;
  return faultsOf(copy as OpenApiDocument);
}

describe('a route in the API’s document', () => {
  it('takes its query and its path as parameters, needed where no default stands in', () => {
    expect(list!.parameters).toEqual([
      {
        name: 'limit',
        in: 'query',
        required: false,
        schema: expect.objectContaining({ default: 10, minimum: 1 }),
      },
      { name: 'of', in: 'query', required: true, schema: { type: 'string' } },
    ]);
    expect(close.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    ]);
  });

  it('needs its body only where the route refuses an empty one', () => {
    expect(close.requestBody!.required).toBe(true);
    expect(make!.requestBody!.required).toBe(false);
  });

  it('answers 201 for what a POST makes, and what the controller says otherwise', () => {
    expect(Object.keys(make!.responses)[0]).toBe('201');
    expect(Object.keys(close.responses)[0]).toBe('200');
  });

  it('names its permission and the roles that hold it, and asks no session where it is open', () => {
    expect(close).toMatchObject({ 'x-permission': 'alarm:read', security: [{ session: [] }] });
    expect(close.description).toContain('guard, chief, officer');
    expect(close.description).not.toContain('auditor');
    expect(document.paths['/api/open']!['get']).toMatchObject({ 'x-permission': 'open', security: [] });
  });

  it('tells the problems that it may answer with, each as problem+json', () => {
    const told = Object.keys(close.responses).filter((status) => status !== '200');
    expect(told).toEqual(['400', '401', '403', '404', '409', '413', '503', 'default']);
    expect(document.components['responses']!['Problem409']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  });
});

describe('the page of the API’s document', () => {
  it('writes what came from a schema as text, never as markup', () => {
    const page = openApiPage(document);
    expect(page).toContain('^[^&lt;]+$');
    expect(page).not.toContain('^[^<]+$');
  });
});

describe('the check of the document’s form', () => {
  it('finds nothing in a document as it is made', () => expect(faultsOf(document)).toEqual([]));

  const open = ['paths', '/api/open', 'get'];
  const closing = ['paths', '/api/things/{id}/close', 'post', 'parameters'];
  const alarm = ['components', 'schemas', 'Alarm'];
  const faults: [string, RegExp, string[], unknown][] = [
    ['another version', /is no 3.1/, ['openapi'], '3.0.3'],
    ['a title that is absent', /lacks title/, ['info', 'title'], nothing],
    ['a path with a colon', /keeps a colon/, ['paths', '/x/:id'], {}],
    ['an unknown method', /no method/, ['paths', '/api/open', 'fetch'], {}],
    ['an unknown field', /has a field sumary/, [...open, 'sumary'], 'x'],
    ['an id used twice', /used twice/, [...open, 'operationId'], 'things.list'],
    ['a path parameter that is absent', /not those of the path/, closing, nothing],
    ['a path parameter that may be left out', /not required/, [...closing, '0', 'required'], false],
    ['no response', /no response/, [...open, 'responses'], {}],
    ['a status that is none', /no status/, [...open, 'responses', '99'], { description: 'x' }],
    [
      'a response without a description',
      /no description/,
      [...open, 'responses', '200', 'description'],
      nothing,
    ],
    ['a security that is not declared', /not declared/, [...open, 'security'], [{ token: [] }]],
    ['a tag that is not declared', /not declared/, [...open, 'tags'], ['Other']],
    ['a reference to nothing', /points at nothing/, ['components', 'schemas', 'Problem'], nothing],
    ['a type that is none', /type holds/, [...alarm, 'properties', 'id', 'type'], 'text'],
    ['a keyword that is none', /nullable is no keyword/, [...alarm, 'nullable'], true],
    ['a pattern that is none', /pattern holds/, [...alarm, 'properties', 'id', 'pattern'], '('],
    ['a field needed and not described', /needs colour/, [...alarm, 'required'], ['id', 'colour']],
    ['a media type that is none', /no media type/, [...open, 'responses', '200', 'content'], { json: {} }],
  ];
  it.each(faults)('finds %s', (_name, fault, path, value) => {
    expect(broken(path, value).join('\n')).toMatch(fault);
  });
});
