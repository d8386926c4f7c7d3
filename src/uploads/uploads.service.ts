/** Takes files in: begun by a row, whole when hashed, durable and told in the ledger. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { missing, unavailable } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Blobs } from '../storage/blobs.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { Hashing } from './hashing.adapter.js';
import type { Hashes } from './hashing.worker.js';
import type { UploadWords } from './metadata.js';
import { abandonedAfterMs, reserveBytes, stateOf, type FinalState, type Upload } from './upload.js';
import {
  abandonUpload,
  endUpload,
  firstOf,
  insertUpload,
  unfinishedSince,
  UploadsTable,
  uploadOf,
} from './uploads.store.js';

/** The folder in which files grow; on the same disk as the blobs. */
export class UploadFolder {
  constructor(readonly path: string) {}
}

const mostAtOnce = 100;
const lastMs = Date.UTC(9999, 11, 31);
const nearlyFull = (): Error =>
  unavailable('DISK_NEARLY_FULL', 'the disk is nearly full; keep the file and try again later');

@Injectable()
export class Uploads {
  readonly #finishing = new Map<string, Promise<FinalState>>();

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly blobs: Blobs,
    private readonly hashing: Hashing,
    private readonly folder: UploadFolder,
  ) {}

  newId(): string {
    return newIdentifier(Date.now(), { bytes: randomBytes });
  }

  temp(id: string): string {
    return join(this.folder.path, id);
  }

  /** @throws UPLOAD_UNKNOWN to everybody but its owner: to others it is not there */
  async owned(id: string, owner: Actor): Promise<Upload> {
    const upload = await uploadOf(this.reader, id);
    if (upload?.owner.kind !== owner.kind || upload.owner.id !== owner.id || upload.state === 'abandoned')
      throw missing('UPLOAD_UNKNOWN', 'there is no such upload');
    return upload;
  }

  find(id: string): Promise<Upload | undefined> {
    return uploadOf(this.reader, id);
  }

  /** Its row comes before its file, so that no byte on disk is without an owner. */
  async begin(id: string, owner: Actor, words: UploadWords, bytes: number): Promise<void> {
    const { freeBytes, totalBytes } = await this.blobs.disk();
    // What has begun has its room promised to it, however little of it is here.
    if (freeBytes - bytes - (await this.#promised()) < reserveBytes(totalBytes)) throw nearlyFull();
    await mkdir(this.folder.path, { recursive: true });
    await this.writer.write((unit) =>
      insertUpload(unit, {
        id,
        owner,
        bytes,
        words,
        declared: words.sha256,
        state: 'receiving',
        startedAt: toInstant(Date.now()),
      }),
    );
  }

  /** @throws DISK_NEARLY_FULL where only alarms may be written any more, whoever filled the disk */
  async demandRoom(): Promise<void> {
    const { freeBytes, totalBytes } = await this.blobs.disk();
    if (freeBytes < reserveBytes(totalBytes)) throw nearlyFull();
  }

  async #promised(): Promise<number> {
    const unfinished = await unfinishedSince(this.reader, toInstant(lastMs), mostAtOnce);
    const rest = await Promise.all(
      unfinished.map(async ({ id, bytes }) => bytes - ((await this.#stateOf(id))?.size ?? 0)),
    );
    return rest.reduce((all, some) => all + some, 0);
  }

  /** Whether all bytes are there; then `finish` has something to do. */
  async isWhole({ id, bytes }: Upload): Promise<boolean> {
    return (await this.#stateOf(id))?.size === bytes;
  }

  /** Resolves once the file is durable under its hash and its row and facts are on disk. Asked twice, it does it once. */
  finish(id: string): Promise<FinalState> {
    const running = this.#finishing.get(id);
    if (running !== undefined) return running;
    const finishing = this.#finish(id).finally(() => this.#finishing.delete(id));
    this.#finishing.set(id, finishing);
    return finishing;
  }

  /** Takes up what a kill left: whole files without a final row, and files whose final row is written. */
  async finishWhole(failed: (id: string, error: unknown) => void): Promise<void> {
    await mkdir(this.folder.path, { recursive: true });
    for (const id of await readdir(this.folder.path)) {
      try {
        const upload = await uploadOf(this.reader, id);
        if (upload === undefined) continue;
        if (upload.state !== 'receiving') await rm(this.temp(id), { force: true });
        else if (await this.isWhole(upload)) await this.finish(id);
      } catch (error) {
        failed(id, error);
      }
    }
  }

  /** Frees the room of files that nobody has sent on for a week. */
  async abandon(nowMs: number): Promise<void> {
    const before = nowMs - abandonedAfterMs;
    for (const upload of await unfinishedSince(this.reader, toInstant(before), mostAtOnce)) {
      const grown = await this.#stateOf(upload.id);
      if (grown !== undefined && (grown.mtimeMs >= before || grown.size === upload.bytes)) continue;
      await this.writer.write(async (unit) => {
        if (!(await abandonUpload(unit, upload.id, unit.at))) return;
        unit.record({
          type: 'upload.abandoned',
          by: theSystem,
          subject: { kind: 'upload', id: upload.id },
          data: { declared: upload.declared, bytes: upload.bytes, received: grown?.size ?? 0 },
        });
      });
      await rm(this.temp(upload.id), { force: true });
    }
  }

  /** For who reacts to `upload.received`: what came in. */
  async received(unit: Unit, id: string): Promise<Upload & Required<Pick<Upload, 'found' | 'sm3'>>> {
    const upload = await uploadOf(unit, id);
    if (upload?.found === undefined || upload.sm3 === undefined)
      throw missing('UPLOAD_UNKNOWN', 'no such upload has been received');
    return { ...upload, found: upload.found, sm3: upload.sm3 };
  }

  /** The name a person gave the file lives on as a word in the ledger, where it can be redacted; not here too. */
  async forgetName(unit: Unit, { id, words }: Upload): Promise<void> {
    const { filename: _, ...about } = words;
    await unit.rows(UploadsTable).update({ id }, { about });
  }

  /** What came in as it was declared here contradicts what its device declared elsewhere. */
  async quarantine(unit: Unit, id: string): Promise<void> {
    await unit.rows(UploadsTable).update({ id }, { state: 'quarantined' });
  }

  async #finish(id: string): Promise<FinalState> {
    const upload = await uploadOf(this.reader, id);
    if (upload === undefined) throw missing('UPLOAD_UNKNOWN', 'there is no such upload');
    if (upload.state === 'abandoned') throw missing('UPLOAD_UNKNOWN', 'this upload was given up');
    if (upload.state !== 'receiving') return upload.state;
    const hashes = await this.hashing.run(this.temp(id));
    if (hashes.bytes !== upload.bytes)
      throw unavailable('UPLOAD_CHANGED', 'the file changed while it was hashed; try again');
    const state = stateOf(upload.declared, hashes.sha256);
    await this.blobs.place(this.temp(id), hashes.sha256, state === 'stored' ? 'blobs' : 'quarantine');
    await this.writer.write((unit) => end(unit, upload, hashes, state));
    await rm(this.temp(id), { force: true });
    // A reaction in the same transaction may have found that it contradicts its `clip-ready`.
    const ended = await uploadOf(this.reader, id);
    return ended?.state === 'stored' || ended?.state === 'quarantined' ? ended.state : state;
  }

  async #stateOf(id: string): Promise<{ readonly size: number; readonly mtimeMs: number } | undefined> {
    try {
      return await stat(this.temp(id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

async function end(unit: Unit, upload: Upload, hashes: Hashes, judged: FinalState): Promise<void> {
  const { id, owner, declared, bytes } = upload;
  const { sha256: found, sm3 } = hashes;
  const first = await firstOf(unit, upload, found);
  const repeats = first?.id;
  const state = first?.state ?? judged;
  if (!(await endUpload(unit, id, { state, found, sm3, repeats, endedAt: unit.at }))) return;
  unit.record({
    type: 'upload.received',
    by: owner,
    subject: { kind: 'upload', id },
    data: {
      sha256: found,
      sm3,
      bytes,
      state,
      ...(owner.kind === 'device' ? { device: owner.id } : {}),
      ...(state === 'quarantined' ? { declared } : {}),
      ...(repeats === undefined ? {} : { repeats }),
    },
  });
}
