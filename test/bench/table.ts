/** Prints figures as a table of fixed columns, wide characters counted as two. */
export interface Row {
  readonly what: string;
  readonly console: string;
  readonly bridge?: string;
  readonly aim?: string;
  /** whether the aim is met; nothing where there is none */
  readonly isMet?: boolean;
}

const widths = [58, 22, 22, 26] as const;

export function printTable(rows: readonly Row[]): void {
  line(['', '控制台 console', '裸桥 bare bridge', '目标 aim']);
  line(widths.map((width) => '-'.repeat(width - 2)));
  for (const { what, console: figure, bridge = '', aim = '', isMet } of rows)
    line([what, figure, bridge, isMet === undefined ? aim : `${aim} ${isMet ? 'met' : 'MISSED'}`]);
}

function line(cells: readonly string[]): void {
  const text = cells.map((cell, at) => cell + ' '.repeat(Math.max(1, (widths[at] ?? 0) - widthOf(cell))));
  process.stdout.write(`${text.join('').trimEnd()}\n`);
}

const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (/[\u1100-\uffef]/u.test(letter) ? 2 : 1), 0);
