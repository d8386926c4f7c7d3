/** `npm run gallery`: takes every page and state in both languages and themes into build/gallery/. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Album, shelves } from './album.js';
import { states } from './states.js';

const folder = join(process.cwd(), 'build/gallery');
const wanted = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

let failed = 0;
for (const state of states) {
  if (wanted.length > 0 && !wanted.includes(state.name)) continue;
  const album = await Album.open(folder, wanted.includes('--one') ? shelves.slice(0, 1) : shelves);
  try {
    await state.take(album);
    console.log(`${state.name}: ${album.taken} pictures`);
  } catch (thrown) {
    failed += 1;
    console.error(`${state.name}:`, thrown);
  } finally {
    await album.close();
  }
}
process.exit(failed === 0 ? 0 : 1);
