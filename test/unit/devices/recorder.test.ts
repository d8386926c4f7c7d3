/** The recorder keeps each clip until the console has stored it, through kills and missing microphones. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generatedMicrophone } from '../../../devices/courthouse/generated-microphone.js';
import { diceOf } from '../../../devices/courthouse/chance.js';
import { type Device, startDevice } from '../../../devices/agent/device.js';
import { ClipShelf } from '../../../devices/recorder/clip-shelf.js';
import { type Microphone, Recorder } from '../../../devices/recorder/recorder.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { DeviceConsole } from '../../support/device-console.js';
import { DeviceUploads, type DeviceUploadsOptions } from '../../support/device-uploads.js';
import { inFolder } from '../../support/device-folder.js';

interface Scene {
  readonly console: DeviceConsole;
  readonly uploads: DeviceUploads;
  readonly folder: string;
  readonly types: () => string[];
  /** a run of the program; `httpUrl` of nowhere is a console that is away */
  readonly run: (
    microphone: Microphone,
    httpUrl?: string,
  ) => Promise<{ recorder: Recorder; stop: () => Promise<void> }>;
}

async function scene(
  work: (scene: Scene) => Promise<void>,
  options: Partial<DeviceUploadsOptions> = {},
): Promise<void> {
  await inFolder(async (folder) => {
    const store = join(folder, 'server');
    await mkdir(store);
    const console = await DeviceConsole.start();
    const uploads = await DeviceUploads.start({ folder: store, ...options });
    const run: Scene['run'] = async (microphone, httpUrl = uploads.url) => {
      const device: Device<'recorder'> = await startDevice({
        url: console.url,
        address: { court: 'demo', kind: 'recorder', device: 'recorder-201' },
        secret: 'demo-recorder-201',
        folder: join(folder, 'device'),
        log: () => undefined,
      });
      const recorder = new Recorder({
        voice: device.link,
        microphone,
        shelf: new ClipShelf(join(folder, 'device', 'clips')),
        console: { httpUrl, device: 'recorder-201', secret: 'demo-recorder-201', retryAfter: () => 5 },
        clock: systemClock,
        log: () => undefined,
      });
      const stop = async (): Promise<void> => {
        await recorder.close();
        await device.link.drained();
        await device.stop();
      };
      return { recorder, stop };
    };
    const types = (): string[] => console.firstEvents().map(({ reading }) => reading?.type ?? '');
    try {
      await work({ console, uploads, folder, types, run });
    } finally {
      await uploads.stop();
      await console.stop();
    }
  });
}

const voice = generatedMicrophone(diceOf(1), systemClock);
const clips = ({ folder }: Scene): Promise<string[]> =>
  readdir(join(folder, 'device', 'clips')).catch(() => []);

describe('a recorder', () => {
  it('announces what it recorded with its hash, uploads it, and only then lets its copy go', async () => {
    await scene(async (scene) => {
      const { recorder, stop } = await scene.run(voice);
      expect(await recorder.start('alarm')).toBe(true);
      const clip = await recorder.stop('alarm');
      await recorder.delivered();
      expect(await clips(scene)).toEqual([]);
      await stop();
      expect(scene.types()).toEqual(['recording-started', 'recording-stopped', 'clip-ready']);
      expect(scene.uploads.uploaded).toMatchObject([
        {
          sha256: clip!.sha256,
          metadata: { clip: clip!.clip, startedAt: clip!.startedAt, endedAt: clip!.endedAt },
        },
      ]);
    });
  });

  it('keeps its copy while the console is away and sends it at its next start, announced once', async () => {
    await scene(async (scene) => {
      const away = await scene.run(voice, 'http://127.0.0.1:1');
      await away.recorder.start('call');
      const clip = await away.recorder.stop('call');
      await away.stop();
      expect(await clips(scene)).toContain(`${clip!.clip}.wav`);

      const back = await scene.run(voice);
      await back.recorder.resume();
      await back.recorder.delivered();
      expect(await clips(scene)).toEqual([]);
      await back.stop();
      expect(scene.uploads.uploaded.map(({ sha256 }) => sha256)).toEqual([clip!.sha256]);
      expect(scene.types().filter((type) => type === 'clip-ready')).toHaveLength(1);
    });
  });

  it('keeps its copy of what the console put in quarantine', async () => {
    await scene(
      async (scene) => {
        const { recorder, stop } = await scene.run(voice);
        await recorder.start('call');
        const clip = await recorder.stop('call');
        await recorder.delivered();
        await stop();
        expect(await clips(scene)).toEqual([`${clip!.clip}.wav`]);
      },
      { state: () => 'quarantined' },
    );
  });

  it('never deletes a file that is not its own', async () => {
    await scene(async (scene) => {
      const path = join(scene.folder, 'theirs.wav');
      await writeFile(path, 'sound');
      const { recorder, stop } = await scene.run(voice);
      const times = { startedAt: '2026-11-02T09:00:00Z', endedAt: '2026-11-02T09:00:05Z' };
      await recorder.send({ clip: 'theirs', path, isOurs: false, mime: 'audio/wav', ...times });
      await recorder.delivered();
      await stop();
      expect(await readFile(path, 'utf8')).toBe('sound');
      expect(scene.uploads.uploaded).toHaveLength(1);
    });
  });

  it('passes over a note that a power cut left empty', async () => {
    await scene(async (scene) => {
      await mkdir(join(scene.folder, 'device', 'clips'), { recursive: true });
      await writeFile(join(scene.folder, 'device', 'clips', 'x.clip.json'), '');
      const { recorder, stop } = await scene.run(voice);
      await recorder.resume();
      await stop();
      expect(scene.types()).toEqual([]);
    });
  });

  it('obeys the console: starts once however often told, and stops', async () => {
    await scene(async ({ run, types }) => {
      const { recorder, stop } = await run(voice);
      const order = { v: 1, until: '2999-01-01T00:00:00Z' } as const;
      await recorder.obey({ ...order, id: 'c-1', type: 'start', reason: 'alarm', preSeconds: 30 });
      await recorder.obey({ ...order, id: 'c-2', type: 'start', reason: 'alarm', preSeconds: 30 });
      expect(recorder.isRecording).toBe(true);
      await recorder.obey({ ...order, id: 'c-3', type: 'stop' });
      expect(recorder.isRecording).toBe(false);
      await stop();
      expect(types()).toEqual(['recording-started', 'recording-stopped', 'clip-ready']);
    });
  });
});
