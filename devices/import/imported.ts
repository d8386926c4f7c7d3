/** Remembers which files of the docked recorders were taken over, so that a file is hashed and announced once. */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const line = z.object({
  path: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
  recorder: z.string(),
  startedAtMs: z.number(),
  endedAtMs: z.number(),
  number: z.number().optional(),
});

export type ImportedFile = z.infer<typeof line>;

export class Imported {
  readonly #path: string;
  readonly #files = new Map<string, ImportedFile>();
  readonly #gaps = new Set<string>();

  private constructor(folder: string) {
    this.#path = join(folder, 'imported.jsonl');
  }

  static async open(folder: string): Promise<Imported> {
    await mkdir(folder, { recursive: true });
    const imported = new Imported(folder);
    const text = await readFile(imported.#path, 'utf8').catch(() => '');
    for (const written of text.split('\n')) imported.#read(written);
    return imported;
  }

  has(file: Pick<ImportedFile, 'path' | 'bytes' | 'modifiedMs'>): boolean {
    return this.#files.has(nameOf(file));
  }

  of(recorder: string): readonly ImportedFile[] {
    return [...this.#files.values()].filter((file) => file.recorder === recorder);
  }

  /** A power cut that takes this back costs a hash and a repeat, which the console knows by its hash. */
  async add(file: ImportedFile): Promise<void> {
    this.#files.set(nameOf(file), file);
    await appendFile(this.#path, `${JSON.stringify(file)}\n`);
  }

  /** Whether this gap was told before. */
  hasGap(gap: string): boolean {
    return this.#gaps.has(gap);
  }

  async addGap(gap: string): Promise<void> {
    this.#gaps.add(gap);
    await appendFile(this.#path, `${JSON.stringify({ gap })}\n`);
  }

  #read(written: string): void {
    try {
      const json = JSON.parse(written) as unknown;
      const gap = z.object({ gap: z.string() }).safeParse(json);
      if (gap.success) this.#gaps.add(gap.data.gap);
      else {
        const file = line.parse(json);
        this.#files.set(nameOf(file), file);
      }
    } catch {
      // A torn line is a file that is taken over again.
      return;
    }
  }
}

const nameOf = ({ path, bytes, modifiedMs }: Pick<ImportedFile, 'path' | 'bytes' | 'modifiedMs'>): string =>
  `${bytes}/${modifiedMs}/${path}`;
