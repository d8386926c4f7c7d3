/** Hears one microphone through a recording program (node-record-lpcm16), and starts it again when it dies. */
import { once } from 'node:events';
import lpcm16, { type Recording } from 'node-record-lpcm16';
import type { Clock } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { reconnectAfterMs } from '../protocol/limits.js';
import { bytesPerSample, type Sound } from './sound.js';

export const recorderPrograms = ['sox', 'rec', 'arecord'] as const;

export interface EarsOptions {
  readonly program: (typeof recorderPrograms)[number];
  /** as the program names it, e.g. `hw:1,0` for arecord */
  readonly input?: string;
  readonly sampleRate: number;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly heard: (sound: Sound) => void;
  readonly lost: (why: string) => void;
  /** while listening all the time: the microphone cannot be heard, told once an outage */
  readonly onDeaf?: (why: string) => void;
  readonly retryAfter?: (attempt: number) => number;
}

// A program that says nothing for so long hangs: sound never pauses, silence is sound too.
const longestPauseMs = 5_000;

export class Ears {
  readonly #options: EarsOptions;
  #hearing: Hearing | undefined;
  #isWanted = false;
  #timer: NodeJS.Timeout | undefined;
  #opening: Promise<void> | undefined;

  constructor(options: EarsOptions) {
    this.#options = options;
  }

  get run(): number | undefined {
    return this.#hearing?.run;
  }

  /** Resolves at the first sound. @throws where there is no microphone */
  open(): Promise<void> {
    if (this.#hearing !== undefined) return Promise.resolve();
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** Listens until it is closed, whatever happens to the microphone. */
  async keepOpen(attempt = 0): Promise<void> {
    this.#isWanted = true;
    try {
      await this.open();
    } catch (thrown) {
      if (attempt === 0) this.#options.onDeaf?.(reasonOf(thrown));
      this.#openLater(attempt + 1);
    }
  }

  async close(): Promise<void> {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    await this.#opening?.catch(() => undefined);
    await this.#hearing?.stop();
  }

  async #open(): Promise<void> {
    const hearing = await Hearing.begin(this.#options);
    this.#hearing = hearing;
    this.#follow(hearing).catch((thrown: unknown) => this.#options.log(reasonOf(thrown)));
  }

  async #follow(hearing: Hearing): Promise<void> {
    const why = await hearing.ended;
    this.#hearing = undefined;
    this.#options.lost(why);
    if (this.#isWanted) this.#openLater(0);
  }

  #openLater(attempt: number): void {
    if (!this.#isWanted) return;
    const after = this.#options.retryAfter ?? ((count: number) => reconnectAfterMs(count, Math.random()));
    this.#timer = setTimeout(() => void this.keepOpen(attempt), after(attempt));
  }
}

/** One life of the recording program. */
class Hearing {
  /** distinguishes the listenings that a rolling buffer holds */
  readonly run = Math.floor(Math.random() * 0xffff_ffff);
  /** why it ended, when all that was heard has been told */
  readonly ended: Promise<string>;
  readonly #recording: Recording;
  readonly #options: EarsOptions;
  #half: Buffer = Buffer.alloc(0);
  #watch: NodeJS.Timeout | undefined;
  #why: string | undefined;

  private constructor(options: EarsOptions) {
    this.#options = options;
    const { program, input, sampleRate } = options;
    this.#recording = lpcm16.record({
      recorder: program,
      sampleRate,
      channels: 1,
      audioType: 'raw',
      ...(input !== undefined && { device: input }),
    });
    this.ended = this.#end();
  }

  static async begin(options: EarsOptions): Promise<Hearing> {
    const hearing = new Hearing(options);
    const stream = hearing.#recording.stream();
    const first = new Promise<undefined>((told) => stream.once('data', () => told(undefined)));
    stream.on('data', (chunk: Buffer) => hearing.#hear(chunk));
    hearing.#stayAwake();
    // The first sound proves that there is a microphone.
    const why = await Promise.race([first, hearing.ended]);
    if (why !== undefined) throw new Error(why);
    return hearing;
  }

  async stop(): Promise<void> {
    this.#why ??= 'stopped';
    this.#recording.stop();
    await this.ended;
  }

  #hear(chunk: Buffer): void {
    this.#stayAwake();
    const bytes = this.#half.length === 0 ? chunk : Buffer.concat([this.#half, chunk]);
    const whole = bytes.length - (bytes.length % bytesPerSample);
    this.#half = bytes.subarray(whole);
    if (whole > 0)
      this.#options.heard({
        run: this.run,
        endedAtMs: this.#options.clock.nowMs(),
        pcm: bytes.subarray(0, whole),
      });
  }

  #stayAwake(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.#why = `${this.#options.program} gave no sound for ${longestPauseMs / 1000} s`;
      this.#recording.process.kill('SIGKILL');
    }, longestPauseMs);
  }

  async #end(): Promise<string> {
    // The package turns any end but a peaceful one into an error of the stream, also the end that we ask for.
    this.#recording.stream().on('error', () => undefined);
    const why = await endOf(this.#recording, this.#options.program);
    clearTimeout(this.#watch);
    return this.#why ?? why;
  }
}

/** Why the program ended, by itself or by our signal. */
async function endOf(recording: Recording, program: string): Promise<string> {
  try {
    const [code] = (await once(recording.process, 'close')) as [number | null];
    return `${program} ended with ${code ?? 'a signal'}`;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}
