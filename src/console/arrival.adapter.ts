/** How long a request may take to arrive: as long as it takes where a file comes, so long as it keeps coming. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Patience {
  /** of a body that stands still */
  readonly stillMs: number;
  /** of any body but a file's */
  readonly wholeMs: number;
}

export const patience: Patience = { stillMs: 60_000, wholeMs: 300_000 };

/** Node's own limit is one for all requests and would cut a long file in the middle, again and again; this stands in for it. */
export function arrivesInTime(
  { stillMs, wholeMs }: Patience,
  isFile: (path: string) => boolean,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  return (request, _response, next) => {
    const { socket } = request;
    let read = socket.bytesRead;
    const end = (): void => {
      if (!request.complete) request.destroy();
    };
    const still = setInterval(() => {
      if (socket.bytesRead === read) end();
      read = socket.bytesRead;
    }, stillMs).unref();
    const whole = isFile(request.url ?? '') ? undefined : setTimeout(end, wholeMs).unref();
    request.once('close', () => {
      clearInterval(still);
      clearTimeout(whole);
    });
    next();
  };
}
