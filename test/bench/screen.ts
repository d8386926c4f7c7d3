/** A guard room's screen without the picture: follows the live feed and says when an alarm is there. */
import { io, type Socket } from 'socket.io-client';
import type { Target } from './job.js';

interface Told {
  readonly type: string;
  readonly subject?: { readonly id: string };
  readonly data: { readonly device?: string; readonly boot?: string; readonly seq?: number };
}

export interface Screen {
  /** what to do with each fact, at the moment it is read from the socket */
  onFact: (fact: Told, atMs: number) => void;
  readonly say: (what: 'shown' | 'sounded', alarm: string) => void;
  readonly post: (path: string, body: object) => Promise<void>;
  readonly close: () => void;
}

/** @param cookie of who is signed in already: passwords are hashed slowly on purpose, and that is not what a crowd of screens costs */
export async function openScreen(target: Target, cookie?: string): Promise<Screen> {
  cookie ??= await cookieOf(target);
  const socket = io(`${target.httpUrl}live`, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    forceNew: true,
  });
  const screen: Screen = {
    onFact: () => undefined,
    say: (what, alarm) => void socket.emit(what, { alarm }),
    post: (path, body) => post(target.httpUrl, path, body, cookie).then(() => undefined),
    close: () => socket.disconnect(),
  };
  socket.on('facts', ({ facts }: { facts: readonly Told[] }) => {
    const atMs = performance.now();
    for (const fact of facts) screen.onFact(fact, atMs);
  });
  await connected(socket);
  if (!target.isBridge) {
    const shown = new Promise((done) => socket.once('snapshot', done));
    socket.emit('follow', { court: 'demo', cursor: null });
    await shown;
  }
  return screen;
}

function connected(socket: Socket): Promise<void> {
  return new Promise((done, failed) => {
    socket.once('connect', done);
    socket.once('connect_error', failed);
  });
}

export async function cookieOf({ httpUrl, isBridge }: Target): Promise<string> {
  if (isBridge) return '';
  const answer = await post(httpUrl, 'api/session', { username: 'guard', password: 'courthouse-demo' }, '');
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function post(url: string, path: string, body: object, cookie: string): Promise<Response> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    // A connection that was kept may be closed by the other side at the moment of its use.
    headers: { 'content-type': 'application/json', cookie, connection: 'close' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
