/** Twenty browsers that stop reading, each followed by another as soon as it is cut: when they are cut, what they cost in memory, and how the others fare. */
import { readFileSync } from 'node:fs';
import type { Socket as Wire } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { Answering } from './answering.js';
import { complaint, type Trial } from './complaint.js';
import { FaultCourt, buttonIds, type FaultOptions } from './court.js';
import { footprintOf } from './footprint.js';
import { nameOf } from './history.js';
import { cookieOf, FaultScreen } from './screen.js';

const frozenCount = 20;
const healthyCount = 3;
const pressEveryMs = 100;
const mostMiBMore = 50;
const cutWithinMs = 30_000;
const onScreenWithinMs = 1_000;
const minuteMs = 60_000;
const lookEveryMs = 250;
const catchesUpMs = 10_000;

/** `rounds` are minutes with the frozen; before them as many without, eight at most, in which a console grows as large as it does by itself. */
export const frozenScreens = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    const { url, pid } = court.console;
    const cookie = await cookieOf(url, 'guard');
    const healthy = Array.from({ length: healthyCount }, () => new FaultScreen(url.slice(0, -1), cookie));
    const [guard, chief] = [new Answering(url, court.history), new Answering(url, court.history)];
    await Promise.all([guard.signIn(), chief.signIn('chief')]);
    const spanMs = minuteMs * (options.rounds ?? 1);
    const frozenFromMs = performance.now() + Math.min(spanMs, 8 * minuteMs);
    const untilMs = frozenFromMs + spanMs;
    const pressed = new Map<string, number>();
    const load = press(court, untilMs, pressed);
    const answers = answer(guard, chief, untilMs);
    try {
      const before = await mostMemory(pid, frozenFromMs, frozenFromMs - minuteMs / 2);
      const lanes = Array.from({ length: frozenCount }, () => freezeUntil(court, url, cookie, untilMs));
      const after = await mostMemory(pid, untilMs);
      await Promise.all([...lanes, load, answers]);
      await court.settle();
      const last = performance.now() + catchesUpMs;
      const areShown = (): boolean =>
        healthy.every(({ ringsAtMs }) => [...pressed.keys()].every((name) => ringsAtMs.has(name)));
      while (!areShown() && performance.now() < last) await pause(lookEveryMs);
      tellMemory(court, before, after);
      for (const screen of healthy)
        tellDelays(
          court,
          screen,
          [...pressed].filter(([, atMs]) => atMs > frozenFromMs),
        );
    } finally {
      await Promise.all(healthy.map((screen) => screen.close()));
    }
    court.check();
  });

/** By the beat, however long the last one took. */
async function press(court: FaultCourt, untilMs: number, pressed: Map<string, number>): Promise<void> {
  const buttons = await Promise.all(buttonIds.slice(0, 10).map((id) => court.button(id)));
  for (let at = 0; performance.now() < untilMs; at += 1) {
    const atMs = performance.now();
    void buttons[at % buttons.length]?.press().then(({ name }) => pressed.set(nameOf(name), atMs));
    await pause(pressEveryMs);
  }
}

async function answer(guard: Answering, chief: Answering, untilMs: number): Promise<void> {
  for (; performance.now() + minuteMs / 2 < untilMs; await pause(minuteMs / 2)) {
    await guard.closeAll();
    await guard.endAll(chief);
  }
}

/** @returns MiB */
async function mostMemory(pid: number, untilMs: number, fromMs = 0): Promise<number> {
  let most = 0;
  for (; performance.now() < untilMs; await pause(lookEveryMs))
    if (performance.now() > fromMs) most = Math.max(most, footprintOf(pid).rssMiB);
  return most;
}

/** One browser after another: connected, signed in, following, and never reading again. */
async function freezeUntil(court: FaultCourt, url: string, cookie: string, untilMs: number): Promise<void> {
  while (performance.now() < untilMs) {
    const { socket, port } = await frozenScreen(url, cookie);
    const frozenAtMs = performance.now();
    const tookMs = (): number => performance.now() - frozenAtMs;
    while (isOpen(port) && tookMs() < 2 * cutWithinMs) await pause(lookEveryMs);
    socket.disconnect();
    court.count('frozen');
    court.most('ms until a frozen one is cut', tookMs());
    if (tookMs() > cutWithinMs)
      court.complaints.push(complaint('frozen-screen-kept', `one was kept for ${Math.round(tookMs())} ms`));
  }
}

/** @returns with the port of its own end */
export async function frozenScreen(
  url: string,
  cookie: string,
): Promise<{ readonly socket: Socket; readonly port: number }> {
  const socket = io(`${url}live`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { Cookie: cookie },
  });
  await new Promise<void>((up) =>
    socket
      .on('snapshot', () => up())
      .on('connect', () => socket.emit('follow', { court: 'demo', cursor: null })),
  );
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: Wire } } };
  transport.ws._socket.pause();
  return { socket, port: transport.ws._socket.localPort ?? 0 };
}

/** Who does not read does not hear that it was cut; the system knows. */
function isOpen(port: number): boolean {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const established = '01';
  return ['/proc/net/tcp', '/proc/net/tcp6'].some((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .some((line) => {
        const [, from, , state] = line.trim().split(/\s+/);
        return from?.endsWith(local) === true && state === established;
      }),
  );
}

function tellMemory(court: FaultCourt, before: number, after: number): void {
  court.most('MiB before', before);
  court.most('MiB more with the frozen', after - before);
  if (after - before > mostMiBMore)
    court.complaints.push(complaint('memory-grows', `${Math.round(before)} to ${Math.round(after)} MiB`));
}

function tellDelays(
  court: FaultCourt,
  { ringsAtMs }: FaultScreen,
  pressed: readonly (readonly [string, number])[],
): void {
  const tookMs = pressed
    .map(([name, atMs]) => (ringsAtMs.get(name) ?? Number.POSITIVE_INFINITY) - atMs)
    .toSorted((a, b) => a - b);
  const p99 = tookMs[Math.floor(tookMs.length * 0.99)] ?? Number.POSITIVE_INFINITY;
  court.most('ms to a healthy screen, p50', tookMs[Math.floor(tookMs.length / 2)] ?? Number.NaN);
  court.most('ms to a healthy screen, p99', p99);
  if (p99 > onScreenWithinMs)
    court.complaints.push(
      complaint('flood-hurts-others', `p99 of ${tookMs.length} presses: ${Math.round(p99)} ms`),
    );
}
