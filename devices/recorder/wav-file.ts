/** A WAV file that is right at every moment: its header follows the sound, and both are synced twice a second. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { bytesOf, bytesPerSample } from './sound.js';
import { wavHeader, wavHeaderBytes } from './wav.js';

const syncAfterSeconds = 0.5;

export class WavFile {
  readonly #file: FileHandle;
  readonly #sampleRate: number;
  #bytes = 0;
  #synced = 0;

  private constructor(file: FileHandle, sampleRate: number) {
    this.#file = file;
    this.#sampleRate = sampleRate;
  }

  static async create(path: string, sampleRate: number): Promise<WavFile> {
    const file = await open(path, 'wx', 0o600);
    await file.appendFile(wavHeader(sampleRate, 0));
    return new WavFile(file, sampleRate);
  }

  /** How much sound it holds. */
  get bytes(): number {
    return this.#bytes;
  }

  async append(pcm: Buffer): Promise<void> {
    const { bytesWritten } = await this.#file.write(pcm, 0, pcm.length, wavHeaderBytes + this.#bytes);
    this.#bytes += bytesWritten;
    if (bytesWritten < pcm.length) throw new Error('the disk took only a part of the sound');
    if (this.#bytes - this.#synced >= bytesOf(syncAfterSeconds, this.#sampleRate)) await this.#sync();
  }

  async close(): Promise<void> {
    try {
      await this.#sync();
    } finally {
      await this.#file.close();
    }
  }

  async #sync(): Promise<void> {
    await this.#file.write(wavHeader(this.#sampleRate, whole(this.#bytes)), 0, wavHeaderBytes, 0);
    await this.#file.datasync();
    this.#synced = this.#bytes;
  }
}

const whole = (bytes: number): number => bytes - (bytes % bytesPerSample);

/**
 * Makes the header of a file that a kill or a power cut left say what is there.
 * @returns bytes of sound; nothing where there is none
 */
export async function mendWav(path: string, sampleRate: number): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.size < wavHeaderBytes + bytesPerSample) return undefined;
  const bytes = whole(found.size - wavHeaderBytes);
  const file = await open(path, 'r+');
  try {
    await file.write(wavHeader(sampleRate, bytes), 0, wavHeaderBytes, 0);
    await file.truncate(wavHeaderBytes + bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}
