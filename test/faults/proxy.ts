/** A wire between a client and the console that a test may slow, split, block or cut. */
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Weather {
  /** each chunk waits so long, both ways */
  readonly delayMs?: number;
  /** every chunk arrives in pieces of so many bytes */
  readonly pieceBytes?: number;
  /** what goes to the console is held back, as on a line that nobody notices is dead */
  readonly holdsUp?: boolean;
  /** what comes from the console is held back: with `holdsUp` a black hole, where neither end learns that the other is gone; alone a line that is half open */
  readonly holdsDown?: boolean;
}

interface Wire {
  readonly client: Socket;
  readonly console: Socket;
}

export class FaultProxy {
  #weather: Weather = {};
  readonly #wires = new Set<Wire>();
  readonly #changed = new Set<() => void>();

  private constructor(
    readonly server: Server,
    /** a port of this machine; another one from now on moves the address, as a virtual IP does */
    public target: number,
  ) {}

  static async to(port: number): Promise<FaultProxy> {
    const server = createServer({ noDelay: true });
    const proxy = new FaultProxy(server, port);
    server.on('connection', (socket) => proxy.#join(socket));
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#wires.size;
  }

  /** From now on, for wires that there are and those to come. */
  weather(weather: Weather): void {
    this.#weather = weather;
    for (const changed of [...this.#changed]) changed();
  }

  /** Cuts every wire now, without a word to either end. */
  cut(): void {
    for (const { client, console } of this.#wires) {
      client.resetAndDestroy();
      console.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    this.weather({});
    this.cut();
    await new Promise((closed) => this.server.close(closed));
  }

  #join(client: Socket): void {
    const console = createConnection({ port: this.target, host: '127.0.0.1', noDelay: true });
    const wire = { client, console };
    this.#wires.add(wire);
    const part = async (gone: Socket, other: Socket): Promise<void> => {
      gone.destroy();
      while (this.#isBlackHole() && !other.destroyed) await this.#nextWeather(other);
      other.destroy();
      this.#wires.delete(wire);
    };
    for (const [socket, other] of [
      [client, console],
      [console, client],
    ] as const) {
      // A cut wire is what this is for; the ends see it as it is.
      socket.on('error', () => void part(socket, other));
      socket.on('close', () => void part(socket, other));
    }
    void this.#carry(client, console, 'holdsUp');
    void this.#carry(console, client, 'holdsDown');
  }

  /** One way of a wire, in order: what waits keeps all behind it waiting, as TCP does. */
  async #carry(from: Socket, to: Socket, holds: 'holdsUp' | 'holdsDown'): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        while (this.#weather[holds] === true && !from.destroyed) await this.#nextWeather(from);
        await this.#deliver(chunk, to);
      }
      while (this.#isBlackHole() && !to.destroyed) await this.#nextWeather(to);
      to.end();
    } catch {
      // One end was cut: the other learns it by its own close.
    }
  }

  #isBlackHole(): boolean {
    return this.#weather.holdsUp === true && this.#weather.holdsDown === true;
  }

  async #deliver(chunk: Buffer, to: Socket): Promise<void> {
    const { delayMs = 0, pieceBytes = chunk.length } = this.#weather;
    if (delayMs > 0) await new Promise((go) => setTimeout(go, delayMs));
    for (let at = 0; at < chunk.length && !to.destroyed; at += pieceBytes) {
      to.write(chunk.subarray(at, at + pieceBytes));
      // Each piece is a packet of its own.
      if (pieceBytes < chunk.length) await new Promise<void>((go) => setImmediate(go));
    }
  }

  #nextWeather(socket: Socket): Promise<void> {
    return new Promise((go) => {
      const changed = (): void => {
        this.#changed.delete(changed);
        socket.off('close', changed);
        go();
      };
      this.#changed.add(changed);
      socket.once('close', changed);
    });
  }
}
