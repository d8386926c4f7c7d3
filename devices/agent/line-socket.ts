/** A local socket that takes lines, answering each when its event is on disk. */
import { rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { reasonOf } from '../../src/kernel/errors.js';

/** @returns what closes it. @throws where another program listens there */
export async function openLineSocket(
  path: string,
  say: (line: string) => Promise<string>,
): Promise<() => Promise<void>> {
  if (await isAnswered(path)) throw new Error(`another program listens at ${path}`);
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let turn: Promise<unknown> = Promise.resolve();
    createInterface({ input: socket }).on('line', (line) => {
      turn = turn
        .then(() => say(line))
        .catch(reasonOf)
        .then((answer) => socket.writable && socket.write(`${answer}\n`));
    });
  });
  await new Promise<void>((up, fail) => server.once('error', fail).listen(path, up));
  // Whoever may write to it may raise an alarm: this user and its group.
  await chmod(path, 0o660);
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((closed) => server.close(() => closed()));
  };
}

/** A socket file that a killed program left answers nobody. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
