/** The port on which panels call, TCP and UDP alike. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { reasonOf } from '../../src/kernel/errors.js';

const longestFrame = 8 * 1024;

export interface Dc09PortOptions {
  readonly port: number;
  readonly host?: string | undefined;
  readonly answer: (text: string) => Promise<string | undefined>;
  readonly log: (line: string) => void;
}

export class Dc09Port {
  readonly #options: Dc09PortOptions;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #udp: UdpSocket;

  private constructor(options: Dc09PortOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#udp = createSocket('udp4');
    this.#udp.on('message', (bytes, { address, port }) => {
      const text = /\n([^\r]*)\r/.exec(bytes.toString('latin1'))?.[1] ?? '';
      this.#answer(text, (frame) => this.#udp.send(Buffer.from(frame, 'latin1'), port, address));
    });
  }

  static async open(options: Dc09PortOptions): Promise<Dc09Port> {
    const port = new Dc09Port(options);
    const { host = '0.0.0.0' } = options;
    await new Promise<void>((up, fail) => port.#server.once('error', fail).listen(options.port, host, up));
    await new Promise<void>((up, fail) => port.#udp.once('error', fail).bind(port.number, host, up));
    return port;
  }

  get number(): number {
    return (this.#server.address() as { port: number }).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((closed) => this.#udp.close(closed));
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r'); end >= 0; end = text.indexOf('\r')) {
        const begin = text.lastIndexOf('\n', end);
        this.#answer(text.slice(begin + 1, end), (frame) => socket.write(frame, 'latin1'));
        text = text.slice(end + 1);
      }
      if (text.length > longestFrame) socket.destroy();
    });
  }

  #answer(text: string, send: (frame: string) => void): void {
    this.#options
      .answer(text)
      .then((frame) => frame !== undefined && send(frame))
      .catch((thrown: unknown) => this.#options.log(reasonOf(thrown)));
  }
}
