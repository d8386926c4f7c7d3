/** A guard's screen on a bad line: follows by its cursor, takes it up again after each cut, and remembers what it was told. */
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { demoPassword } from '../../src/access/demo.js';
import { nameOf, type EventName } from './history.js';
import { complaint, type Complaint } from './complaint.js';
import type { Pictured, Told } from '../support/screen.js';

export async function cookieOf(url: string, username: string): Promise<string> {
  const answer = await fetch(`${url}api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password: demoPassword }),
  });
  if (answer.status !== 201) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

const lookEveryMs = 20;
const oldestPulseMs = 10_000;

export class FaultScreen {
  /** the facts' numbers, in the order in which it was told them */
  readonly told: number[] = [];
  /** when it was told that a press rang, by the event's name */
  readonly ringsAtMs = new Map<string, number>();
  /** [from, to]: what a snapshot told it all at once */
  readonly pictured: (readonly [number, number])[] = [];
  cuts = 0;
  #cursor: number | null = null;
  #isOver = false;
  #end: () => void = () => undefined;
  readonly #life: Promise<void>;

  constructor(
    readonly url: string,
    readonly cookie: string,
  ) {
    this.#life = this.#live();
  }

  get cursor(): number {
    return this.#cursor ?? 0;
  }

  /** @returns whether it came so far in time */
  async reaches(cursor: number, withinMs: number): Promise<boolean> {
    for (const startedAtMs = performance.now(); this.cursor < cursor; await pause(lookEveryMs))
      if (performance.now() - startedAtMs > withinMs) return false;
    return true;
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#end();
    await this.#life;
  }

  async #live(): Promise<void> {
    while (!this.#isOver) {
      await this.#follow();
      this.cuts += 1;
      await pause(lookEveryMs);
    }
  }

  /** One connection, from its start to its cut; also one that never comes about. */
  async #follow(): Promise<void> {
    const socket = io(`${this.url}/live`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: oldestPulseMs,
      extraHeaders: { Cookie: this.cookie },
    });
    const ended = new Promise<void>((end) => {
      this.#end = end;
      socket.io.on('close', () => end());
      socket.io.on('error', () => end());
      socket.on('connect_error', () => end());
    });
    // A page that hears no pulse takes its line for dead (contracts.md 2).
    let pulse = setTimeout(this.#end, oldestPulseMs);
    socket.on('pulse', () => {
      clearTimeout(pulse);
      pulse = setTimeout(this.#end, oldestPulseMs);
    });
    socket.on('connect', () => socket.emit('follow', { court: 'demo', cursor: this.#cursor }));
    socket.on('snapshot', ({ cursor }: Pictured) => {
      this.pictured.push([this.cursor, cursor]);
      this.#cursor = cursor;
    });
    socket.on('facts', ({ from, to, facts }: Told) => {
      // A page applies facts only at its own cursor, and follows again from there (contracts.md 2).
      if (from !== this.#cursor) return socket.emit('follow', { court: 'demo', cursor: this.#cursor });
      this.told.push(...facts.map(({ seq }) => seq));
      for (const { type, data } of facts)
        if (type === 'alarm.raised' || type === 'alarm.pressed-again')
          this.ringsAtMs.set(nameOf(data as unknown as EventName), performance.now());
      this.#cursor = to;
      return undefined;
    });
    await ended;
    clearTimeout(pulse);
    socket.disconnect();
  }
}

/** What one screen was told against what another, whose line was never cut, was told. */
export function missedFacts(screen: FaultScreen, reference: FaultScreen): Complaint[] {
  const told = new Set(screen.told);
  const first = Math.min(...reference.told);
  const isPictured = (seq: number): boolean => screen.pictured.some(([from, to]) => from < seq && seq <= to);
  const missed = reference.told.filter((seq) => !told.has(seq) && !isPictured(seq));
  const twice = screen.told.length - told.size;
  return [
    ...(missed.length > 0
      ? [complaint('screen-missed-a-fact', `facts ${missed.slice(0, 10).join(' ')}`)]
      : []),
    ...(twice > 0 ? [complaint('screen-was-told-twice', `${twice} facts since ${first}`)] : []),
  ];
}
