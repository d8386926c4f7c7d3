/** A day at court: the same for the same seed, in shape for the console, lived by real clients. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cast, gates, recorders } from '../../../devices/courthouse/cast.js';
import { diceOf } from '../../../devices/courthouse/chance.js';
import { startCourthouse } from '../../../devices/courthouse/courthouse.js';
import { dayMs, type Planned, planDay } from '../../../devices/courthouse/day.js';
import { openLoad, quantile } from '../../../devices/courthouse/load.js';
import { sampleRate, speak, wavOf } from '../../../devices/courthouse/voice.js';
import { readEvent } from '../../../devices/protocol/event.js';
import { DeviceConsole } from '../../support/device-console.js';
import { DeviceUploads } from '../../support/device-uploads.js';
import { inFolder } from '../../support/device-folder.js';
import { Waiters } from '../../support/device-waiters.js';

const seeds = Array.from({ length: 40 }, (_, seed) => seed);
const minute = 60_000;

describe('a planned day', () => {
  it('is the same for the same seed, and another for another', () => {
    const days = seeds.map((seed) => JSON.stringify(planDay(seed)));
    expect(seeds.map((seed) => JSON.stringify(planDay(seed)))).toEqual(days);
    expect(new Set(days).size).toBe(seeds.length);
  });

  it.each(seeds)('of seed %i lets every device of the cast act, in order, within its hours', (seed) => {
    const day = planDay(seed);
    expect(new Set(day.map(({ device }) => device))).toEqual(new Set(cast.map(({ device }) => device)));
    const times = day.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every((atMs) => atMs >= 0 && atMs < dayMs)).toBe(true);
    const kindOf = new Map(cast.map(({ device, kind }) => [device, kind]));
    expect(day.every(({ device, act }) => kindOf.get(device) === act.kind)).toBe(true);
  });

  it('says only what the console understands', () => {
    for (const { act } of seeds.slice(0, 8).flatMap((seed) => planDay(seed))) {
      if (!('saying' in act)) continue;
      const event = { v: 1, boot: 'b', seq: 1, at: '2026-11-02T09:00:00Z', ...act.saying };
      expect(readEvent(act.kind, Buffer.from(JSON.stringify(event))).shape).toBe('understood');
    }
  });

  it('counts passages every minute, decides about every detection, and mostly lets people pass', () => {
    const acts = planDay(3).filter(({ device }) => device === gates[0]);
    const passages = acts.filter(({ act }) => 'passages' in act);
    expect(
      passages.every(({ atMs }, index) => index === 0 || atMs - passages[index - 1]!.atMs === minute),
    ).toBe(true);
    const found = acts.filter(
      ({ act }) => 'decision' in act || ('saying' in act && act.saying.type === 'detection'),
    );
    expect(found.map(({ act }) => 'decision' in act)).toEqual(found.map((_, index) => index % 2 === 1));
    const outcomes = seeds
      .flatMap((seed) => planDay(seed))
      .flatMap(({ act }) => ('decision' in act ? [act.decision.outcome] : []));
    const share = (name: string): number =>
      outcomes.filter((outcome) => outcome === name).length / outcomes.length;
    expect(share('cleared') + share('deposited')).toBeGreaterThan(0.8);
    expect(share('refused')).toBeGreaterThan(0);
    expect(share('refused')).toBeLessThan(0.05);
  });

  it('has an emergency on some days and not on most', () => {
    const pressed = ({ act }: Planned): boolean =>
      'saying' in act && act.saying.type === 'pressed' && act.saying.pattern === 'emergency';
    const days = seeds.filter((seed) => planDay(seed).some(pressed)).length;
    expect(days).toBeGreaterThan(0);
    expect(days).toBeLessThan(seeds.length * 0.7);
  });
});

describe('a made-up voice', () => {
  it('is a WAV file of 8 kHz, 16 bits, one channel, as long as asked', () => {
    const file = Buffer.from(wavOf(speak(2, diceOf(1))));
    expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([file.readUInt32LE(4), file.readUInt32LE(40)]).toEqual([file.length - 8, 2 * 2 * sampleRate]);
    expect([20, 22, 32, 34].map((at) => file.readUInt16LE(at))).toEqual([1, 1, 2, 16]);
    expect([file.readUInt32LE(24), file.readUInt32LE(28)]).toEqual([sampleRate, sampleRate * 2]);
  });

  it('sounds and pauses, and never clips', () => {
    const samples = speak(5, diceOf(2));
    expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(2_000);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(32_000);
    expect(samples.filter((sample) => sample === 0).length).toBeGreaterThan(sampleRate / 4);
  });
});

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

  it('acts as planned, uploads what it records, sounds when told, and ends without a trace', async () => {
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
        console.events().flatMap((heard) => (heard.device === device ? [heard.reading?.type ?? ''] : []));
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
      const [detection, decision] = console.events().filter(({ device }) => device === 'gate-1');
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

  it('has a recorder for each recording telephone of the contract', () => {
    expect(recorders).toHaveLength(4);
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
    const result = await load.pressMany({ ratePerSecond: 500, seconds: 0.2, patienceMs: 200 });
    expect(console.events()).toHaveLength(100);
    expect(withheld).toBe(2);
    expect(result).toMatchObject({ sent: 100, receipts: { recorded: 98 }, missing: 2 });
    expect(result.sinceDueMs).toHaveLength(98);
    expect(quantile(result.sinceDueMs, 0.5)).toBeGreaterThanOrEqual(quantile(result.sinceSentMs, 0.5));
    await load.close();
    await console.stop();
  });
});
