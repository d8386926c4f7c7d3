import { describe, expect, it } from '@jest/globals';
import { passages } from '../../../src/places/building.js';
import { demoPlaces } from '../../../src/places/demo.js';
import { drawPlan } from '../../../src/places/floor-plan.js';
import { placeSchema } from '../../../src/places/place.js';

const boxesOf = (svg: string): { x: number; y: number; width: number; height: number }[] =>
  [...svg.matchAll(/<rect x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/g)].map(
    ([, x, y, width, height]) => ({
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    }),
  );

describe('the floor plan', () => {
  it('names every place of the demo, each of them in shape', () => {
    const svg = drawPlan(demoPlaces);
    for (const place of demoPlaces) {
      expect(placeSchema.parse(place)).toEqual(place);
      for (const part of place.name.split(/(?=（)/)) expect(svg).toContain(`>${part}<`);
    }
  });

  it('leaves the names to the page that writes them itself', () => {
    const svg = drawPlan(demoPlaces, false);
    for (const { name } of demoPlaces) expect(svg).not.toContain(name.split('（')[0]);
    for (const { name } of passages) {
      expect(svg).not.toContain(name);
      expect(drawPlan(demoPlaces)).toContain(name);
    }
    expect(boxesOf(svg)).toEqual(boxesOf(drawPlan(demoPlaces)));
  });

  it('puts the point of each room inside its walls, in none but its own', () => {
    const rooms = demoPlaces.filter(({ id }) => id !== 'yard' && id !== 'perimeter');
    for (const room of rooms) {
      const boxes = boxesOf(drawPlan(demoPlaces)).filter(({ width, height }) => width < 800 && height > 100);
      const around = boxes.filter(
        ({ x, y, width, height }) => room.x > x && room.x < x + width && room.y > y && room.y < y + height,
      );
      expect([room.id, around.length]).toEqual([room.id, 1]);
    }
  });

  it('draws a room it has no walls for as a box around its point, and an empty court as nothing', () => {
    const garage = {
      id: 'garage',
      name: '车库 & <门>',
      zone: 'B',
      area: 'parking',
      floor: -1,
      x: 500,
      y: 300,
    } as const;
    expect(boxesOf(drawPlan([garage]))).toEqual([{ x: 445, y: 262, width: 110, height: 60 }]);
    expect(drawPlan([garage])).toContain('车库 &amp; &lt;门&gt;');
    expect(boxesOf(drawPlan([]))).toEqual([]);
  });
});
