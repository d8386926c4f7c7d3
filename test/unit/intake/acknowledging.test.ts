/** Acknowledgements come in the order of the messages, and never before the disk has one. */
import { describe, expect, test } from '@jest/globals';
import { Acknowledging } from '../../../src/intake/acknowledging.js';

interface Taken {
  readonly stored: () => void;
  readonly failed: (error: Error) => void;
}

function connection(mostAtOnce = 10) {
  const taken: Taken[] = [];
  const acknowledged: number[] = [];
  const faults: unknown[] = [];
  let went = 0;
  const acknowledging = new Acknowledging<number>({
    take: () => new Promise((stored, failed) => taken.push({ stored, failed })),
    acknowledge: (message) => acknowledged.push(message),
    fail: (error) => faults.push(error),
    mostAtOnce,
  });
  return {
    taken,
    acknowledged,
    faults,
    went: () => went,
    says: (message: number) => acknowledging.receive(message, () => (went += 1)),
    settled: () => new Promise<void>((done) => setImmediate(done)),
  };
}

describe('the acknowledgements of a connection', () => {
  test('keep the order of the messages, whichever is stored first', async () => {
    const { says, taken, acknowledged, settled } = connection();
    [1, 2, 3].forEach(says);
    taken[2]?.stored();
    taken[1]?.stored();
    await settled();
    expect(acknowledged).toEqual([]);
    taken[0]?.stored();
    await settled();
    expect(acknowledged).toEqual([1, 2, 3]);
  });

  test('end at the first message that could not be stored', async () => {
    const { says, taken, acknowledged, faults, settled } = connection();
    [1, 2, 3].forEach(says);
    taken[0]?.stored();
    taken[2]?.stored();
    taken[1]?.failed(new Error('the disk is full'));
    await settled();
    expect(acknowledged).toEqual([1]);
    expect(faults.length).toBeGreaterThan(0);
    says(4);
    taken[3]?.stored();
    await settled();
    expect(acknowledged).toEqual([1]);
  });

  test('hold the next message back while too many wait', async () => {
    const { says, taken, went, settled } = connection(2);
    says(1);
    expect(went()).toBe(1);
    says(2);
    expect(went()).toBe(1);
    taken[0]?.stored();
    await settled();
    expect(went()).toBe(2);
  });
});
