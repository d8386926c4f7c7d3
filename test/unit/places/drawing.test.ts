// An uploaded plan draws and does nothing else.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanDrawing } from '../../../src/places/drawing.js';

const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">${inside}</svg>`;
const drawn = (inside: string): string => {
  const cleaned = cleanDrawing(svg(inside));
  if ('why' in cleaned) throw new Error(cleaned.detail);
  return cleaned.svg.replace(/^<svg[^>]*>|<\/svg>$/g, '');
};
const left = (inside: string): readonly string[] => {
  const cleaned = cleanDrawing(svg(inside));
  return 'why' in cleaned ? [cleaned.why] : cleaned.removed;
};

describe('a drawing', () => {
  test('keeps its shapes, its words and what points inside it', () => {
    const plan =
      '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"></stop></linearGradient></defs>' +
      '<g transform="translate(1 2)"><rect x="1" y="1" width="3" height="2" fill="url(#a)"></rect></g>' +
      '<use href="#a"></use><text x="1" y="2" font-size="1">1号法庭 &lt;东&gt;</text>';
    expect(drawn(plan)).toBe(plan);
    expect(left(plan)).toEqual([]);
  });

  test.each([
    ['<script>alert(1)</script>', ['script']],
    ['<rect onload="alert(1)" width="1"/>', ['rect onload']],
    ['<a href="https://x.example/"><rect/></a>', ['a']],
    ['<image href="https://x.example/a.png"/>', ['image']],
    ['<image href="data:image/png;base64,AA"/>', ['image']],
    ['<use href="https://x.example/a.svg#b"/>', ['use href']],
    ['<use xlink:href="javascript:alert(1)"/>', ['use xlink:href']],
    ['<rect fill="url(https://x.example/a.svg#b)"/>', ['rect fill']],
    ['<rect fill="u\\72l(https://x.example/)"/>', ['rect fill']],
    ['<rect fill="URL(#a) url( https://x.example/ )"/>', ['rect fill']],
    ['<style>@import "https://x.example/a.css";</style>', ['style']],
    ['<rect style="fill:url(https://x.example/)"/>', ['rect style']],
    ['<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>', ['foreignObject']],
    ['<animate attributeName="href" to="javascript:alert(1)"/><set/>', ['animate', 'set']],
    ['<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>', ['svg:script']],
  ])('leaves out of %s what runs or reaches outside, and says so', (inside, removed) => {
    expect(left(inside)).toEqual(removed);
    expect(drawn(inside)).not.toMatch(/script|example|import|on\w+=|foreign|animate|data:/i);
  });

  test.each([
    ['<html></html>', 'not-svg'],
    ['<svg><rect></svg>', 'not-svg'],
    ['', 'not-svg'],
    ['<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg><text>&a;</text></svg>', 'not-svg'],
    [svg(`${'<g>'.repeat(70)}${'</g>'.repeat(70)}`), 'too-deep'],
    [svg(`<title>${'长'.repeat(800_000)}</title>`), 'too-large'],
  ])('is refused where it is no drawing: %.40s', (given, why) => {
    expect(cleanDrawing(given)).toMatchObject({ why });
  });

  test('is the same when it is cleaned again, and never more than elements, names and points inside', () => {
    const piece = fc.constantFrom(
      '<rect width="1"/>',
      '<g>',
      '</g>',
      '<script>',
      '</script>',
      ' onclick="x"',
      '<![CDATA[<script>]]>',
      '&lt;script&gt;',
      '<use href="#a"/>',
      '<use href="//x.example"/>',
      '"',
      '>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = cleanDrawing(svg(pieces.join('')));
        if ('why' in once) return;
        expect(once.svg).not.toMatch(/<script|<[^>]*\s(on\w+=|href="(?!#))/i);
        expect(cleanDrawing(once.svg)).toEqual({ svg: once.svg, removed: [] });
      }),
    );
  });
});
