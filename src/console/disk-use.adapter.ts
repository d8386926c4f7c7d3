/** Measures what lies in a folder. */
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface Use {
  readonly bytes: number;
  readonly files: number;
}

/** What cannot be looked at (any more) counts for nothing. */
export async function useOf(folder: string, takes: (name: string) => boolean = () => true): Promise<Use> {
  let [bytes, files] = [0, 0];
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      if (!entry.isFile() || !takes(entry.name)) continue;
      const found = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
      bytes += found?.size ?? 0;
      files += 1;
    }
  } catch {
    // No such folder yet.
  }
  return { bytes, files };
}
