// A list that goes on begins and ends with a whole row.
import { describe, expect, test } from '@jest/globals';
import { cutBy } from '../../../web/parts/cut-rows.js';

/** Rows of 60 pixels, the list scrolled by so many. */
const rows = (n: number, scrolled = 0) =>
  Array.from({ length: n }, (_, at) => ({ top: at * 60 - scrolled, bottom: (at + 1) * 60 - scrolled }));

describe('what is hidden of a list', () => {
  test.each([
    ['nothing where its rows fit', rows(3), { top: 0, bottom: 180 }, [0, 0]],
    ['the row that its end cuts through', rows(5), { top: 0, bottom: 200 }, [0, 20]],
    ['the row that its beginning cuts through too', rows(5, 45), { top: 0, bottom: 200 }, [15, 5]],
    ['nothing where no row is whole', rows(5, 30), { top: 0, bottom: 80 }, [0, 0]],
    ['nothing of a row that is folded away', [{ top: 10, bottom: 10 }], { top: 0, bottom: 5 }, [0, 0]],
  ])('is %s', (_, list, box, cut) => {
    expect(cutBy(list, box, 1)).toEqual(cut);
  });

  test('is told in the pixels of the styles, whatever the zoom of the page', () => {
    expect(cutBy(rows(5), { top: 0, bottom: 200 }, 1.6)).toEqual([0, 13]);
  });
});
