/** A plain HTTP hook: POST /SOURCE with an event as JSON, answered when it is on disk. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { reasonOf } from '../../src/kernel/errors.js';
import type { Saying } from '../protocol/event.js';
import { isObject, readJson } from '../protocol/json.js';
import type { Translator } from './translator.js';

export interface HttpHookOptions {
  readonly port: number;
  readonly host?: string | undefined;
  /** given as `Authorization: Bearer TOKEN`, or as `?token=` by what cannot send headers */
  readonly token: string;
  readonly translator: Pick<Translator, 'hear'>;
  readonly log: (line: string) => void;
}

interface Answer {
  readonly status: number;
  readonly words: Readonly<Record<string, unknown>>;
}

const longestBytes = 60_000;

export async function openHttpHook(options: HttpHookOptions): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, options)
      .catch((thrown: unknown): Answer => {
        options.log(reasonOf(thrown));
        return { status: 503, words: { error: 'not kept, send it again' } };
      })
      .then(({ status, words }) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        return response.end(JSON.stringify(words));
      })
      .catch((thrown: unknown) => options.log(reasonOf(thrown)));
  });
  await new Promise<void>((up, fail) =>
    server.once('error', fail).listen(options.port, options.host ?? '127.0.0.1', up),
  );
  return server;
}

async function answer(request: IncomingMessage, options: HttpHookOptions): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://hook');
  if (!isSame(tokenOf(request, url), options.token)) return { status: 401, words: { error: 'wrong token' } };
  if (request.method !== 'POST') return { status: 405, words: { error: 'POST an event' } };
  const bytes = await bodyOf(request);
  if (bytes === undefined) return { status: 413, words: { error: 'too large' } };
  const json = readJson(bytes);
  if (!json.isJson || !isObject(json.value) || typeof json.value['type'] !== 'string')
    return { status: 400, words: { error: 'an event is a JSON object with a type' } };
  return keep(decodeURIComponent(url.pathname.slice(1)), json.value, options.translator);
}

const tokenOf = ({ headers }: IncomingMessage, url: URL): string =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? url.searchParams.get('token') ?? '';

async function keep(
  source: string,
  { id, at, ...event }: Readonly<Record<string, unknown>>,
  translator: HttpHookOptions['translator'],
): Promise<Answer> {
  const own = { id: source, ...(id !== undefined && { event: id }), ...(at !== undefined && { at }) };
  const saying = { ...event, source: own } as unknown as Saying;
  // Without an id of its own nothing tells a repeat from a second event.
  const key = JSON.stringify(['http', source, id ?? crypto.randomUUID()]);
  const outcome = await translator.hear({ source, saying, key });
  return outcome === 'unknown-source'
    ? { status: 404, words: { error: 'no device is named for this source' } }
    : { status: 200, words: { outcome } };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > longestBytes) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

const isSame = (given: string, wanted: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest());
