/** One recording: the sound from before it, then all that is heard, in a WAV file. */
import { reasonOf } from '../../src/kernel/errors.js';
import { secondsOf, type Sound, type Span } from './sound.js';
import { WavFile } from './wav-file.js';

/** Whatever fills a WAV file with sound. */
export interface Microphone {
  readonly sampleRate: number;
  /** @throws where there is no microphone, or the file cannot be written */
  readonly open: (path: string, preSeconds: number) => Promise<Take>;
}

export interface Take {
  readonly startedAtMs: number;
  /** how much of it lies before it was asked for */
  readonly preSeconds: number;
  /** what was heard in the asked-for time before a gap: clips of their own */
  readonly earlier: readonly Span[];
  /** resolves where the recording ends by itself */
  readonly lost: Promise<Loss>;
  /** the file is whole when it resolves; to the time of its end */
  readonly stop: () => Promise<number>;
}

export type Loss = 'microphone-lost' | 'disk-full' | 'long-enough';

export interface WavTakeOptions {
  readonly path: string;
  readonly sampleRate: number;
  /** without a gap before what is heard next */
  readonly before: Span | undefined;
  readonly earlier: readonly Span[];
  readonly preSeconds: number;
  readonly nowMs: number;
  readonly longestSeconds: number;
  readonly log: (line: string) => void;
  readonly onStop: () => Promise<void>;
}

export class WavTake implements Take {
  readonly startedAtMs: number;
  readonly preSeconds: number;
  readonly earlier: readonly Span[];
  readonly lost: Promise<Loss>;
  readonly #options: WavTakeOptions;
  readonly #file: WavFile;
  #lose: (loss: Loss) => void = () => undefined;
  #endedAtMs: number;
  #isOver = false;
  #writing: Promise<void> = Promise.resolve();

  private constructor(options: WavTakeOptions, file: WavFile) {
    const { before, nowMs, earlier, preSeconds } = options;
    this.#options = options;
    this.#file = file;
    this.startedAtMs = before?.startedAtMs ?? nowMs;
    this.preSeconds = preSeconds;
    this.earlier = earlier;
    this.#endedAtMs = before?.endedAtMs ?? nowMs;
    this.lost = new Promise((resolve) => (this.#lose = resolve));
    for (const pcm of before?.pcm ?? []) this.#write(pcm);
  }

  static async begin(options: WavTakeOptions): Promise<WavTake> {
    return new WavTake(options, await WavFile.create(options.path, options.sampleRate));
  }

  hear({ pcm, endedAtMs }: Sound): void {
    if (this.#isOver) return;
    this.#endedAtMs = endedAtMs;
    this.#write(pcm);
  }

  /** No more sound will come. */
  lose(loss: Loss): void {
    this.#isOver = true;
    this.#lose(loss);
  }

  readonly stop = async (): Promise<number> => {
    await this.#options.onStop();
    this.#isOver = true;
    await this.#writing;
    await this.#file.close().catch((thrown: unknown) => this.#options.log(reasonOf(thrown)));
    return this.#endedAtMs;
  };

  #write(pcm: Buffer): void {
    this.#writing = this.#writing.then(() => this.#append(pcm));
  }

  async #append(pcm: Buffer): Promise<void> {
    try {
      await this.#file.append(pcm);
    } catch (thrown) {
      if (!this.#isOver) this.#options.log(`录音写盘失败 the recording stops: ${reasonOf(thrown)}`);
      this.lose('disk-full');
      return;
    }
    const { sampleRate, longestSeconds } = this.#options;
    if (secondsOf(this.#file.bytes, sampleRate) >= longestSeconds) this.lose('long-enough');
  }
}
