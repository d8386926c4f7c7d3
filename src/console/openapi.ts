/** The OpenAPI 3.1 document of the routes that run. Pure. */
import { z } from 'zod';
import { permissionsOf, roles, type Permission } from '../access/permission.js';
import { answers, nameOf, shapes } from './openapi-answers.js';
import type { RouteWords } from './openapi-saying.js';
import { messageWords, routeWords, tagWords } from './openapi-words.js';
import { titles } from './problem.js';

/** A route as the container runs it. */
export interface RunningRoute {
  /** `GET` */
  readonly verb: string;
  /** `/api/alarms/:id` */
  readonly path: string;
  readonly need: Permission | 'open';
  /** `Alarms` */
  readonly controller: string;
  readonly handler: string;
  /** where the controller names them */
  readonly status: number | undefined;
  readonly media: string | undefined;
  readonly body: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
}

export interface RunningMessage {
  readonly message: string;
  readonly need: Permission | 'open';
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly 'x-permission': string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Content } | { readonly $ref: string }>
  >;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly 'x-socket-messages': readonly {
    readonly message: string;
    readonly 'x-permission': string;
    readonly description: string;
  }[];
}

const keyOf = ({ verb, path }: RunningRoute): string => `${verb} ${path}`;
const wordsOf = (route: RunningRoute): RouteWords | undefined => routeWords[keyOf(route)];
const said = (words: RouteWords | undefined): string =>
  words === undefined ? '' : `${words.zh} / ${words.en}`;

/** JSON Schema (2020-12, which is OpenAPI 3.1's) of what may be sent. */
function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

const pathOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

function parametersOf({ path, query }: RunningRoute): Parameter[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']): Parameter => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const asked: JsonSchema = query === undefined ? {} : schemaOf(query);
  const needed = (asked['required'] ?? []) as readonly string[];
  const inQuery = Object.entries((asked['properties'] ?? {}) as Record<string, JsonSchema>).map(
    ([name, schema]): Parameter => ({ name, in: 'query', required: needed.includes(name), schema }),
  );
  return [...inPath, ...inQuery];
}

const changes = ({ verb }: RunningRoute): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(verb);
const takesBody = (route: RunningRoute): boolean =>
  route.body !== undefined ||
  wordsOf(route)?.takes !== undefined ||
  (wordsOf(route)?.devicesToo === true && route.verb !== 'HEAD');
const knowsWho = (route: RunningRoute): boolean =>
  route.need !== 'open' || wordsOf(route)?.devicesToo === true || route.path === '/api/session';

/** Which problems a route may answer with; any other is under `default`. */
const problems: readonly (readonly [number, (route: RunningRoute) => boolean])[] = [
  [400, (route) => takesBody(route) || route.query !== undefined],
  [401, knowsWho],
  [403, () => true], // a page of another site is refused everywhere
  [404, ({ path }) => path.includes(':')],
  [409, changes],
  [413, takesBody],
  [503, (route) => changes(route) || route.path === '/readyz'],
];

const statusOf = (route: RunningRoute): number =>
  wordsOf(route)?.status ?? route.status ?? (route.verb === 'POST' ? 201 : 200);
const mediaOf = (route: RunningRoute): string =>
  wordsOf(route)?.media ?? route.media?.split(';')[0] ?? 'application/json';

function contentOf(route: RunningRoute): { readonly content?: Content } {
  const media = mediaOf(route);
  if (statusOf(route) === 204 || media === 'none') return {};
  const answer = answers[keyOf(route)];
  const shape = answer === undefined ? undefined : nameOf(answer);
  return {
    content: { [media]: shape === undefined ? {} : { schema: { $ref: `#/components/schemas/${shape}` } } },
  };
}

function responsesOf(route: RunningRoute): Operation['responses'] {
  const status = statusOf(route);
  const description = status === 201 ? '已创建 / created' : '成功 / done';
  const told = problems
    .filter(([, may]) => may(route))
    .map(([number]) => [String(number), { $ref: `#/components/responses/Problem${number}` }]);
  return {
    [String(status)]: { description, ...contentOf(route) },
    ...Object.fromEntries(told),
    default: { $ref: '#/components/responses/Problem' },
  };
}

const rolesWith = (need: Permission): string =>
  roles.filter((role) => permissionsOf([role]).has(need)).join(', ');

function needSaid(need: Permission | 'open', words: RouteWords | undefined): string {
  if (words?.devicesToo === true)
    return '权限：设备凭其密钥，或人员会话加 upload:create / permission: a device by its secret, or a session with upload:create';
  if (need === 'open') return '权限：无需登录 / permission: open, no sign-in';
  return `权限 / permission: ${need} (${rolesWith(need)})`;
}

function securityOf(need: Permission | 'open', words: RouteWords | undefined): Operation['security'] {
  if (words?.devicesToo === true) return [{ device: [] }, { session: [] }];
  return need === 'open' ? [] : [{ session: [] }];
}

function requestOf(body: RunningRoute['body'], words: RouteWords | undefined): Partial<Operation> {
  if (words?.takes !== undefined)
    return {
      requestBody: {
        required: true,
        content: Object.fromEntries(words.takes.map((kind) => [kind, { schema: { type: 'string' } }])),
      },
    };
  if (body === undefined) return {};
  const content = { 'application/json': { schema: schemaOf(body) } };
  return { requestBody: { required: !body.safeParse(undefined).success, content } };
}

function operationOf(route: RunningRoute): Operation {
  const { need, controller, handler, body } = route;
  const words = wordsOf(route);
  const parameters = parametersOf(route);
  return {
    operationId: `${controller.charAt(0).toLowerCase()}${controller.slice(1)}.${handler}`,
    tags: [controller],
    summary: said(words),
    description: needSaid(need, words),
    'x-permission': need,
    security: securityOf(need, words),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestOf(body, words),
    responses: responsesOf(route),
  };
}

const problemShape = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', description: 'urn:courthouse:problem:{code}' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
    detail: { type: 'string' },
  },
};

function problemResponses(): Record<string, object> {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const told = problems.map(([status]) => [
    `Problem${status}`,
    { description: titles[status] ?? '', content },
  ]);
  return { Problem: { description: 'RFC 9457', content }, ...Object.fromEntries(told) };
}

/** @param version of the contract */
export function openApiDocument(
  version: string,
  routes: readonly RunningRoute[],
  messages: readonly RunningMessage[],
): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes)
    (paths[pathOf(route.path)] ??= {})[route.verb.toLowerCase()] = operationOf(route);
  const running = new Set(routes.map(({ controller }) => controller));
  const known = Object.keys(tagWords).filter((tag) => running.has(tag));
  const tags = [...new Set([...known, ...running])];
  return {
    openapi: '3.1.0',
    info: {
      title: '法院安全控制台接口 / Courthouse safety console API',
      version,
      description:
        '由运行中的路由、权限和校验规则生成 / made from the routes, permissions and checks that run. 命令走 HTTP，事实走 Socket.IO 命名空间 /live / commands go over HTTP, facts over the Socket.IO namespace /live.',
    },
    tags: tags.map((name) => ({ name, description: said(tagWords[name]) })),
    paths,
    components: {
      schemas: { ...shapes(), Problem: problemShape },
      responses: problemResponses(),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-court_session',
          description: '演示中名为 court_session / court_session in the demo',
        },
        device: { type: 'http', scheme: 'basic', description: '设备编号与密钥 / device id and secret' },
      },
    },
    'x-socket-messages': messages.map(({ message, need }) => ({
      message,
      'x-permission': need,
      description: said(messageWords[message]),
    })),
  };
}
