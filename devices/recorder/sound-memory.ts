/** Remembers the last seconds of sound, also through a kill of the program. */
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../../src/kernel/errors.js';
import { bytesOf, newest, type Sound } from './sound.js';

export interface SoundMemoryOptions {
  /** best in memory (`/run`): written all day, never synced; nothing keeps no file */
  readonly folder?: string;
  readonly seconds: number;
  readonly sampleRate: number;
  readonly log: (line: string) => void;
}

// magic, sample rate, run, length, endedAtMs
const headBytes = 4 + 4 + 4 + 4 + 8;
const magic = 0x534e4431;
const fileNames = ['before-0.pcm', 'before-1.pcm'] as const;

/** Two files take turns: one is full of older sound while the other grows, so one whole length is always there. */
export class SoundMemory {
  readonly #options: SoundMemoryOptions;
  #sounds: Sound[];
  #bytes = 0;
  #turn = 0;
  #written = Infinity;
  #file: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isBroken = false;

  private constructor(options: SoundMemoryOptions, earlier: readonly Sound[], turn: number) {
    this.#options = options;
    this.#sounds = [...earlier];
    this.#bytes = earlier.reduce((sum, { pcm }) => sum + pcm.length, 0);
    this.#turn = turn;
  }

  static async open(options: SoundMemoryOptions): Promise<SoundMemory> {
    const { folder, seconds, sampleRate } = options;
    if (folder === undefined || seconds === 0) return new SoundMemory(options, [], 0);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = await Promise.all(fileNames.map((name) => readSounds(join(folder, name), sampleRate)));
    const ends = found.map((sounds) => sounds.at(-1)?.endedAtMs ?? 0);
    const isSecondNewer = (ends[1] ?? 0) > (ends[0] ?? 0);
    const inOrder = isSecondNewer ? found.flat() : found.toReversed().flat();
    // The next file to be written over is the older one.
    return new SoundMemory(options, newest(inOrder, seconds, sampleRate), isSecondNewer ? 1 : 0);
  }

  /** Oldest first. */
  last(seconds: number): readonly Sound[] {
    return newest(this.#sounds, Math.min(seconds, this.#options.seconds), this.#options.sampleRate);
  }

  hear(sound: Sound): void {
    const { seconds, sampleRate, folder } = this.#options;
    const most = bytesOf(seconds, sampleRate);
    if (most === 0) return;
    this.#sounds.push(sound);
    this.#bytes += sound.pcm.length;
    for (let [oldest] = this.#sounds; oldest !== undefined; [oldest] = this.#sounds) {
      if (this.#bytes - oldest.pcm.length < most) break;
      this.#sounds.shift();
      this.#bytes -= oldest.pcm.length;
    }
    if (folder !== undefined && !this.#isBroken)
      this.#writing = this.#writing.then(() => this.#write(folder, sound, most));
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file?.close();
    this.#file = undefined;
  }

  async #write(folder: string, sound: Sound, most: number): Promise<void> {
    try {
      if (this.#written >= most || this.#file === undefined) {
        await this.#file?.close();
        this.#turn = 1 - this.#turn;
        this.#file = await open(join(folder, fileNames[this.#turn] ?? fileNames[0]), 'w', 0o600);
        this.#written = 0;
      }
      await this.#file.appendFile(recordOf(sound, this.#options.sampleRate));
      this.#written += sound.pcm.length;
    } catch (thrown) {
      // Without its file the memory lasts until the program ends; a clip is worth more than its stand-by copy.
      this.#isBroken = true;
      this.#options.log(`预录缓冲无法写盘 the rolling buffer has no file: ${reasonOf(thrown)}`);
    }
  }
}

function recordOf({ run, endedAtMs, pcm }: Sound, sampleRate: number): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(sampleRate, 4);
  head.writeUInt32LE(run, 8);
  head.writeUInt32LE(pcm.length, 12);
  head.writeDoubleLE(endedAtMs, 16);
  return Buffer.concat([head, pcm]);
}

/** A piece that a kill tore, and all behind it, is left out. */
async function readSounds(path: string, sampleRate: number): Promise<Sound[]> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  const sounds: Sound[] = [];
  for (let at = 0; at + headBytes <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 12);
    const end = at + headBytes + length;
    if (bytes.readUInt32LE(at) !== magic || bytes.readUInt32LE(at + 4) !== sampleRate) break;
    if (end > bytes.length) break;
    const pcm = bytes.subarray(at + headBytes, end);
    sounds.push({ run: bytes.readUInt32LE(at + 8), endedAtMs: bytes.readDoubleLE(at + 16), pcm });
    at = end;
  }
  return sounds;
}
