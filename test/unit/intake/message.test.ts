import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Device } from '../../../src/intake/device.js';
import { factOf, occurrenceOf, readMessage, type Message } from '../../../src/intake/message.js';

const device: Device = {
  id: 'button-1',
  kind: 'button',
  name: 'b',
  place: 'hall',
  zone: 'B',
  enabled: true,
  state: 'heard',
};
const hash = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const heardAt = '2026-01-01T00:00:00.000Z';
const message = (said: unknown): Message =>
  readMessage(device, Buffer.from(typeof said === 'string' ? said : JSON.stringify(said)), heardAt, hash);
const test = { v: 1, boot: 'b', seq: 1, at: heardAt, type: 'test' };

describe('a message', () => {
  it('is the same as another where its canonical JSON is', () => {
    expect(message(test).content).toBe(
      message(`{"type":"test", "at":"${heardAt}","seq":1.0,"boot":"b","v":1}`).content,
    );
    expect(message(test).content).not.toBe(message({ ...test, more: 1 }).content);
    expect(message('junk').content).toBe(hash('junk'));
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(message(deep).content).toBe(hash(deep));
  });

  it.each([
    ['2025-12-31T23:59:00.000Z', false],
    ['2025-12-31T23:58:59.999Z', true],
    ['2026-01-01T00:01:00.000Z', false],
    ['2036-01-01T00:00:00Z', true],
  ])('dated %s is late: %j', (at, late) => {
    const one = message({ ...test, at });
    const fact = factOf(one, occurrenceOf(one, 'recorded'));
    expect([fact.data['late'] ?? false, fact.data['brokerAt']]).toEqual([late, late ? heardAt : undefined]);
  });

  it.each([
    [{ ...test, type: 'jumped' }, 'malformed', 'button-1/b/1', undefined],
    [{ ...test, boot: 7 }, 'malformed', `button-1/${hash(JSON.stringify({ ...test, boot: 7 }))}`, 'test'],
    [
      { ...test, seq: 'one' },
      'malformed',
      `button-1/${hash(JSON.stringify({ ...test, seq: 'one' }))}`,
      'test',
    ],
    [test, 'conflict', `button-1/b/1/${hash(JSON.stringify(test))}`, 'test'],
    [test, 'recorded', 'button-1/b/1', 'test'],
  ] as const)('%j that is %s is named and typed as far as it can be read', (said, verdict, id, type) => {
    const one = message(said);
    const fact = factOf(one, occurrenceOf(one, verdict));
    expect([fact.type, fact.subject, fact.data['type']]).toEqual([
      `event.${verdict}`,
      { kind: 'event', id },
      type,
    ]);
  });

  it('hands on what came first only where that was a type of the protocol', () => {
    const [known, other] = ['pressed', 'PRESSED'].map((type) =>
      occurrenceOf(message(test), 'conflict', type),
    );
    expect([known?.firstType, other?.firstType]).toEqual(['pressed', undefined]);
  });
});
