/** Decides from how loud it is when a recording should start and when it should stop. */
export interface SilenceRuleOptions {
  /** what is louder is sound */
  readonly levelDb: number;
  /** starts a recording after so long a sound; nothing never starts one */
  readonly startAfterSeconds?: number;
  /** stops a recording after so long a silence; nothing never stops one */
  readonly stopAfterSeconds?: number;
}

export type Advice = 'start' | 'stop';

export class SilenceRule {
  readonly #options: SilenceRuleOptions;
  #loudSeconds = 0;
  #quietSeconds = 0;

  constructor(options: SilenceRuleOptions) {
    this.#options = options;
  }

  /** Hears a piece of sound. */
  hear(loudnessDb: number, seconds: number, isRecording: boolean): Advice | undefined {
    const isLoud = loudnessDb > this.#options.levelDb;
    this.#loudSeconds = isLoud ? this.#loudSeconds + seconds : 0;
    this.#quietSeconds = isLoud ? 0 : this.#quietSeconds + seconds;
    const { startAfterSeconds = Infinity, stopAfterSeconds = Infinity } = this.#options;
    if (!isRecording) return this.#loudSeconds >= startAfterSeconds ? 'start' : undefined;
    return this.#quietSeconds >= stopAfterSeconds ? 'stop' : undefined;
  }

  /** A recording began: the silence before it does not count. */
  begin(): void {
    this.#quietSeconds = 0;
  }
}
