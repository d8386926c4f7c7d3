/** The recorder program with a recording program that hears, breaks, or is not there. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DeviceConsole } from '../../support/device-console.js';
import { inFolder } from '../../support/device-folder.js';
import { Program } from '../../support/device-program.js';
import { DeviceUploads } from '../../support/device-uploads.js';

describe('a real microphone', () => {
  interface Scene {
    readonly console: DeviceConsole;
    readonly uploads: DeviceUploads;
    readonly folder: string;
    readonly types: () => string[];
  }

  async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
    await inFolder(async (folder) => {
      await mkdir(join(folder, 'server'));
      const console = await DeviceConsole.start();
      const uploads = await DeviceUploads.start({ folder: join(folder, 'server') });
      const types = (): string[] => console.firstEvents().map(({ reading }) => reading?.type ?? '');
      try {
        await work({ console, uploads, folder, types });
      } finally {
        await uploads.stop();
        await console.stop();
      }
    });
  }

  /** The recorder program with a recording program of ours first, or alone, on its path. */
  async function record(scene: Scene, script: string | undefined): Promise<number | null> {
    const { console, uploads, folder } = scene;
    const bin = join(folder, 'bin');
    await mkdir(bin);
    if (script !== undefined) {
      await writeFile(join(bin, 'arecord'), `#!/bin/sh\n${script}\n`);
      await chmod(join(bin, 'arecord'), 0o755);
    }
    const words = [
      '--url',
      console.url,
      '--http',
      uploads.url,
      '--program',
      'arecord',
      '--record',
      '0.2',
      '--once',
    ];
    const identity = ['--device', 'recorder-201', '--secret', 'demo-recorder-201'];
    const program = new Program('recorder', [...words, ...identity], folder, {
      PATH: `${bin}:/bin:/usr/bin`,
    });
    return program.ended();
  }

  const uploadedFile = async ({ folder, uploads }: Scene): Promise<Buffer> =>
    readFile(join(folder, 'server', uploads.uploaded[0]!.id));

  it('writes what the recording program hears behind a header that tells its length', async () => {
    await scene(async (scene) => {
      expect(await record(scene, 'printf abcdefgh; exec sleep 60')).toBe(0);
      const file = await uploadedFile(scene);
      expect([file.toString('latin1', 44), file.readUInt32LE(40), file.readUInt32LE(24)]).toEqual([
        'abcdefgh',
        8,
        16_000,
      ]);
      expect(scene.types()).toEqual(['recording-started', 'recording-stopped', 'clip-ready']);
    });
  });

  it('pulled out keeps what it heard before', async () => {
    await scene(async (scene) => {
      expect(await record(scene, 'printf abcd; exit 3')).toBe(0);
      expect((await uploadedFile(scene)).toString('latin1', 44)).toBe('abcd');
    });
  });

  it.each([
    ['that is not there', 'echo "no soundcards found" >&2; exit 1'],
    ['whose program is not installed', undefined],
  ])('%s is told as a fault of the recorder, and nothing is recorded', async (_, script) => {
    await scene(async (scene) => {
      expect(await record(scene, script)).toBe(1);
      expect(scene.types()).toEqual(['fault']);
      expect(scene.uploads.uploaded).toEqual([]);
    });
  });
});
