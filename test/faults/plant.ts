/** Plants a bug in a copy of the build: one text in one file, which must be there exactly once. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Change {
  /** below `dist` */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Runs `work` with the spoilt build's folder, which stands where packages are found as from `dist`. */
export async function withPlanted<T>(
  changes: readonly Change[],
  work: (dist: string) => Promise<T>,
): Promise<T> {
  mkdirSync('build', { recursive: true });
  const dist = mkdtempSync(join(process.cwd(), 'build/planted-'));
  try {
    for (const part of ['src', 'devices', 'test'])
      cpSync(join('dist', part), join(dist, part), {
        recursive: true,
        filter: (from) => !from.endsWith('.map') && !from.endsWith('.d.ts') && !from.endsWith('.test.js'),
      });
    for (const change of changes) replaceOnce(dist, change);
    return await work(dist);
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}

/** How often the place of a change is there, in the build or in a copy of it. */
export const timesIn = (dist: string, { file, from }: Change): number =>
  readFileSync(join(dist, file), 'utf8').split(from).length - 1;

function replaceOnce(dist: string, change: Change): void {
  const { file, from, to } = change;
  const path = join(dist, file);
  const text = readFileSync(path, 'utf8');
  const times = timesIn(dist, change);
  if (times !== 1) throw new Error(`${file} has the text to be spoilt ${times} times, not once: ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}
