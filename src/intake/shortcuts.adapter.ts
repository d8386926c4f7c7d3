/** What the embedded broker need not do, since each message here has one hearer. */
import type { Socket } from 'node:net';
import type { Aedes } from 'aedes';

/** What a device says is for the console alone: nobody may subscribe to it, so no subscriber need be looked for. */
export function routeNothingOfDevices(aedes: Aedes): void {
  const route = aedes.publish.bind(aedes) as (...words: unknown[]) => void;
  aedes.publish = (...words: unknown[]): void => {
    const [, client, done] = words as [unknown, unknown, ((error: null) => void) | undefined];
    if (typeof client === 'object' && client !== null) done?.(null);
    else route(...words);
  };
}

/** One write for all receipts of a commit: the broker sends each in a turn of its own. */
export function gather(socket: Socket): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => setImmediate(() => socket.uncork()));
}
