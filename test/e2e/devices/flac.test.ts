/** Clips packed as FLAC by the programs that are there for it. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packFlac } from '../../../devices/recorder/flac.js';
import { WavFile } from '../../../devices/recorder/wav-file.js';
import { inFolder } from '../../support/device-folder.js';

describe('a clip packed as FLAC', () => {
  it.each(['flac', 'sox'] as const)('by %s is smaller and holds the same sound', async (packer) => {
    await inFolder(async (folder) => {
      const wav = join(folder, 'clip.wav');
      const file = await WavFile.create(wav, 16_000);
      const pcm = Buffer.alloc(32_000);
      for (let at = 0; at < 16_000; at += 1) pcm.writeInt16LE(Math.round(9_000 * Math.sin(at / 20)), at * 2);
      await file.append(pcm);
      await file.close();
      const path = await packFlac(wav, packer);
      expect((await readFile(path)).toString('latin1', 0, 4)).toBe('fLaC');
      expect((await stat(path)).size).toBeLessThan(20_000);
    });
  });

  it('that cannot be packed is told, and no file takes its place', async () => {
    await inFolder(async (folder) => {
      const wav = join(folder, 'clip.wav');
      await writeFile(wav, 'no sound');
      await expect(packFlac(wav, 'flac')).rejects.toThrow(/flac ended with/);
      await expect(stat(join(folder, 'clip.flac'))).rejects.toThrow();
    });
  });
});
