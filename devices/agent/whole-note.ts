/** Writes a note that after a kill or a power cut is there whole or not at all. */
import { open, rename } from 'node:fs/promises';

export async function writeNote(path: string, note: object): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(JSON.stringify(note));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
