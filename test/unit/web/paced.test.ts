import { beforeEach, describe, expect, it } from '@jest/globals';
import { Paced } from '../../../web/live/paced.js';

describe('changes of the live picture', () => {
  let told: number;
  let frames: (() => void)[];
  let isHidden: boolean;
  let paced: Paced;

  beforeEach(() => {
    [told, frames, isHidden] = [0, [], false];
    paced = new Paced(
      () => (told += 1),
      (wake) => frames.push(wake),
      () => isHidden,
    );
  });
  const paint = (): void => frames.splice(0).forEach((wake) => wake());

  it('are told at once, and all that follow before the next picture together with it', () => {
    for (let count = 0; count < 5; count += 1) paced.say();
    expect(told).toBe(1);
    paint();
    expect(told).toBe(2);
    paint();
    paint();
    expect(told).toBe(2);
    paced.say();
    expect(told).toBe(3);
  });

  it('wait for no picture where none is painted', () => {
    isHidden = true;
    for (let count = 0; count < 3; count += 1) paced.say();
    expect(told).toBe(3);
    isHidden = false;
    paced.say();
    expect(told).toBe(3);
    paint();
    expect(told).toBe(4);
  });

  it('are told by whoever wakes it, where the picture does not come', () => {
    paced.say();
    paced.say();
    paced.wake();
    expect(told).toBe(2);
    paint();
    expect(told).toBe(2);
  });
});
