/** The simulated courthouse and the load generator, as real clients over TCP. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cast } from '../../../devices/courthouse/cast.js';
import { startCourthouse } from '../../../devices/courthouse/courthouse.js';
import type { Planned } from '../../../devices/courthouse/day.js';
import { openLoad, quantile } from '../../../devices/courthouse/load.js';
import { DeviceConsole } from '../../support/device-console.js';
import { inFolder } from '../../support/device-folder.js';
import { DeviceUploads } from '../../support/device-uploads.js';
import { Waiters } from '../../support/device-waiters.js';

describe('a courthouse', () => {
  const shortDay: readonly Planned[] = [
    { atMs: 0, device: 'button-103', act: { kind: 'button', saying: { type: 'pressed', pattern: 'help' } } },
    {
      atMs: 1,
      device: 'gate-1',
      act: { kind: 'gate', saying: { type: 'detection', zoneCode: 'L1', class: 'knife' } },
    },
    {
      atMs: 2,
      device: 'gate-1',
      act: { kind: 'gate', decision: { outcome: 'refused', item: '刀', operators: ['a', 'b'] } },
    },
    { atMs: 3, device: 'gate-2', act: { kind: 'gate', passages: { passed: 3, alarmed: 1 } } },
    { atMs: 4, device: 'door-301', act: { kind: 'door', saying: { type: 'held-open' } } },
    {
      atMs: 5,
      device: 'recorder-202',
      act: {
        kind: 'recorder',
        call: { direction: 'in', peer: '1', extension: '202', seconds: 1, tag: 'threat' },
      },
    },
  ];

  it('acts as planned, uploads what it records, sounds when told, and lets its recordings go', async () => {
    await inFolder(async (folder) => {
      const console = await DeviceConsole.start();
      const uploads = await DeviceUploads.start({ folder });
      const log: string[] = [];
      const told = new Waiters();
      const courthouse = await startCourthouse({
        mqttUrl: console.url,
        httpUrl: uploads.url,
        court: 'demo',
        speed: 60,
        seed: 1,
        folder: join(folder, 'devices'),
        log: (line) => {
          log.push(line);
          told.wake();
        },
        plan: () => shortDay,
      });
      await courthouse.connected;
      expect(console.connects.toSorted()).toEqual(cast.map(({ device }) => device).toSorted());
      console.command(
        { court: 'demo', kind: 'siren', device: 'siren-1' },
        { id: 'c-1', until: '2999-01-01T00:00:00Z', type: 'sound', level: 'emergency', seconds: 60 },
      );
      const types = (device: string): string[] =>
        console
          .firstEvents()
          .flatMap((heard) => (heard.device === device ? [heard.reading?.type ?? ''] : []));
      await console.until(
        () => types('recorder-202').includes('clip-ready') && types('siren-1').includes('sounded'),
      );
      await told.until(() => log.some((line) => line.endsWith(': stored')));
      await courthouse.stop();

      expect(console.events().every(({ reading }) => reading?.shape === 'understood')).toBe(true);
      expect([types('button-103'), types('door-301')]).toEqual([['pressed'], ['held-open']]);
      expect(types('recorder-202')).toEqual([
        'call-started',
        'recording-started',
        'flagged',
        'call-ended',
        'recording-stopped',
        'clip-ready',
      ]);
      const [detection, decision] = console.firstEvents().filter(({ device }) => device === 'gate-1');
      const { boot, seq } = detection!.reading!;
      expect(decision!.reading).toMatchObject({ event: { outcome: 'refused', detection: { boot, seq } } });

      const clip = console.events().find(({ reading }) => reading?.type === 'clip-ready')!.reading;
      const [uploaded] = uploads.uploaded;
      expect(clip).toMatchObject({
        event: { clip: uploaded!.metadata['clip'], sha256: uploaded!.sha256, mime: 'audio/wav' },
      });
      expect(await readdir(join(folder, 'devices', 'recorder-202', 'clips'))).toEqual([]);
      await uploads.stop();
      await console.stop();
    });
  });

  it('starts and stops while the console is away', async () => {
    await inFolder(async (folder) => {
      const courthouse = await startCourthouse({
        mqttUrl: 'mqtt://127.0.0.1:1',
        httpUrl: 'http://127.0.0.1:1',
        court: 'demo',
        speed: 6_000,
        seed: 1,
        folder,
        log: () => undefined,
      });
      await courthouse.stop();
      expect((await readdir(folder)).toSorted()).toEqual(cast.map(({ device }) => device).toSorted());
    });
  });
});

describe('the load', () => {
  it('sends each press once, at its time, and misses no receipt that was given', async () => {
    let withheld = 0;
    const console = await DeviceConsole.start();
    const { answer } = console;
    console.answer = (heard) => {
      if (heard.reading?.seq === 3) withheld += 1;
      return heard.reading?.seq === 3 ? undefined : answer(heard);
    };
    const devices = ['b-1', 'b-2'].map((device) => ({ device, secret: `demo-${device}` }));
    const load = await openLoad({
      mqttUrl: console.url,
      court: 'demo',
      kind: 'button',
      devices,
      saying: () => ({ type: 'pressed', pattern: 'help' }) as const,
    });
    const result = await load.pressMany({ ratePerSecond: 500, seconds: 0.2, patienceMs: 2_000 });
    expect(console.events()).toHaveLength(100);
    expect(withheld).toBe(2);
    expect(result).toMatchObject({ sent: 100, receipts: { recorded: 98 }, missing: 2 });
    expect(result.sinceDueMs).toHaveLength(98);
    expect(quantile(result.sinceDueMs, 0.5)).toBeGreaterThanOrEqual(quantile(result.sinceSentMs, 0.5));
    await load.close();
    await console.stop();
  });

  it('with a wrong secret says whose it is', async () => {
    const console = await DeviceConsole.start();
    const devices = [{ device: 'b-1', secret: 'wrong' }];
    const saying = () => ({ type: 'test' }) as const;
    const opening = openLoad({ mqttUrl: console.url, court: 'demo', kind: 'button', devices, saying });
    await expect(opening).rejects.toThrow('b-1 was refused');
    await console.stop();
  });
});
