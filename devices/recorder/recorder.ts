/** Records when told, announces each clip, and uploads it until the console has stored it. */
import { randomBytes } from 'node:crypto';
import { type Clock, toInstant } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { newIdentifier } from '../../src/kernel/identifiers.js';
import type { Voice } from '../agent/link.js';
import { measureFile, uploadFile, type UploadRequest, UploadRefused } from '../agent/upload.js';
import type { CommandTo } from '../protocol/command.js';
import type { Clip, ClipShelf } from './clip-shelf.js';

/** Whatever fills a WAV file with sound. */
export interface Microphone {
  /** @throws where there is no microphone */
  readonly open: (path: string) => Promise<Take>;
}

export interface Take {
  /** the file is whole when it resolves */
  readonly stop: () => Promise<void>;
}

export interface RecorderOptions {
  readonly voice: Voice<'recorder'>;
  readonly microphone: Microphone;
  readonly shelf: ClipShelf;
  readonly console: Pick<UploadRequest, 'httpUrl' | 'device' | 'secret' | 'ca' | 'retryAfter'>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

interface Running {
  readonly clip: string;
  readonly path: string;
  readonly startedAt: string;
  readonly take: Take;
}

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #closing = new AbortController();
  #running: Running | undefined;
  #uploads: Promise<void> = Promise.resolve();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  get isRecording(): boolean {
    return this.#running !== undefined;
  }

  /** Takes up the clips that an earlier run left. */
  async resume(): Promise<void> {
    for (const clip of await this.#options.shelf.waiting()) this.#deliver(await this.#announce(clip));
  }

  /** Answers whether it records now; a recorder without a microphone says so as a fault. */
  async start(reason: string): Promise<boolean> {
    if (this.#running !== undefined) return true;
    const { clock, voice, microphone, shelf, log } = this.#options;
    const clip = newIdentifier(clock.nowMs(), { bytes: randomBytes });
    const path = await shelf.place(clip);
    try {
      const take = await microphone.open(path);
      this.#running = { clip, path, startedAt: toInstant(clock.nowMs()), take };
    } catch (thrown) {
      log(`无法录音 cannot record: ${reasonOf(thrown)}`);
      await voice.say({ type: 'fault', code: 'no-microphone' });
      return false;
    }
    // Nothing is kept from before the start yet, whatever was asked for.
    await voice.say({ type: 'recording-started', reason, preSeconds: 0 });
    return true;
  }

  /** Ends the clip, announces it and sends it on its way. */
  async stop(reason: string): Promise<Clip | undefined> {
    const running = this.#running;
    if (running === undefined) return undefined;
    this.#running = undefined;
    await running.take.stop();
    const { clock, voice } = this.#options;
    const endedAt = toInstant(clock.nowMs());
    await voice.say({ type: 'recording-stopped', reason });
    const { clip, path, startedAt } = running;
    return this.send({ clip, path, isOurs: true, mime: 'audio/wav', startedAt, endedAt });
  }

  /** Announces and uploads a file that is already there. */
  async send(
    words: Pick<Clip, 'clip' | 'path' | 'isOurs' | 'mime' | 'startedAt' | 'endedAt'>,
  ): Promise<Clip> {
    const { voice, shelf } = this.#options;
    const offset = voice.clockOffsetMs;
    const clip = {
      ...words,
      ...(await measureFile(words.path)),
      isAnnounced: false,
      ...(offset !== undefined && { clockOffsetMs: offset }),
    };
    await shelf.put(clip);
    const announced = await this.#announce(clip);
    this.#deliver(announced);
    return announced;
  }

  async obey(command: CommandTo<'recorder'>): Promise<void> {
    if (command.type === 'start') await this.start(command.reason);
    if (command.type === 'stop') await this.stop('command');
  }

  /** Resolves when every clip so far was stored, quarantined or refused. */
  delivered(): Promise<void> {
    return this.#uploads;
  }

  /** Ends a running recording; what was not confirmed stays on the shelf. */
  async close(): Promise<void> {
    await this.stop('closing');
    this.#closing.abort(new Error('the recorder is closing'));
    await this.#uploads;
  }

  /** One upload after another: the line of a courthouse is narrow. */
  #deliver(clip: Clip): void {
    this.#uploads = this.#uploads
      .then(() => this.#upload(clip))
      .catch((thrown: unknown) => this.#options.log(`录音未送达 clip ${clip.clip}: ${reasonOf(thrown)}`));
  }

  async #announce(clip: Clip): Promise<Clip> {
    if (clip.isAnnounced) return clip;
    const { sha256, bytes, mime, startedAt, endedAt, clockOffsetMs } = clip;
    const times = { startedAt, endedAt, ...(clockOffsetMs !== undefined && { clockOffsetMs }) };
    await this.#options.voice.say({ type: 'clip-ready', clip: clip.clip, sha256, bytes, mime, ...times });
    const announced = { ...clip, isAnnounced: true };
    await this.#options.shelf.put(announced);
    return announced;
  }

  async #upload(clip: Clip): Promise<void> {
    const { console, shelf, log } = this.#options;
    const { sha256, mime, startedAt, endedAt } = clip;
    const words = { filename: `${clip.clip}.wav`, filetype: mime, sha256, startedAt, endedAt };
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
