/** The recorder at its place: one microphone, and all that starts and stops its recordings. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import type { CommandTo } from '../protocol/command.js';
import type { DispatchOptions } from './dispatch.js';
import { RealMicrophone, type RealMicrophoneOptions } from './real-microphone.js';
import { Recorder } from './recorder.js';
import { SilenceRule, type SilenceRuleOptions } from './silence-rule.js';
import { StorageWatch } from './storage-watch.js';

export interface RecordingPostOptions {
  readonly dispatch: DispatchOptions;
  readonly microphone: Omit<
    RealMicrophoneOptions,
    'clock' | 'log' | 'onDeaf' | 'onSound' | 'beforeFolder'
  > & {
    readonly beforeFolder?: string | undefined;
  };
  readonly folder: string;
  readonly clock: Clock;
  readonly silence: SilenceRuleOptions;
  readonly afterFlagSeconds: number;
}

export class RecordingPost {
  readonly recorder: Recorder;
  readonly #options: RecordingPostOptions;
  readonly #microphone: RealMicrophone;
  readonly #storage: StorageWatch | undefined;
  #flagTimer: NodeJS.Timeout | undefined;

  private constructor(options: RecordingPostOptions, microphone: RealMicrophone, rule: SilenceRule) {
    const { dispatch, clock, folder } = options;
    const { beforeSeconds } = options.microphone;
    const { voice, log } = dispatch;
    this.#options = options;
    this.#microphone = microphone;
    this.recorder = new Recorder({
      ...dispatch,
      microphone,
      clock,
      preSeconds: beforeSeconds,
      goesOn: this.#isListening,
      onStart: () => rule.begin(),
    });
    const tell = (freePercent: number) => voice.say({ type: 'storage', freePercent });
    this.#storage = this.#isListening ? new StorageWatch({ folder, clock, tell, log }) : undefined;
  }

  static async begin(options: RecordingPostOptions): Promise<RecordingPost> {
    const { dispatch, folder, clock } = options;
    const { log, voice } = dispatch;
    const rule = new SilenceRule(options.silence);
    const beforeFolder = options.microphone.beforeFolder ?? join(folder, 'before');
    let post: RecordingPost | undefined;
    const microphone = await RealMicrophone.begin({
      ...options.microphone,
      beforeFolder,
      clock,
      log,
      onDeaf: (why) => {
        log(`麦克风无声 the microphone cannot be heard: ${why}`);
        voice.say({ type: 'fault', code: 'no-microphone' }).catch((thrown: unknown) => log(reasonOf(thrown)));
      },
      onSound: (loudness, seconds) => {
        const recorder = post?.recorder;
        if (recorder === undefined) return;
        const advice = rule.hear(loudness, seconds, recorder.isRecording);
        const done = advice === 'start' ? recorder.start('sound') : advice && recorder.stop('silence');
        done?.catch((thrown: unknown) => log(reasonOf(thrown)));
      },
    });
    post = new RecordingPost(options, microphone, rule);
    return post;
  }

  /** What a typed line, a key or a hook ordered. */
  async order(order: string): Promise<void> {
    const [verb, reason = 'key'] = order.split(' ');
    if (verb === 'start') await this.#start(reason);
    if (verb === 'stop') await this.recorder.stop(reason);
    if (verb === 'flagged' && this.#isListening) await this.#flag();
  }

  async obey(command: CommandTo<'recorder'>): Promise<void> {
    this.#forgetFlag();
    await this.recorder.obey(command);
  }

  /** Records for so long, or until it is called off. @returns false where there is no microphone */
  async record(seconds: number, signal: AbortSignal): Promise<boolean> {
    if (!(await this.recorder.start('key'))) return false;
    await pause(seconds * 1000, undefined, { signal }).catch(() => undefined);
    await this.recorder.stop('key');
    return true;
  }

  async close(): Promise<void> {
    this.#forgetFlag();
    this.#storage?.close();
    await this.recorder.close();
    await this.#microphone.close();
  }

  get #isListening(): boolean {
    return this.#options.microphone.beforeSeconds > 0;
  }

  async #start(reason: string): Promise<void> {
    // Who starts a recording stops it: a flag's time no longer ends it.
    this.#forgetFlag();
    await this.recorder.start(reason);
  }

  /** What was flagged is kept: where nothing is being recorded, from before the key until some time after it. */
  async #flag(): Promise<void> {
    const { afterFlagSeconds, dispatch } = this.#options;
    if (this.recorder.isRecording && this.#flagTimer === undefined) return;
    this.#forgetFlag();
    await this.recorder.start('flagged');
    this.#flagTimer = setTimeout(() => {
      this.#flagTimer = undefined;
      this.recorder.stop('flagged').catch((thrown: unknown) => dispatch.log(reasonOf(thrown)));
    }, afterFlagSeconds * 1000);
  }

  #forgetFlag(): void {
    clearTimeout(this.#flagTimer);
    this.#flagTimer = undefined;
  }
}
