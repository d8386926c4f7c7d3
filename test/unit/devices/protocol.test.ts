/** Topics, receipts, commands, heartbeats and the numbers of the device protocol (contracts 1). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeCommand, readCommand } from '../../../devices/protocol/command.js';
import { reconnectAfterMs, resendAfterMs } from '../../../devices/protocol/limits.js';
import { encodeReceipt, readReceipt } from '../../../devices/protocol/receipt.js';
import { encodeStatus, readStatus } from '../../../devices/protocol/status.js';
import { channels, filterOf, isName, kinds, readTopic, topicOf } from '../../../devices/protocol/topic.js';

const at = '2026-11-02T09:00:00.000Z';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,63}$/);

describe('a topic', () => {
  it('is read as it is spelled', () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom(...kinds),
        name,
        fc.constantFrom(...channels),
        (court, kind, device, channel) => {
          const topic = { court, kind, device, channel };
          expect(readTopic(topicOf(topic))).toEqual(topic);
        },
      ),
    );
  });

  it('is spelled court, kind, device, channel', () => {
    const topic = { court: 'demo', kind: 'button', device: 'button-103', channel: 'event' } as const;
    expect(topicOf(topic)).toBe('court/demo/button/button-103/event');
    expect(filterOf('demo', 'event')).toBe('court/demo/+/+/event');
  });

  it.each([
    '',
    'court',
    'court/demo/button/button-103',
    'court/demo/button/button-103/event/x',
    'court/demo/button/button-103/event/',
    '/court/demo/button/button-103/event',
    'Court/demo/button/button-103/event',
    'court/demo/lamp/button-103/event',
    'court/demo/button/button-103/will',
    'court/demo/button/+/event',
    'court/#/button/button-103/event',
    'court/demo/button/Button-103/event',
    'court/demo/button/-103/event',
    'court/demo/button/button-103/event\n',
    'court/demo/button/button 103/event',
    `court/demo/button/${'b'.repeat(65)}/event`,
    '$SYS/demo/button/button-103/event',
    'court/demo/toString/button-103/event',
  ])('%j is none', (text) => {
    expect(readTopic(text)).toBeUndefined();
  });

  it('is never spelled with a wildcard or a slash in a name', () => {
    for (const wrong of ['+', '#', 'a/b', '', 'A', 'a\n']) {
      expect(isName(wrong)).toBe(false);
      expect(() => topicOf({ court: wrong, kind: 'gate', device: 'gate-1', channel: 'event' })).toThrow(
        TypeError,
      );
      expect(() => topicOf({ court: 'demo', kind: 'gate', device: wrong, channel: 'event' })).toThrow(
        TypeError,
      );
      expect(() => filterOf(wrong, 'event')).toThrow(TypeError);
    }
  });
});

describe('a receipt', () => {
  it('names its event by boot and seq', () => {
    const words = { boot: 'b', seq: 3, outcome: 'recorded', alarm: 'a-1', at } as const;
    expect(readReceipt(bytes(encodeReceipt(words)))).toEqual({ v: 1, ...words });
  });

  it('names by its hash a payload whose name could not be read', () => {
    const words = { sha256: 'f'.repeat(64), outcome: 'malformed', at } as const;
    expect(readReceipt(bytes(encodeReceipt(words)))).toEqual({ v: 1, ...words });
  });

  it.each([
    'not JSON',
    '{}',
    JSON.stringify({ v: 2, boot: 'b', seq: 3, outcome: 'recorded', at }),
    JSON.stringify({ v: 1, boot: 'b', outcome: 'recorded', at }),
    JSON.stringify({ v: 1, boot: 'b', seq: 3, outcome: 'lost', at }),
    JSON.stringify({ v: 1, boot: 'b', seq: 3, outcome: 'recorded' }),
  ])('%j is none', (text) => {
    expect(readReceipt(bytes(text))).toBeUndefined();
  });
});

describe('a command', () => {
  const order = { id: 'c-1', until: at } as const;

  it('is read by the kind that it is for, and by no other', () => {
    const all = [
      [{ ...order, type: 'feedback', alarm: 'a-1', state: 'on-scene' }, ['button']],
      [{ ...order, type: 'sound', level: 'emergency', seconds: 30 }, ['siren']],
      [{ ...order, type: 'silence' }, ['siren']],
      [{ ...order, type: 'start', reason: 'alarm', preSeconds: 30 }, ['recorder']],
      [{ ...order, type: 'stop' }, ['recorder']],
      [{ ...order, type: 'ping' }, kinds],
    ] as const;
    for (const [words, expected] of all) {
      const readers = kinds.filter((kind) => readCommand(kind, bytes(encodeCommand(words))) !== undefined);
      expect(readers).toEqual(expected);
    }
  });

  it.each([
    'not JSON',
    JSON.stringify({ v: 1, type: 'ping', until: at }),
    JSON.stringify({ v: 1, type: 'ping', id: 'c-1' }),
    JSON.stringify({ v: 2, type: 'ping', ...order }),
    JSON.stringify({ v: 1, type: 'feedback', ...order, alarm: 'a-1', state: 'lost' }),
  ])('%j is none', (text) => {
    expect(readCommand('button', bytes(text))).toBeUndefined();
  });
});

describe('a heartbeat', () => {
  it('tells boot, last seq and uptime, and what else the device knows', () => {
    const words = { boot: 'b', lastSeq: 0, uptimeMs: 15_000, battery: 80, rssi: -60, firmware: '1.2', at };
    expect(readStatus(bytes(encodeStatus(words)))).toEqual({ v: 1, ...words });
  });

  it.each(['not JSON', '{"v":1}', JSON.stringify({ v: 1, boot: 'b', lastSeq: -1, uptimeMs: 0 })])(
    '%j is none',
    (text) => {
      expect(readStatus(bytes(text))).toBeUndefined();
    },
  );
});

describe('the schedule of resending', () => {
  it('is 2, 4, 8, 10, 10 ... seconds', () => {
    expect([0, 1, 2, 3, 4, 99].map((attempt) => resendAfterMs(attempt, 0.5))).toEqual([
      2_000, 4_000, 8_000, 10_000, 10_000, 10_000,
    ]);
  });

  it('scatters by a fifth at most, so that no two devices keep step', () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, chance) => {
          const middle = resendAfterMs(attempt, 0.5);
          expect(Math.abs(resendAfterMs(attempt, chance) - middle)).toBeLessThanOrEqual(middle / 5);
        },
      ),
    );
    expect(resendAfterMs(0, 0)).not.toBe(resendAfterMs(0, 0.9));
  });

  it('of connecting again grows to ten seconds and stays there', () => {
    expect([0, 1, 2, 3, 4, 50].map((attempt) => reconnectAfterMs(attempt, 0.5))).toEqual([
      1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
  });
});
