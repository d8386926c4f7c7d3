/** `npm run gallery`: takes every page and state in both languages and themes into build/gallery/. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Album, shelves } from './album.js';
import { states } from './states.js';

const folder = join(process.cwd(), 'build/gallery');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
/** `--one`: light Chinese alone; `--two`: dark English beside it. */
const shelvesWanted = process.argv.includes('--one')
  ? 1
  : process.argv.includes('--two')
    ? 2
    : shelves.length;
mkdirSync(folder, { recursive: true });
/** Pictures of an earlier run go with the states that are taken anew; those of the others stay to be looked at. */
const forget = (state: string): void =>
  readdirSync(folder)
    .filter((file) => file.startsWith(`${state}-`))
    .forEach((file) => rmSync(join(folder, file)));

let failed = 0;
for (const state of states) {
  if (wanted.length > 0 && !wanted.includes(state.name)) continue;
  forget(state.name);
  const album = await Album.open(folder, shelves.slice(0, shelvesWanted));
  try {
    await state.take(album);
    failed += album.failures.length;
    for (const thrown of album.failures) console.error(`${state.name}:`, thrown);
    console.log(`${state.name}: ${album.taken} pictures`);
  } catch (thrown) {
    failed += 1;
    console.error(`${state.name}:`, thrown);
  } finally {
    await album.close();
  }
}
process.exit(failed === 0 ? 0 : 1);
