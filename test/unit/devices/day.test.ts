/** A day at court: the same for the same seed, in shape for the console, and audible. */
import { describe, expect, it } from '@jest/globals';
import { cast, gates } from '../../../devices/courthouse/cast.js';
import { diceOf } from '../../../devices/courthouse/chance.js';
import { dayMs, type Planned, planDay } from '../../../devices/courthouse/day.js';
import { sampleRate, speak, wavOf } from '../../../devices/courthouse/voice.js';
import { readEvent } from '../../../devices/protocol/event.js';

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

describe('the cast', () => {
  it('has the devices of the demo court (contracts 5)', () => {
    const buttons = Array.from({ length: 12 }, (_, index) => `button-${101 + index}`);
    const telephones = [201, 202, 203, 204].map((number) => `recorder-${number}`);
    const devices = [...buttons, 'gate-1', 'gate-2', ...telephones, 'door-301', 'siren-1'];
    expect(cast.map(({ device }) => device)).toEqual(devices);
    expect(cast.every(({ device, kind }) => device.startsWith(kind))).toBe(true);
  });
});
