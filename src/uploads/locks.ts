/** One writer an upload: a newer request asks the older one to let go and waits for it. */
import type { Lock, Locker, RequestRelease } from '@tus/server';

interface Held {
  readonly askToRelease: RequestRelease;
  readonly released: Promise<void>;
  readonly release: () => void;
}

/** The lock could not be had: another request is still writing. */
export class LockRefused extends Error {
  override readonly name = 'LockRefused';
}

/** tus's own memory locker spins on the event loop while it waits; alarms need that loop. */
export class Locks implements Locker {
  readonly #held = new Map<string, Held>();

  constructor(private readonly patienceMs: number) {}

  newLock(id: string): Lock {
    return {
      lock: (signal, askToRelease) => this.#lock(id, signal, askToRelease),
      unlock: () => {
        const held = this.#held.get(id);
        this.#held.delete(id);
        held?.release();
        return Promise.resolve();
      },
    };
  }

  async #lock(id: string, signal: AbortSignal, askToRelease: RequestRelease): Promise<void> {
    for (let held = this.#held.get(id); held !== undefined; held = this.#held.get(id)) {
      await held.askToRelease();
      if (!(await isReleased(held.released, signal, this.patienceMs)))
        throw new LockRefused('another request still writes this upload');
    }
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.set(id, { askToRelease, released, release });
  }
}

function isReleased(released: Promise<void>, signal: AbortSignal, patienceMs: number): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (isFree: boolean) => (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(isFree);
    };
    const giveUp = end(false);
    const timer = setTimeout(giveUp, patienceMs);
    signal.addEventListener('abort', giveUp, { once: true });
    void released.then(end(true));
  });
}
