/** A console that stands by: answers that it does, tells whom it waits for, and writes nothing until the court is its own. */
import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createOverTls } from 'node:https';
import { connect } from 'node:net';
import { unavailable } from '../kernel/errors.js';
import { awaitCourt, type Holding, type Waiting } from '../storage/holding.js';
import { statuses, titles } from './problem.js';

export interface StandbyPlace {
  readonly databaseUrl: string;
  /** of an outside broker */
  readonly mqttUrl: string | undefined;
  readonly bind: string;
  readonly httpPort: number;
  /** PEM; plain HTTP without it */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly log: (line: string) => void;
}

const retryAfterSeconds = 2;
const reachWithinMs = 1_000;
const page = `<!doctype html><html lang="zh"><meta charset="utf-8"><meta http-equiv="refresh" content="${retryAfterSeconds}">
<title>待命 / Standing by</title><style>body{font:1.25rem/1.6 system-ui;max-width:36rem;margin:15vh auto;padding:0 1rem;color:#333}</style>
<h1>本机待命</h1><p>法院现由另一台控制台值守，报警不在这里处理。请打开值班地址；对方失效时，本机自动接管，本页随之打开。</p>
<h2>Standing by</h2><p>Another console holds this court; alarms are not answered here. Open the court’s own address. When that console fails, this one takes over and this page opens by itself.</p>`;

/** Resolves with the right to write, once nobody else has it; at once and in silence where nobody has it now. */
export async function standBy(place: StandbyPlace): Promise<Holding> {
  let told = '';
  let server: ReturnType<typeof serve> | undefined;
  const tell = (waiting: Waiting): void => {
    server ??= serve(place);
    const line = lineOf(waiting);
    if (line !== told) place.log(line);
    told = line;
  };
  const isFit = (): Promise<boolean> => reaches(place.mqttUrl);
  const holding = await awaitCourt(place.databaseUrl, { tell, isFit });
  if (server !== undefined) {
    place.log(`接管法院，第 ${holding.epoch} 任 / takes the court over, number ${holding.epoch}`);
    const closed = new Promise((done) => server?.close(done));
    server.closeAllConnections();
    await closed;
  }
  return holding;
}

/** Whether somebody listens there. */
const reaches = (url: string | undefined): Promise<boolean> =>
  new Promise((done) => {
    if (url === undefined) return done(false);
    const { hostname, port, protocol } = new URL(url);
    const usual = protocol === 'mqtts:' ? 8883 : 1883;
    const socket = connect(port === '' ? usual : Number(port), hostname);
    const end = (isThere: boolean): void => {
      socket.destroy();
      done(isThere);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
    socket.setTimeout(reachWithinMs, () => end(false));
  });

const lineOf = (waiting: Waiting): string =>
  'for' in waiting
    ? `待命：法院由 ${waiting.for} 值守 / stands by: ${waiting.for} holds the court`
    : `待命，但看不到数据库，无法接管 / stands by, but cannot see the database and could not take over: ${waiting.cannotSee}`;

function serve({ bind, httpPort, tls, log }: StandbyPlace): ReturnType<typeof createPlain> {
  const server = tls === undefined ? createPlain(answer) : createOverTls(tls, answer);
  // It takes over all the same; only nobody can ask it how it is.
  server.on('error', (error) => log(error.message));
  return server.listen(httpPort, bind);
}

function answer({ url, headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-store');
  if (url === '/healthz') {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ status: 'alive', role: 'standby' }));
    return;
  }
  const { code, kind, message } = unavailable(
    'STANDING_BY',
    'another console holds this court; this one stands by and takes over when that one fails',
  );
  response.statusCode = statuses[kind];
  response.setHeader('Retry-After', String(retryAfterSeconds));
  if (headers.accept?.includes('text/html') === true) {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(page);
    return;
  }
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  const problem = { type: `urn:courthouse:problem:${code}`, title: titles[response.statusCode], code };
  response.end(JSON.stringify({ ...problem, status: response.statusCode, detail: message }));
}
