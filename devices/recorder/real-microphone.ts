/** Records a real microphone through node-record-lpcm16 (sox, rec or arecord) into a WAV file. */
import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import lpcm16, { type Recording } from 'node-record-lpcm16';
import type { Microphone, Take } from './recorder.js';
import { wavHeader } from './wav.js';

export const recorderPrograms = ['sox', 'rec', 'arecord'] as const;

export interface RealMicrophoneOptions {
  readonly program: (typeof recorderPrograms)[number];
  /** as the program names it, e.g. `hw:1,0` for arecord */
  readonly input?: string;
  readonly sampleRate: number;
}

export const realMicrophone = (options: RealMicrophoneOptions): Microphone => ({
  open: (path) => openTake(path, options),
});

async function openTake(path: string, { program, input, sampleRate }: RealMicrophoneOptions): Promise<Take> {
  const recording = lpcm16.record({
    recorder: program,
    sampleRate,
    channels: 1,
    audioType: 'raw',
    ...(input !== undefined && { device: input }),
  });
  const ended = endOf(recording, program);
  const sound: AsyncIterator<Buffer> = recording.stream()[Symbol.asyncIterator]();
  // The first sound proves that there is a microphone.
  const first = await Promise.race([sound.next(), ended.then(fail)]);
  if (first.done === true) fail(await ended);
  const file = await open(path, 'w');
  const written = write(file, first.value, sound, sampleRate);
  return {
    stop: async () => {
      recording.stop();
      await ended;
      await written;
    },
  };
}

/** Resolves to why the program ended, by itself or by our signal. */
async function endOf(recording: Recording, program: string): Promise<Error> {
  // The package turns any end but a peaceful one into an error of the stream, also the end that we ask for.
  recording.stream().on('error', () => undefined);
  try {
    const [code] = (await once(recording.process, 'close')) as [number | null];
    return new Error(`${program} ended with ${code ?? 'a signal'}`);
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}

function fail(why: Error): never {
  throw why;
}

async function write(
  file: FileHandle,
  first: Buffer,
  sound: AsyncIterator<Buffer>,
  sampleRate: number,
): Promise<void> {
  let bytes = 0;
  try {
    await file.appendFile(wavHeader(sampleRate, 0));
    for (let chunk: Buffer | undefined = first; chunk !== undefined; chunk = await nextOf(sound)) {
      await file.appendFile(chunk);
      bytes += chunk.length;
    }
    await file.write(wavHeader(sampleRate, bytes), 0, undefined, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A microphone that is pulled out ends the recording; what it heard before is kept. */
async function nextOf(sound: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  try {
    const next = await sound.next();
    return next.done === true ? undefined : next.value;
  } catch {
    return undefined;
  }
}
