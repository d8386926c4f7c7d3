import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { FrameScanner } from '../../../src/intake/frame-scanner.js';

const publish = (bytes: number, topic = 'court/demo/button/button-1/event'): Buffer =>
  generate({
    cmd: 'publish',
    topic,
    payload: Buffer.alloc(bytes),
    qos: 1,
    messageId: 1,
    dup: false,
    retain: false,
  });
const scanAll = (scanner: FrameScanner, chunks: readonly Uint8Array[]) => {
  for (const chunk of chunks) {
    const found = scanner.scan(chunk, 100);
    if (typeof found === 'object') return found;
  }
  return undefined;
};
const cutAt = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const sorted = [0, ...places.map((place) => place % bytes.length).toSorted((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, at) => bytes.subarray(sorted[at], end));
};

describe('the frame scanner', () => {
  it('lets frames within the limit pass, however they are cut, and finds the one that is not, with its topic', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }),
        fc.array(fc.nat(5000), { maxLength: 12 }),
        (sizes, places) => {
          const small = Buffer.concat(sizes.map((size) => publish(size)));
          expect(scanAll(new FrameScanner(400), cutAt(small, places))).toBeUndefined();
          const found = scanAll(new FrameScanner(400), cutAt(Buffer.concat([small, publish(401)]), places));
          expect(found?.topic).toBe('court/demo/button/button-1/event');
          expect(found?.bytes).toBeGreaterThan(400);
        },
      ),
    );
  });

  it('takes no more frames than it may, with the part of the next one only where a chunk ends in it', () => {
    const ping = generate({ cmd: 'pingreq' });
    const frames = [publish(300), ping, publish(1), ping, publish(20)];
    const ends = frames.map((_, at) => Buffer.concat(frames.slice(0, at + 1)).length);
    const all = Buffer.concat(frames);
    for (const most of [1, 2, 3, 4, 5]) {
      const scanner = new FrameScanner(400);
      let at = 0;
      for (let end = most; end < 5; end += most) {
        at += scanner.scan(all.subarray(at), most) as number;
        expect(at).toBe(ends[end - 1]);
      }
      expect(scanner.scan(all.subarray(at, -3), most)).toBe(all.length - at - 3);
      expect(scanner.scan(all.subarray(-3), most)).toBe(3);
    }
  });

  it('reads a topic that comes byte by byte', () => {
    const bytes = [...publish(401)].map((byte) => Uint8Array.of(byte));
    expect(scanAll(new FrameScanner(400), bytes)?.topic).toBe('court/demo/button/button-1/event');
  });

  it('tells of other packets that are too large without a topic', () => {
    const connect = generate({
      cmd: 'connect',
      clientId: 'x'.repeat(500),
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 0,
    });
    expect(scanAll(new FrameScanner(400), [connect])).toEqual({ bytes: connect.length - 3 });
  });

  it('takes a length that never ends for too long, and a topic that never ends for its beginning', () => {
    expect(new FrameScanner(400).scan(Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0xff, 1), 1)).toEqual({
      bytes: Number.MAX_SAFE_INTEGER,
    });
    const found = scanAll(new FrameScanner(400), [publish(1, 'x'.repeat(2000))]);
    expect(found?.topic).toBe('x'.repeat(512));
  });
});
