/** Announces each clip, and uploads it until the console has stored it. */
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { reasonOf } from '../../src/kernel/errors.js';
import type { Voice } from '../agent/link.js';
import { measureFile, uploadFile, type UploadRequest, UploadRefused } from '../agent/upload.js';
import type { Clip, ClipShelf } from './clip-shelf.js';
import { type Packer, packFlac } from './flac.js';

export interface DispatchOptions {
  readonly voice: Voice<'recorder'>;
  readonly shelf: ClipShelf;
  readonly console: Pick<UploadRequest, 'httpUrl' | 'device' | 'secret' | 'tls' | 'retryAfter'>;
  /** packs our own WAVs as FLAC before they are announced */
  readonly packer?: Packer;
  readonly log: (line: string) => void;
}

export type ClipWords = Pick<Clip, 'clip' | 'path' | 'isOurs' | 'mime' | 'startedAt' | 'endedAt' | 'about'>;

export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #closing = new AbortController();
  /** what an earlier run left: a kill in between must not make its sender announce it again */
  readonly #resumed = new Map<string, Clip>();
  #uploads: Promise<void> = Promise.resolve();

  constructor(options: DispatchOptions) {
    this.#options = options;
  }

  /** Takes up the clips that an earlier run left. */
  async resume(): Promise<void> {
    for (const waiting of await this.#options.shelf.waiting()) {
      const clip = await this.#announce(waiting);
      this.#resumed.set(clip.clip, clip);
      this.#deliver(clip);
    }
  }

  /** Puts a file on the shelf, announces it and sends it on its way. */
  async send(words: ClipWords): Promise<Clip> {
    const { voice, shelf } = this.#options;
    const resumed = this.#resumed.get(words.clip);
    if (resumed !== undefined) return resumed;
    const offset = voice.clockOffsetMs;
    const packed = await this.#packed(words);
    const clip = {
      ...packed,
      ...(await measureFile(packed.path)),
      isAnnounced: false,
      // Times that somebody corrected are not this device's clock's.
      ...(offset !== undefined && words.about === undefined && { clockOffsetMs: offset }),
    };
    await shelf.put(clip);
    if (packed.path !== words.path) await rm(words.path);
    const announced = await this.#announce(clip);
    this.#deliver(announced);
    return announced;
  }

  /** Resolves when every clip so far was stored, quarantined or refused. */
  delivered(): Promise<void> {
    return this.#uploads;
  }

  /** What was not confirmed stays on the shelf. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the recorder is closing'));
    await this.#uploads;
  }

  /** As FLAC where that is asked for; sound that cannot be packed goes as it is. */
  async #packed(words: ClipWords): Promise<ClipWords> {
    const { packer, log } = this.#options;
    if (packer === undefined || !words.isOurs || words.mime !== 'audio/wav') return words;
    try {
      return { ...words, path: await packFlac(words.path, packer), mime: 'audio/flac' };
    } catch (thrown) {
      log(`无法压缩，按原样发送 clip ${words.clip} goes as WAV: ${reasonOf(thrown)}`);
      return words;
    }
  }

  /** One upload after another: the line of a courthouse is narrow. */
  #deliver(clip: Clip): void {
    this.#uploads = this.#uploads
      .then(() => this.#upload(clip))
      .catch((thrown: unknown) => this.#options.log(`录音未送达 clip ${clip.clip}: ${reasonOf(thrown)}`));
  }

  async #announce(clip: Clip): Promise<Clip> {
    if (clip.isAnnounced) return clip;
    const { sha256, bytes, mime, startedAt, endedAt, clockOffsetMs, about } = clip;
    const times = { startedAt, endedAt, ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
    const file = { clip: clip.clip, sha256, bytes, mime };
    await this.#options.voice.say({ ...about, type: 'clip-ready', ...file, ...times });
    const announced = { ...clip, isAnnounced: true };
    await this.#options.shelf.put(announced);
    return announced;
  }

  async #upload(clip: Clip): Promise<void> {
    const { console, shelf, log } = this.#options;
    const { sha256, mime, startedAt, endedAt } = clip;
    const words = { filename: basename(clip.path), filetype: mime, sha256, startedAt, endedAt };
    try {
      const state = await uploadFile({
        ...console,
        path: clip.path,
        words: { ...words, clip: clip.clip },
        folder: shelf.folder,
        signal: this.#closing.signal,
        log,
      });
      log(`录音 clip ${clip.clip}: ${state}`);
      if (state === 'stored') await shelf.letGo(clip);
      else await shelf.forget(clip);
    } catch (thrown) {
      // A closing program goes on with it at its next start; so does one whose secret was refused today.
      if (thrown instanceof UploadRefused) log(`录音被拒绝 clip ${clip.clip}: ${thrown.message}`);
      else if (!this.#closing.signal.aborted) throw thrown;
    }
  }
}
