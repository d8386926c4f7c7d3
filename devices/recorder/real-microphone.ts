/** A real microphone with a rolling buffer: a recording begins before it was asked for. */
import { Ears, type EarsOptions } from './ears.js';
import { loudnessDb, secondsOf, type Sound, spansOf } from './sound.js';
import { SoundMemory } from './sound-memory.js';
import { type Microphone, type Take, WavTake } from './take.js';

export interface RealMicrophoneOptions extends Pick<
  EarsOptions,
  'program' | 'input' | 'sampleRate' | 'clock' | 'log' | 'onDeaf' | 'retryAfter'
> {
  /** length of the rolling buffer; 0 opens the microphone only while it records */
  readonly beforeSeconds: number;
  readonly beforeFolder?: string;
  /** a longer recording goes on in another clip */
  readonly longestSeconds: number;
  readonly onSound?: (loudnessDb: number, seconds: number) => void;
}

export class RealMicrophone implements Microphone {
  readonly #options: RealMicrophoneOptions;
  readonly #memory: SoundMemory;
  readonly #ears: Ears;
  #take: WavTake | undefined;
  /** heard while the microphone was being opened */
  #early: Sound[] | undefined;
  /** heard while the file was being made */
  #waiting: Sound[] | undefined;

  private constructor(options: RealMicrophoneOptions, memory: SoundMemory) {
    this.#options = options;
    this.#memory = memory;
    this.#ears = new Ears({
      ...options,
      heard: (sound) => this.#hear(sound),
      lost: () => this.#take?.lose('microphone-lost'),
    });
  }

  static async begin(options: RealMicrophoneOptions): Promise<RealMicrophone> {
    const { beforeSeconds, beforeFolder, sampleRate, log } = options;
    const folder = beforeFolder === undefined ? {} : { folder: beforeFolder };
    const memory = await SoundMemory.open({ ...folder, seconds: beforeSeconds, sampleRate, log });
    const microphone = new RealMicrophone(options, memory);
    if (beforeSeconds > 0) await microphone.#ears.keepOpen();
    return microphone;
  }

  get sampleRate(): number {
    return this.#options.sampleRate;
  }

  readonly open = async (path: string, preSeconds: number): Promise<Take> => {
    const { sampleRate, clock, log, longestSeconds } = this.#options;
    const early: Sound[] = [];
    this.#early = early;
    await this.#ears.open().finally(() => (this.#early = undefined));
    const nowMs = clock.nowMs();
    const past = this.#past(preSeconds, early, nowMs);
    const listening = this.#options.beforeSeconds > 0;
    const onStop = listening ? () => Promise.resolve() : () => this.#ears.close();
    // Between this look at the buffer and the first piece heard no turn of the event loop may pass.
    const waiting: Sound[] = [];
    this.#waiting = waiting;
    try {
      const take = await WavTake.begin({ path, sampleRate, ...past, nowMs, longestSeconds, log, onStop });
      for (const sound of waiting) take.hear(sound);
      this.#take = take;
      if (this.#ears.run === undefined) take.lose('microphone-lost');
      return take;
    } finally {
      this.#waiting = undefined;
    }
  };

  async close(): Promise<void> {
    await this.#ears.close();
    await this.#memory.close();
  }

  #hear(sound: Sound): void {
    this.#memory.hear(sound);
    if (this.#waiting !== undefined) this.#waiting.push(sound);
    else if (this.#early !== undefined) this.#early.push(sound);
    else this.#take?.hear(sound);
    const { onSound, sampleRate } = this.#options;
    onSound?.(loudnessDb(sound.pcm), secondsOf(sound.pcm.length, sampleRate));
  }

  /** What is remembered from the time before: of this listening, and of those before a gap. */
  #past(preSeconds: number, early: readonly Sound[], nowMs: number) {
    const { sampleRate, beforeSeconds } = this.#options;
    const sounds = beforeSeconds > 0 ? this.#memory.last(preSeconds) : early;
    const run = this.#ears.run ?? early.at(-1)?.run;
    const oldestMs = nowMs - preSeconds * 1000;
    const [before] = spansOf(
      sounds.filter((sound) => sound.run === run),
      sampleRate,
    );
    const earlier = spansOf(
      sounds.filter((sound) => sound.run !== run && sound.endedAtMs > oldestMs && sound.endedAtMs <= nowMs),
      sampleRate,
    );
    const isBefore = beforeSeconds > 0 && before !== undefined;
    return { before, earlier, preSeconds: isBefore ? (before.endedAtMs - before.startedAtMs) / 1000 : 0 };
  }
}
