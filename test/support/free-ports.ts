/** Finds ports of this machine that nobody uses now. */
import { createServer, type AddressInfo } from 'node:net';

export const freePort = async (): Promise<number> => (await freePorts(1))[0] ?? 0;

/** All of them are held open until the last is found, so no two are the same. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((up) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => up(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
