// The plan can be zoomed and moved, and never leaves the picture.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boxText, middleOf, movedBy, onPlan, wholePlan, zoomedAt } from '../../../web/plan/view-box.js';

describe('the part of the plan that is looked at', () => {
  test('is all of it at first, and again after zooming out', () => {
    expect(boxText(wholePlan)).toBe('0 0 1000 600');
    const closer = zoomedAt(wholePlan, 2, { x: 900, y: 500 });
    expect(boxText(closer)).toBe('450 250 500 300');
    expect(boxText(zoomedAt(closer, 0.1, { x: 1, y: 1 }))).toBe('0 0 1000 600');
  });

  test('keeps the point under the finger where it is', () => {
    const at = { x: 400, y: 300 };
    const before = zoomedAt(wholePlan, 2, { x: 500, y: 300 });
    const after = zoomedAt(before, 1.5, at);
    expect((at.x - after.x) * after.zoom).toBeCloseTo((at.x - before.x) * before.zoom);
    expect((at.y - after.y) * after.zoom).toBeCloseTo((at.y - before.y) * before.zoom);
  });

  test('zooms about its middle without moving it', () => {
    const box = zoomedAt(wholePlan, 3, { x: 500, y: 300 });
    expect(middleOf(zoomedAt(box, 1.5, middleOf(box)))).toEqual(middleOf(box));
  });

  test('never shows what lies beyond the plan', () => {
    const number = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), number, number, fc.double({ min: 0.1, max: 10, noNaN: true }))),
        (acts) => {
          const box = acts.reduce(
            (now, [zooms, x, y, by]) => (zooms ? zoomedAt(now, by, { x, y }) : movedBy(now, { x, y })),
            wholePlan,
          );
          const [x = 0, y = 0, width = 0, height = 0] = boxText(box).split(' ').map(Number);
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(1000.2);
          expect(y + height).toBeLessThanOrEqual(600.2);
        },
      ),
    );
  });

  test('a thing that is put down stands on it, on a whole point', () => {
    expect(onPlan({ x: -3.2, y: 700 })).toEqual({ x: 0, y: 600 });
    expect(onPlan({ x: 10.6, y: 20.2 })).toEqual({ x: 11, y: 20 });
  });
});
