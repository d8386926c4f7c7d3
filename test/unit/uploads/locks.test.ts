import { describe, expect, it } from '@jest/globals';
import { LockRefused, Locks } from '../../../src/uploads/locks.js';

const never = new AbortController().signal;

describe('the lock of an upload', () => {
  it('asks the one who writes to let go, and waits until he does', async () => {
    const locks = new Locks(5000);
    const first = locks.newLock('u');
    const second = locks.newLock('u');
    const order: string[] = [];
    await first.lock(never, () => {
      order.push('asked');
      setImmediate(() => {
        order.push('let go');
        void first.unlock();
      });
    });
    await second.lock(never, () => undefined);
    order.push('taken');
    expect(order).toEqual(['asked', 'let go', 'taken']);
  });

  it('keeps one upload apart from another', async () => {
    const locks = new Locks(5000);
    await locks.newLock('u').lock(never, () => undefined);
    await locks.newLock('v').lock(never, () => undefined);
  });

  it('lets only one in, however many wait', async () => {
    const locks = new Locks(5000);
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const lock = locks.newLock('u');
        await lock.lock(never, () => undefined);
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((go) => setImmediate(go));
        inside -= 1;
        await lock.unlock();
      }),
    );
    expect(most).toBe(1);
  });

  it('refuses who would wait too long, and who has gone', async () => {
    const locks = new Locks(20);
    await locks.newLock('u').lock(never, () => undefined);
    await expect(locks.newLock('u').lock(never, () => undefined)).rejects.toBeInstanceOf(LockRefused);
    await expect(locks.newLock('u').lock(AbortSignal.abort(), () => undefined)).rejects.toBeInstanceOf(
      LockRefused,
    );
  });
});
