/** What gates of several makes say, in the console's words. */
import { createServer, type Socket } from 'node:net';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AttachedGate, readDialect } from '../../../devices/gate/attached-gate.js';
import { type Dialect, dialectSchema, readGateSentence } from '../../../devices/gate/dialect.js';
import { GateCounter } from '../../../devices/gate/gate-counter.js';
import type { SayingOf } from '../../../devices/protocol/event.js';
import { Waiters } from '../../support/device-waiters.js';

const plain = readDialect('devices/gate/dialects/plain.json');
const commas = readDialect('devices/gate/dialects/comma-separated.json');

describe('a dialect', () => {
  it.each(readdirSync('devices/gate/dialects'))('%s can be read', (name) => {
    expect(readDialect(`devices/gate/dialects/${name}`).rules.length).toBeGreaterThan(0);
  });

  it.each<[string, Dialect, object | undefined]>([
    ['PASS', plain, { passed: 1, alarmed: 0 }],
    ['ALARM ZONE=L2 CLASS=knife', plain, { saying: { type: 'detection', zoneCode: 'L2', class: 'knife' } }],
    ['ALARM', plain, { saying: { type: 'detection', zoneCode: 'unknown', class: 'metal' } }],
    ['ALARM ZONE=L2 CLASS=sabre', plain, { saying: { class: 'other' } }],
    ['SELFTEST FAIL', plain, { saying: { type: 'self-check', ok: false } }],
    ['TAMPER', plain, { saying: { type: 'tamper' } }],
    ['ALIVE', plain, { nothing: true }],
    ['HELLO', plain, undefined],
    ['A,5,200', commas, { saying: { type: 'detection', zoneCode: 'R1', class: 'metal' }, isPassage: false }],
    ['C,120,7', commas, { passed: 120, alarmed: 7, areTotals: true }],
    ['E,17', commas, { saying: { type: 'fault', code: '17' } }],
  ])('reads %s', (sentence, dialect, heard) => {
    const read = readGateSentence(dialect, sentence);
    if (heard === undefined) expect(read).toBeUndefined();
    else expect(read).toMatchObject(heard);
  });
});

describe('the count of a gate', () => {
  it('is what went through since the last minute, also over a gate that was switched off', () => {
    const counter = new GateCounter(0);
    counter.compare({ passed: 500, alarmed: 9 });
    expect(counter.take(60_000)).toBeUndefined();
    counter.compare({ passed: 530, alarmed: 10 });
    counter.compare({ passed: 4, alarmed: 0 });
    expect(counter.take(120_000)).toMatchObject({
      passed: 34,
      alarmed: 1,
      from: '1970-01-01T00:01:00.000Z',
      to: '1970-01-01T00:02:00.000Z',
    });
  });
});

describe('a gate on a TCP wire', () => {
  it('is heard, sentences torn over packets, counted, missed when it is gone and heard again', async () => {
    const said: SayingOf<'gate'>[] = [];
    const waiters = new Waiters();
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      waiters.wake();
    });
    await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
    const { port } = server.address() as { port: number };
    const dialect = dialectSchema.parse({ ...plain, greeting: 'HELLO\n' });
    const gate = new AttachedGate({
      wire: `tcp://127.0.0.1:${port}`,
      baud: 9600,
      dialect,
      clock: { nowMs: () => Date.now() },
      log: () => undefined,
      retryAfter: () => 5,
      voice: {
        clockOffsetMs: undefined,
        say: (saying) => {
          said.push(saying);
          waiters.wake();
          return Promise.resolve({ boot: 'b', seq: said.length, receipt: Promise.resolve(undefined) });
        },
      },
    });
    await waiters.until(() => sockets.length === 1);
    sockets[0]!.write('PASS\nPASS\nALA');
    sockets[0]!.write('RM ZONE=M1 CLASS=gun\nPASS\n');
    await waiters.until(() => said.length === 1);
    sockets[0]!.destroy();
    await waiters.until(() => sockets.length === 2);
    sockets[1]!.write('TAMPER\n');
    await waiters.until(() => said.length === 3);
    gate.close();
    for (const socket of sockets) socket.destroy();
    server.close();
    expect(said).toMatchObject([
      { type: 'detection', class: 'gun' },
      { type: 'fault', code: 'gate-unreachable' },
      { type: 'tamper' },
      { type: 'passages', passed: 4, alarmed: 1 },
    ]);
  });
});
