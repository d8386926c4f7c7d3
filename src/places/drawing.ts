/** Lets of an uploaded SVG only what draws through: no script, no style sheet, nothing that points outside. Pure. */
import { SaxesParser } from 'saxes';

export const largestDrawingBytes = 2 * 1024 * 1024;
const deepest = 64;

/** Shapes, text and what they are filled with; whatever else SVG has can load, move or run something. */
const drawn = new Set([
  ...['svg', 'g', 'defs', 'symbol', 'use', 'title', 'desc', 'path', 'rect', 'circle', 'ellipse', 'line'],
  ...['polyline', 'polygon', 'text', 'tspan', 'linearGradient', 'radialGradient', 'stop', 'clipPath'],
  ...['pattern', 'marker'],
]);
/** Where and how; `style`, `class` and everything that begins with `on` are not among them. */
const allowed = new Set([
  ...['id', 'viewBox', 'width', 'height', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'd'],
  ...['dx', 'dy', 'fx', 'fy', 'points', 'transform', 'preserveAspectRatio', 'offset', 'rotate', 'textLength'],
  ...['gradientUnits', 'gradientTransform', 'patternUnits', 'patternTransform', 'patternContentUnits'],
  ...[
    'clipPathUnits',
    'spreadMethod',
    'markerWidth',
    'markerHeight',
    'markerUnits',
    'refX',
    'refY',
    'orient',
  ],
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray'],
  ...['stroke-dashoffset', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'opacity', 'color'],
  ...['stop-color', 'stop-opacity', 'clip-path', 'clip-rule', 'marker-start', 'marker-mid', 'marker-end'],
  ...['font-size', 'font-family', 'font-weight', 'font-style', 'text-anchor', 'dominant-baseline'],
  ...['letter-spacing', 'display', 'visibility', 'vector-effect'],
]);

export interface Refused {
  readonly why: 'not-svg' | 'too-large' | 'too-deep';
  readonly detail: string;
}
export type Cleaned = { readonly svg: string; readonly removed: readonly string[] } | Refused;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Every `url(...)` in it points into the drawing itself. */
const pointsInside = (value: string): boolean =>
  (value.match(/url\s*\(/gi) ?? []).length === (value.match(/url\(#[\w-]+\)/g) ?? []).length;

/** A backslash spells letters in CSS that a reader of the text does not see. */
const isHarmless = (name: string, value: string): boolean =>
  name === 'href' || name === 'xlink:href'
    ? /^#[\w-]+$/.test(value)
    : allowed.has(name) && pointsInside(value) && !value.includes('\\');

class Refusal extends Error {
  constructor(readonly why: 'not-svg' | 'too-deep') {
    super(why);
  }
}

class Cleaner {
  readonly out: string[] = [];
  readonly removed = new Set<string>();
  #depth = 0;
  /** inside something that was left out, how deep */
  #left = 0;
  #hasRoot = false;

  open({ name, attributes }: { name: string; attributes: Readonly<Record<string, string>> }): void {
    if (!this.#hasRoot && name !== 'svg') throw new Refusal('not-svg');
    this.#hasRoot = true;
    this.#depth += 1;
    if (this.#depth > deepest) throw new Refusal('too-deep');
    if (this.#left > 0 || !drawn.has(name)) {
      if (this.#left === 0) this.removed.add(name);
      this.#left += 1;
      return;
    }
    const kept = Object.entries(attributes).filter(([key, value]) => this.#keeps(name, key, value));
    const root = this.#depth === 1 ? ' xmlns="http://www.w3.org/2000/svg"' : '';
    this.out.push(
      `<${name}${root}${kept.map(([key, value]) => ` ${key.replace('xlink:', '')}="${escaped(value)}"`).join('')}>`,
    );
  }

  close(name: string): void {
    this.#depth -= 1;
    if (this.#left > 0) this.#left -= 1;
    else this.out.push(`</${name}>`);
  }

  text(text: string): void {
    if (this.#left === 0 && this.#depth > 0) this.out.push(escaped(text));
  }

  #keeps(element: string, name: string, value: string): boolean {
    if (name === 'xmlns' || name.startsWith('xmlns:')) return false;
    const keeps = isHarmless(name, value);
    if (!keeps) this.removed.add(`${element} ${name}`);
    return keeps;
  }
}

/** @returns the drawing written anew and the names of what was left out, or why it cannot be taken */
export function cleanDrawing(svg: string): Cleaned {
  if (new TextEncoder().encode(svg).length > largestDrawingBytes)
    return { why: 'too-large', detail: `at most ${largestDrawingBytes} bytes` };
  const cleaner = new Cleaner();
  // Entities that a document declares itself are unknown to the parser, and so end it.
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => cleaner.open(tag as never));
  parser.on('closetag', ({ name }) => cleaner.close(name));
  parser.on('text', (text) => cleaner.text(text));
  parser.on('cdata', (text) => cleaner.text(text));
  try {
    parser.write(svg).close();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { why: error instanceof Refusal ? error.why : 'not-svg', detail };
  }
  return { svg: cleaner.out.join(''), removed: [...cleaner.removed].toSorted() };
}
