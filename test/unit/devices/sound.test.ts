/** Sound in pieces: the rolling buffer through a kill, WAV files that a kill cut off, silence. */
import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SilenceRule } from '../../../devices/recorder/silence-rule.js';
import { bytesOf, loudnessDb, newest, type Sound, spansOf } from '../../../devices/recorder/sound.js';
import { SoundMemory } from '../../../devices/recorder/sound-memory.js';
import { mendWav, WavFile } from '../../../devices/recorder/wav-file.js';
import { inFolder } from '../../support/device-folder.js';

const sampleRate = 100;
const second = bytesOf(1, sampleRate);

/** One second of samples that all have the value `level`. */
const piece = (level: number, run = 1): Sound => {
  const pcm = Buffer.alloc(second);
  for (let at = 0; at < second; at += 2) pcm.writeInt16LE(level, at);
  return { run, endedAtMs: level * 1000, pcm };
};
const levelsOf = (sounds: readonly Sound[]): number[] => sounds.map(({ pcm }) => pcm.readInt16LE(0));

describe('the rolling buffer', () => {
  const open = (folder: string | undefined, seconds = 5) =>
    SoundMemory.open({ ...(folder && { folder }), seconds, sampleRate, log: () => undefined });

  it('gives the newest seconds, the oldest piece cut to the sample', async () => {
    const memory = await open(undefined);
    for (let level = 1; level <= 20; level += 1) memory.hear(piece(level));
    expect(levelsOf(memory.last(3))).toEqual([18, 19, 20]);
    const cut = memory.last(2.5);
    expect([levelsOf(cut), cut[0]?.pcm.length]).toEqual([[18, 19, 20], second / 2]);
    expect(levelsOf(memory.last(60))).toEqual([16, 17, 18, 19, 20]);
  });

  it.each([3, 5, 7, 10, 11, 12, 19])(
    'killed after %i seconds still has all it should remember',
    async (count) => {
      await inFolder(async (folder) => {
        const killed = await open(folder);
        for (let level = 1; level <= count; level += 1) killed.hear(piece(level));
        // Nothing is told to the killed one; what it wrote is there.
        await killed.close();
        const next = await open(folder);
        const all = Array.from({ length: count }, (_, index) => index + 1);
        expect(levelsOf(next.last(5))).toEqual(all.slice(-5));
      });
    },
  );

  it('leaves out the piece that a kill tore', async () => {
    await inFolder(async (folder) => {
      const killed = await open(folder);
      for (let level = 1; level <= 3; level += 1) killed.hear(piece(level));
      await killed.close();
      const path = join(folder, 'before-1.pcm');
      await truncate(path, (await stat(path)).size - 1);
      expect(levelsOf((await open(folder)).last(5))).toEqual([1, 2]);
    });
  });

  it('forgets sound of another sample rate', async () => {
    await inFolder(async (folder) => {
      const killed = await open(folder);
      killed.hear(piece(1));
      await killed.close();
      const next = await SoundMemory.open({ folder, seconds: 5, sampleRate: 200, log: () => undefined });
      expect(next.last(5)).toEqual([]);
    });
  });

  it('is made of spans without gaps, timed by their last piece', () => {
    const spans = spansOf([piece(10, 1), piece(11, 1), piece(20, 2)], sampleRate);
    expect(spans.map(({ startedAtMs, endedAtMs, pcm }) => [startedAtMs, endedAtMs, pcm.length])).toEqual([
      [9_000, 11_000, 2],
      [19_000, 20_000, 1],
    ]);
    expect(newest([], 3, sampleRate)).toEqual([]);
  });
});

describe('a WAV file', () => {
  it('is right at every moment: its header tells what was synced', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'clip.wav');
      const wav = await WavFile.create(path, sampleRate);
      await wav.append(piece(1).pcm);
      await wav.append(piece(2).pcm);
      const whileItGrows = await readFile(path);
      expect(whileItGrows.readUInt32LE(40)).toBe(2 * second);
      await wav.append(Buffer.from([1, 0]));
      await wav.close();
      expect((await readFile(path)).readUInt32LE(40)).toBe(2 * second + 2);
    });
  });

  it.each([
    ['an old header', 3 * second, 3 * second],
    ['half a sample', 3 * second + 1, 3 * second],
  ])('left by a kill with %s is mended to what is there', async (_, bytes, whole) => {
    await inFolder(async (folder) => {
      const path = join(folder, 'clip.wav');
      await (await WavFile.create(path, sampleRate)).close();
      await appendFile(path, Buffer.alloc(bytes, 7));
      expect(await mendWav(path, sampleRate)).toBe(whole);
      const file = await readFile(path);
      expect([file.length, file.readUInt32LE(40), file.readUInt32LE(4)]).toEqual([
        44 + whole,
        whole,
        36 + whole,
      ]);
    });
  });

  it('without sound, or without a file, is none', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'clip.wav');
      expect(await mendWav(path, sampleRate)).toBeUndefined();
      await writeFile(path, 'RIFF');
      expect(await mendWav(path, sampleRate)).toBeUndefined();
    });
  });
});

describe('loudness and silence', () => {
  it('is measured below full scale', () => {
    expect(loudnessDb(Buffer.alloc(20))).toBe(-Infinity);
    expect(loudnessDb(piece(32_767).pcm)).toBeCloseTo(0, 2);
    expect(loudnessDb(piece(327).pcm)).toBeCloseTo(-40, 1);
  });

  it('starts a recording after a sound that lasts, and stops it after a silence that lasts', () => {
    const rule = new SilenceRule({ levelDb: -40, startAfterSeconds: 0.3, stopAfterSeconds: 1 });
    expect(rule.hear(-20, 0.2, false)).toBeUndefined();
    expect(rule.hear(-60, 0.2, false)).toBeUndefined();
    expect(rule.hear(-20, 0.2, false)).toBeUndefined();
    expect(rule.hear(-20, 0.2, false)).toBe('start');
    rule.begin();
    expect(rule.hear(-60, 0.9, true)).toBeUndefined();
    expect(rule.hear(-20, 0.1, true)).toBeUndefined();
    expect(rule.hear(-60, 0.9, true)).toBeUndefined();
    expect(rule.hear(-60, 0.2, true)).toBe('stop');
  });

  it('before a recording does not count for its end', () => {
    const rule = new SilenceRule({ levelDb: -40, stopAfterSeconds: 1 });
    for (let time = 0; time < 50; time += 1) expect(rule.hear(-90, 0.5, false)).toBeUndefined();
    rule.begin();
    expect(rule.hear(-90, 0.5, true)).toBeUndefined();
  });
});
