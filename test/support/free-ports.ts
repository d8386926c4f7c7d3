/** Finds ports of this machine that nobody uses now. */
import { createServer, type Server } from 'node:net';

// Below those that the machine gives to whoever connects: a console that was killed must find its own free when it comes back.
const lowest = 12_000;
const highest = 32_000;

export const freePort = async (): Promise<number> => (await freePorts(1))[0] ?? 0;

/** All of them are held open until the last is found, so no two are the same. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    const server = await held(port);
    if (server === undefined) continue;
    servers.push(server);
    ports.push(port);
  }
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/** @returns nothing where somebody has it */
const held = (port: number): Promise<Server | undefined> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => done(server));
  });
