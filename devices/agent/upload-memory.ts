/** Remembers on disk where an upload goes on, one file an upload, so that a killed program takes it up again. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadOptions } from 'tus-js-client';
import { writeNote } from './whole-note.js';

export type UrlStorage = NonNullable<UploadOptions['urlStorage']>;
type PreviousUpload = Awaited<ReturnType<UrlStorage['findAllUploads']>>[number];

const suffix = '.upload.json';

/** A tus URL store whose files are whole or absent, unlike tus-js-client's own, which a kill can tear. */
export class UploadMemory implements UrlStorage {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async addUpload(fingerprint: string, upload: PreviousUpload): Promise<string> {
    const key = createHash('sha256').update(fingerprint).digest('hex');
    // tus-js-client hears no refusal from here, and a full disk costs no more than beginning again after a kill.
    await this.#write(key, { ...upload, fingerprint, urlStorageKey: key }).catch(() => undefined);
    return key;
  }

  async #write(key: string, note: object): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeNote(join(this.#folder, key + suffix), note);
  }

  async findAllUploads(): Promise<PreviousUpload[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(
      names.filter((name) => name.endsWith(suffix)).map((name) => readUpload(join(this.#folder, name))),
    );
    return found.filter((upload) => upload !== undefined);
  }

  async findUploadsByFingerprint(fingerprint: string): Promise<PreviousUpload[]> {
    const key = createHash('sha256').update(fingerprint).digest('hex');
    const found = await readUpload(join(this.#folder, key + suffix));
    return found === undefined ? [] : [found];
  }

  async removeUpload(key: string): Promise<void> {
    await rm(join(this.#folder, key + suffix), { force: true });
  }
}

async function readUpload(path: string): Promise<PreviousUpload | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as PreviousUpload;
  } catch {
    // Unreadable means unknown: the upload begins again, and the console knows the bytes by their hash.
    return undefined;
  }
}
