/** The QR code in a form's footer (domain: packet id and QR): packet, form and 校验码, for a telephone's camera. Pure. */
import encodeQR from 'qr';

/** Drawn by the template; a module is one square of the code. */
export interface Mark {
  /** squares a side, the quiet zone not counted */
  readonly modules: number;
  /** dark squares side by side: column, row, how many */
  readonly dark: readonly (readonly [column: number, row: number, run: number])[];
}

/** What it says: `{PACKET} {FORM} {CODE}` in capitals, which packs tighter; the ids know no difference (Crockford's base 32). */
export const markText = (form: string, code: string, packet?: string): string =>
  [...(packet === undefined ? [] : [packet]), form.split('-')[0], code].join(' ').toUpperCase();

/** Up to 15 % of it may be dirty or torn (level M). */
export function markOf(text: string): Mark {
  const framed = encodeQR(text, 'raw', { ecc: 'medium', border: 1 });
  const rows = framed.slice(1, -1).map((row) => row.slice(1, -1));
  return { modules: rows.length, dark: rows.flatMap((row, y) => runsOf(row, y)) };
}

function runsOf(row: readonly boolean[], y: number): Mark['dark'][number][] {
  const runs: Mark['dark'][number][] = [];
  for (let x = 0; x < row.length;) {
    const end = row.indexOf(false, x);
    const run = (end < 0 ? row.length : end) - x;
    if (run > 0) runs.push([x, y, run]);
    x += run + 1;
  }
  return runs;
}
