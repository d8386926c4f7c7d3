/** A device speaks and hears under its own name alone, whatever topic it thinks of. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Device } from '../../../src/intake/device.js';
import { mayHear, speakerOf, spokenChannel } from '../../../src/intake/speaker.js';

const ids = ['button-1', 'button-10', 'gate-1'];
const kinds: Device['kind'][] = ['button', 'button', 'gate'];
const speakers = ids.map((id, at) => speakerOf('demo', { id, kind: kinds[at], enabled: true } as Device));

const level = fc.oneof(
  fc.constantFrom('court', 'demo', 'v1', 'button', 'gate', ...ids, 'event', 'status', 'receipt', 'command'),
  fc.constantFrom('+', '#', '', '$SYS', '$share', 'EVENT', 'event ', 'event\u0000', 'ｅｖｅｎｔ', '..'),
  fc.string({ maxLength: 6, unit: 'binary' }),
);
const own = fc.constantFrom(...speakers.flatMap(({ topics }) => Object.values(topics)));
/** Topics of every device, the same with one level changed, put in or taken away, and topics of chance, some very deep. */
const topic = fc.oneof(
  own,
  fc.tuple(own, fc.nat(9), fc.nat(2), level).map(([name, at, gone, put]) => {
    const levels = name.split('/');
    levels.splice(at % levels.length, gone, put);
    return levels.join('/');
  }),
  fc.array(level, { maxLength: 150 }).map((levels) => levels.join('/')),
);

describe('a topic', () => {
  it('is spoken on and heard only by the device whose whole name it is (property)', () => {
    const seen = { spoken: 0, heard: 0, neither: 0 };
    fc.assert(
      fc.property(topic, fc.nat(2), (name, at) => {
        const speaker = speakers[at]!;
        const { event, status, receipt, command } = speaker.topics;
        // Byte for byte, by a way of its own.
        const isOneOf = (own: readonly string[]): boolean =>
          own.some((one) => Buffer.compare(Buffer.from(one, 'utf16le'), Buffer.from(name, 'utf16le')) === 0);
        const [speaks, hears] = [spokenChannel(speaker, name) !== undefined, mayHear(speaker, name)];
        expect([speaks, hears]).toEqual([isOneOf([event, status]), isOneOf([receipt, command])]);
        seen[speaks ? 'spoken' : hears ? 'heard' : 'neither'] += 1;
      }),
      { numRuns: 3000 },
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(100);
  });
});
