/** Records when told, whatever happens to its microphone or its program, and hands each clip on. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, toInstant, toMs } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { newIdentifier } from '../../src/kernel/identifiers.js';
import type { CommandTo } from '../protocol/command.js';
import { reconnectAfterMs } from '../protocol/limits.js';
import type { Clip, Unfinished } from './clip-shelf.js';
import { type ClipWords, Dispatch, type DispatchOptions } from './dispatch.js';
import { secondsOf, type Span } from './sound.js';
import type { Loss, Microphone, Take } from './take.js';
import { mendWav, WavFile } from './wav-file.js';

export type { Microphone, Take } from './take.js';

export interface RecorderOptions extends DispatchOptions {
  readonly microphone: Microphone;
  readonly clock: Clock;
  /** how far before the start a recording begins where nobody says otherwise */
  readonly preSeconds?: number;
  /** a recording that a kill cut off goes on at the next start */
  readonly goesOn?: boolean;
  readonly onStart?: () => void;
}

interface Running {
  readonly clip: string;
  readonly path: string;
  readonly startedAt: string;
  readonly reason: string;
  readonly take: Take;
}

// A part that goes on without a gap overlaps the one before by so much.
const overlapSeconds = 1;
// After a longer absence nobody would expect the recording to go on by itself.
const resumableMs = 5 * 60_000;

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #dispatch: Dispatch;
  #running: Running | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #returning: AbortController | undefined;
  #isClosed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#dispatch = new Dispatch(options);
  }

  get isRecording(): boolean {
    return this.#running !== undefined;
  }

  /** Takes up what an earlier run left: clips that wait, and a recording that a kill cut off, which goes on. */
  async resume(): Promise<void> {
    await this.#dispatch.resume();
    const { shelf, clock } = this.#options;
    let goesOn: Unfinished | undefined;
    for (const unfinished of await shelf.unfinished()) {
      const endedAtMs = await this.#mend(unfinished);
      const isRecent = endedAtMs !== undefined && clock.nowMs() - endedAtMs < resumableMs;
      if (isRecent && endedAtMs <= clock.nowMs()) goesOn = unfinished;
    }
    if (goesOn !== undefined && this.#options.goesOn === true)
      this.#goOnSoon(goesOn.reason, this.#options.preSeconds ?? 0);
  }

  /** Answers whether it records now; a recorder without a microphone says so as a fault. */
  start(reason: string, preSeconds = this.#options.preSeconds ?? 0): Promise<boolean> {
    this.#returning?.abort();
    return this.#inTurn(async () => {
      if (this.#running !== undefined) return true;
      const fault = await this.#start(reason, preSeconds);
      if (fault !== undefined) await this.#options.voice.say({ type: 'fault', code: 'no-microphone' });
      return fault === undefined;
    });
  }

  /** Ends the clip, announces it and sends it on its way. */
  stop(reason: string): Promise<Clip | undefined> {
    this.#returning?.abort();
    return this.#inTurn(() => this.#stop(reason));
  }

  /** Announces and uploads a file that is already there. */
  send(words: ClipWords): Promise<Clip> {
    return this.#dispatch.send(words);
  }

  async obey(command: CommandTo<'recorder'>): Promise<void> {
    if (command.type === 'start') await this.start(command.reason, command.preSeconds);
    if (command.type === 'stop') await this.stop('command');
  }

  delivered(): Promise<void> {
    return this.#dispatch.delivered();
  }

  /** Ends a running recording; what was not confirmed stays on the shelf. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop('closing');
    await this.#dispatch.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** @returns why it cannot */
  async #start(reason: string, preSeconds: number): Promise<string | undefined> {
    const { clock, voice, microphone, shelf, log } = this.#options;
    const clip = newIdentifier(clock.nowMs(), { bytes: randomBytes });
    const path = await shelf.place(clip);
    const note = { clip, path, sampleRate: microphone.sampleRate, reason };
    let take: Take;
    try {
      // Before the first byte of sound, so that a kill at any moment leaves no sound without its note.
      await shelf.begin({ ...note, startedAt: toInstant(clock.nowMs() - preSeconds * 1000) });
      take = await microphone.open(path, preSeconds);
    } catch (thrown) {
      await shelf.end(clip);
      log(`无法录音 cannot record: ${reasonOf(thrown)}`);
      return reasonOf(thrown);
    }
    const startedAt = toInstant(take.startedAtMs);
    await shelf.begin({ ...note, startedAt });
    const running = { clip, path, startedAt, reason, take };
    this.#running = running;
    take.lost
      .then((loss) => this.#lose(running, loss))
      .catch((thrown: unknown) => log(`录音中断 the recording broke off: ${reasonOf(thrown)}`));
    await voice.say({ type: 'recording-started', reason, preSeconds: roundSeconds(take.preSeconds) });
    this.#options.onStart?.();
    for (const span of take.earlier) await this.#keepSpan(span, microphone.sampleRate);
    return undefined;
  }

  async #stop(reason: string): Promise<Clip | undefined> {
    const running = this.#running;
    if (running === undefined) return undefined;
    this.#running = undefined;
    const { clip, path, startedAt, take } = running;
    const endedAt = toInstant(await take.stop());
    await this.#options.voice.say({ type: 'recording-stopped', reason });
    const sent = await this.send({ clip, path, isOurs: true, mime: 'audio/wav', startedAt, endedAt });
    await this.#options.shelf.end(clip);
    return sent;
  }

  /** It ended by itself: what there is goes on its way, and it begins again as soon as it can. */
  async #lose(running: Running, loss: Loss): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#running !== running) return;
      await this.#stop(loss);
      if (loss === 'disk-full') await this.#options.voice.say({ type: 'fault', code: loss });
      if (!this.#isClosed && loss !== 'disk-full')
        this.#goOnSoon(running.reason, loss === 'long-enough' ? overlapSeconds : 0);
    });
  }

  #goOnSoon(reason: string, preSeconds: number): void {
    this.#goOn(reason, preSeconds).catch((thrown: unknown) => this.#options.log(reasonOf(thrown)));
  }

  /** Tries until it records again, or somebody else starts or stops it. */
  async #goOn(reason: string, preSeconds: number): Promise<void> {
    const returning = new AbortController();
    this.#returning = returning;
    const { signal } = returning;
    for (let attempt = 0; !signal.aborted && !this.#isClosed; attempt += 1) {
      const isDone = await this.#inTurn(async () => {
        if (signal.aborted || this.#running !== undefined) return true;
        return (await this.#start(reason, preSeconds)) === undefined;
      });
      if (isDone) return;
      await pause(reconnectAfterMs(attempt, Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Sound from before a gap becomes a clip of its own: nothing is ever filled in. */
  async #keepSpan({ startedAtMs, endedAtMs, pcm }: Span, sampleRate: number): Promise<void> {
    const { shelf } = this.#options;
    const clip = newIdentifier(startedAtMs, { bytes: randomBytes });
    const path = await shelf.place(clip);
    const file = await WavFile.create(path, sampleRate);
    for (const piece of pcm) await file.append(piece);
    await file.close();
    const times = { startedAt: toInstant(startedAtMs), endedAt: toInstant(endedAtMs) };
    await this.send({ clip, path, isOurs: true, mime: 'audio/wav', ...times });
  }

  /** @returns when the recording that a kill cut off ended, where it holds sound */
  async #mend({ clip, path, startedAt, sampleRate }: Unfinished): Promise<number | undefined> {
    const { shelf, voice, log } = this.#options;
    const known = (await shelf.waiting()).find((waiting) => waiting.clip === clip);
    // The kill came after it was packed and put on the shelf, before its WAV was let go.
    if (known !== undefined && known.path !== path) await rm(path, { force: true });
    const bytes = known ? undefined : await mendWav(path, sampleRate);
    let endedAtMs: number | undefined;
    if (bytes !== undefined) {
      endedAtMs = toMs(startedAt) + Math.round(secondsOf(bytes, sampleRate) * 1000);
      log(`找到未完成的录音 found an unfinished recording: ${clip}`);
      await voice.say({ type: 'recording-stopped', reason: 'interrupted' });
      const times = { startedAt, endedAt: toInstant(endedAtMs) };
      await this.send({ clip, path, isOurs: true, mime: 'audio/wav', ...times });
    }
    await shelf.end(clip);
    return endedAtMs;
  }
}

const roundSeconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
