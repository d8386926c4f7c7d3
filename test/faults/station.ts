/** A police station's own system: takes what the court tells it over HTTP, and remembers each telling as it came. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Recorder } from './history.js';

/** long enough to be killed in, also on a machine that is busy */
const answersAfterMs = 1_000;
const secret = 'a secret of the court and the station';

export class Station {
  /** of all arrivals, the refused included */
  #arrivals = 0;
  readonly #waiting = new Set<() => void>();

  private constructor(
    readonly server: Server,
    readonly history: Recorder,
  ) {}

  static async open(history: Recorder): Promise<Station> {
    history.listens();
    const server = createServer();
    const station = new Station(server, history);
    server.on('request', (request, response) => {
      void textOf(request).then(async (body) => {
        response.statusCode = station.#take(request, body) ? 200 : 503;
        if (station.#isWatched()) await pause(answersAfterMs);
        response.end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return station;
  }

  get settings(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return {
      COURT_POLICE_WEBHOOK_URL: `http://127.0.0.1:${port}/cap`,
      COURT_POLICE_WEBHOOK_SECRET: secret,
    };
  }

  /** Resolves at the moment when the next telling is taken, before the court has its answer; or when it has been too long. */
  next(withinMs: number): Promise<void> {
    return new Promise((come) => {
      const late = setTimeout(come, withinMs);
      this.#waiting.add(() => {
        clearTimeout(late);
        come();
      });
    });
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** The very first is refused, as by a system that is just being restarted. */
  #take({ headers }: IncomingMessage, body: string): boolean {
    this.#arrivals += 1;
    const isTaken = this.#arrivals > 1;
    const [, time = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(headers['court-signature'])) ?? [];
    const isSigned = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex') === mac;
    if (isTaken) this.history.told({ id: String(headers['court-delivery']), body, isSigned });
    return isTaken;
  }

  /** Whoever waited for it is told, and has a while before the court has its answer. */
  #isWatched(): boolean {
    const waiting = [...this.#waiting];
    if (this.#arrivals < 2 || waiting.length === 0) return false;
    this.#waiting.clear();
    for (const come of waiting) come();
    return true;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
