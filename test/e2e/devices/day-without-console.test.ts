/** A day without the console, in compressed time: the whole day's events and a day's calls, then all of it at once. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { startDevice } from '../../../devices/agent/device.js';
import { Outbox } from '../../../devices/agent/outbox.js';
import { ClipShelf } from '../../../devices/recorder/clip-shelf.js';
import { type Microphone, Recorder } from '../../../devices/recorder/recorder.js';
import { wavHeader } from '../../../devices/recorder/wav.js';
import { DeviceConsole } from '../../support/device-console.js';
import { inFolder } from '../../support/device-folder.js';
import { DeviceUploads } from '../../support/device-uploads.js';

jest.setTimeout(60_000);

const morningMs = Date.parse('2026-11-02T00:00:00Z');
const minuteMs = 60_000;
const nowhere = 'mqtt://127.0.0.1:1';

/** A clock that the test turns. */
const turnedClock = () => {
  let atMs = morningMs;
  return { nowMs: () => atMs, turn: (ms: number) => (atMs += ms) };
};

const telephoneRate = 8_000;

/** Hears a minute of telephone each time; no two minutes are alike. */
function telephone(clock: { nowMs: () => number }): Microphone {
  let calls = 0;
  const open: Microphone['open'] = async (path) => {
    const startedAtMs = clock.nowMs();
    const pcm = Buffer.alloc(60 * telephoneRate * 2, (calls += 1));
    const stop = async (): Promise<number> => {
      await writeFile(path, [wavHeader(telephoneRate, pcm.length), pcm]);
      return clock.nowMs();
    };
    return { startedAtMs, preSeconds: 0, earlier: [], lost: new Promise(() => undefined), stop };
  };
  return { sampleRate: telephoneRate, open };
}

describe('a day without the console', () => {
  it("keeps a gate's 1,440 counts and 600 detections over a kill, and the console counts each once, in its order", async () => {
    await inFolder(async (folder) => {
      const clock = turnedClock();
      const outbox = await Outbox.open(folder, clock);
      const boot = outbox.boot;
      const keeping: Promise<unknown>[] = [];
      for (let minute = 0; minute < 1_440; minute += 1) {
        const times = { from: new Date(clock.nowMs()).toISOString() };
        clock.turn(minuteMs);
        const to = new Date(clock.nowMs()).toISOString();
        keeping.push(outbox.keep({ type: 'passages', ...times, to, passed: 2, alarmed: minute % 2 }));
        if (minute % 12 < 5) keeping.push(outbox.keep({ type: 'detection', zoneCode: 'M1', class: 'metal' }));
      }
      await Promise.all(keeping);
      // Not closed: the program is gone, its folder is not.
      const console = await DeviceConsole.start();
      const device = await startDevice({
        url: console.url,
        address: { court: 'demo', kind: 'gate', device: 'gate-1' },
        secret: 'demo-gate-1',
        folder,
        log: () => undefined,
      });
      await device.link.drained();
      await device.stop();
      await console.stop();
      const seqs = console.firstEvents().map(({ reading }) => (reading?.boot === boot ? reading.seq! : 0));
      expect(seqs).toHaveLength(2_040);
      expect(new Set(seqs).size).toBe(2_040);
      expect(console.events().every(({ reading }) => reading?.shape === 'understood')).toBe(true);
    });
  });

  it("keeps a recorder's 60 calls of a minute each, and lets go of each when the console has it", async () => {
    await inFolder(async (folder) => {
      await mkdir(join(folder, 'server'));
      const clock = turnedClock();
      const run = async (url: string, httpUrl: string) => {
        const device = await startDevice({
          url,
          address: { court: 'demo', kind: 'recorder', device: 'recorder-201' },
          secret: 'demo-recorder-201',
          folder: join(folder, 'device'),
          log: () => undefined,
        });
        const recorder = new Recorder({
          voice: device.link,
          microphone: telephone(clock),
          shelf: new ClipShelf(join(folder, 'device', 'clips')),
          console: { httpUrl, device: 'recorder-201', secret: 'demo-recorder-201', retryAfter: () => 200 },
          clock,
          log: () => undefined,
        });
        return { device, recorder };
      };
      const away = await run(nowhere, 'http://127.0.0.1:1');
      for (let call = 0; call < 60; call += 1) {
        await away.recorder.start('call');
        clock.turn(minuteMs);
        await away.recorder.stop('call-ended');
        clock.turn(23 * minuteMs);
      }
      await away.recorder.close();
      await away.device.stop();

      const console = await DeviceConsole.start();
      const uploads = await DeviceUploads.start({ folder: join(folder, 'server') });
      const back = await run(console.url, uploads.url);
      await back.recorder.resume();
      await back.recorder.delivered();
      await back.device.link.drained();
      await back.recorder.close();
      await back.device.stop();
      await uploads.stop();
      await console.stop();
      const types = console.firstEvents().map(({ reading }) => reading?.type);
      for (const type of ['recording-started', 'recording-stopped', 'clip-ready'])
        expect(types.filter((one) => one === type)).toHaveLength(60);
      const starts = uploads.uploaded.map(({ metadata }) => metadata['startedAt']!);
      expect(new Set(starts).size).toBe(60);
      expect(starts).toEqual(starts.toSorted());
      expect(await readdir(join(folder, 'device', 'clips'))).toEqual([]);
    });
  });
});
