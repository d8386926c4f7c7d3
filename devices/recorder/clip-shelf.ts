/** Keeps recorded clips on disk until the console confirms that it has stored them. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeNote } from '../agent/whole-note.js';

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
  /** what `clip-ready` says beside the contract's fields */
  about: z.record(z.string(), z.unknown()).optional(),
});

/** A recording that has begun; its note is there before its sound. */
const unfinishedSchema = z.object({
  clip: z.string(),
  path: z.string(),
  startedAt: z.string(),
  sampleRate: z.number(),
  reason: z.string(),
});

export type Clip = z.infer<typeof clipSchema>;
export type Unfinished = z.infer<typeof unfinishedSchema>;

const suffix = '.clip.json';
const unfinishedSuffix = '.recording.json';

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

  async begin(unfinished: Unfinished): Promise<void> {
    await writeNote(join(this.folder, unfinished.clip + unfinishedSuffix), unfinished);
  }

  /** The clip is put on the shelf, or there is none. */
  async end(clip: string): Promise<void> {
    await rm(join(this.folder, clip + unfinishedSuffix), { force: true });
  }

  /** What a killed program left, the oldest first. */
  unfinished(): Promise<readonly Unfinished[]> {
    return this.#read(unfinishedSuffix, unfinishedSchema);
  }

  async put(clip: Clip): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeNote(join(this.folder, clip.clip + suffix), clip);
  }

  /** What the console has not confirmed, the oldest first. */
  waiting(): Promise<readonly Clip[]> {
    return this.#read(suffix, clipSchema);
  }

  /** The console holds it: only now may our copy go. */
  async letGo(clip: Clip): Promise<void> {
    if (clip.isOurs) await rm(clip.path, { force: true });
    await this.forget(clip);
  }

  /** Tries no more, and keeps the recording. */
  async forget(clip: Clip): Promise<void> {
    await rm(join(this.folder, clip.clip + suffix), { force: true });
  }

  async #read<Note extends { startedAt: string }>(
    ending: string,
    schema: z.ZodType<Note>,
  ): Promise<readonly Note[]> {
    const names = await readdir(this.folder).catch(() => []);
    const notes = await Promise.all(
      names.filter((name) => name.endsWith(ending)).map((name) => readNote(join(this.folder, name), schema)),
    );
    return notes
      .filter((note) => note !== undefined)
      .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  }
}

async function readNote<Note>(path: string, schema: z.ZodType<Note>): Promise<Note | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    // A note that says nothing must not keep the others from being sent.
    return undefined;
  }
}
