/** What is on its way is not missing, however long something is always on its way. */
import { describe, expect, test } from '@jest/globals';
import { Arrears } from '../../../src/intake/arrears.js';

/** Heartbeats of one device: [second, last number, power-up]. @returns what must be here after each */
const dueAfter = (...beats: readonly (readonly [number, number, string?])[]): number[] => {
  const arrears = new Arrears();
  return beats.map(([second, lastSeq, boot = 'a']) => arrears.claim(boot, lastSeq, second * 1000));
};

describe('events that a heartbeat names', () => {
  test('must be here half a minute later, those of later heartbeats not yet', () =>
    expect(dueAfter([0, 4], [15, 6], [30, 9], [45, 9], [60, 9])).toEqual([0, 0, 4, 6, 9]));

  test('must not when the device was away meanwhile: it begins only now to send them', () => {
    expect(dueAfter([0, 4], [15, 4], [35, 9], [50, 9], [65, 9])).toEqual([0, 0, 0, 0, 9]);
    expect(dueAfter([0, 4], [15, 4], [34, 9], [49, 9])).toEqual([0, 0, 4, 4]);
  });

  test('must not by the number of another power-up', () =>
    expect(dueAfter([0, 40], [15, 2, 'b'], [30, 3, 'b'], [45, 3, 'b'])).toEqual([0, 0, 0, 2]));

  test('of a device that raves are remembered once a second', () => {
    const arrears = new Arrears();
    const due = Array.from({ length: 4_000 }, (_, at) => arrears.claim('a', at, at * 10));
    expect([due[2_999], due[3_000], due[3_099], due[3_100]]).toEqual([0, 0, 0, 100]);
    expect(new Set(due).size).toBe(10);
  });
});
