/** Keeps recorded clips on disk until the console confirms that it has stored them. */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const clipSchema = z.object({
  clip: z.string(),
  path: z.string(),
  /** false: somebody else's file, which is never deleted */
  isOurs: z.boolean(),
  /** whether `clip-ready` lies in the outbox */
  isAnnounced: z.boolean(),
  sha256: z.string(),
  bytes: z.number(),
  mime: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  clockOffsetMs: z.number().optional(),
});

export type Clip = z.infer<typeof clipSchema>;

const suffix = '.clip.json';

export class ClipShelf {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where a new clip of this name is recorded. */
  async place(clip: string): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    return join(this.folder, `${clip}.wav`);
  }

  async put(clip: Clip): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = this.#note(clip.clip);
    const file = await open(`${path}.new`, 'w');
    try {
      await file.writeFile(JSON.stringify(clip));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }

  /** What the console has not confirmed, the oldest first. */
  async waiting(): Promise<readonly Clip[]> {
    const names = await readdir(this.folder).catch(() => []);
    const clips = await Promise.all(
      names.filter((name) => name.endsWith(suffix)).map((name) => readClip(join(this.folder, name))),
    );
    return clips
      .filter((clip) => clip !== undefined)
      .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  }

  /** The console holds it: only now may our copy go. */
  async letGo(clip: Clip): Promise<void> {
    if (clip.isOurs) await rm(clip.path, { force: true });
    await this.forget(clip);
  }

  /** Tries no more, and keeps the recording. */
  async forget(clip: Clip): Promise<void> {
    await rm(this.#note(clip.clip), { force: true });
  }

  #note(clip: string): string {
    return join(this.folder, clip + suffix);
  }
}

async function readClip(path: string): Promise<Clip | undefined> {
  try {
    return clipSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // A note that says nothing must not keep the others from being sent.
    return undefined;
  }
}
