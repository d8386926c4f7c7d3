/** Options, typed lines and the siren, without a process. */
import { describe, expect, it } from '@jest/globals';
import { helpOf, mustBeInstant, mustBeOver, readOptions } from '../../../devices/agent/options.js';
import { readButtonLine } from '../../../devices/button/lines.js';
import { readDoorLine } from '../../../devices/door/lines.js';
import { readGateLine } from '../../../devices/gate/lines.js';
import { readEvent } from '../../../devices/protocol/event.js';
import type { Kind } from '../../../devices/protocol/topic.js';
import { readRecorderLine } from '../../../devices/recorder/lines.js';
import { Siren } from '../../../devices/siren/siren.js';

describe('a typed line', () => {
  const nowMs = Date.parse('2026-11-02T09:00:00Z');
  const readers = {
    button: readButtonLine,
    gate: (line: string) => readGateLine(line, nowMs, { boot: 'b', seq: 4 }),
    recorder: (line: string) => readRecorderLine(line, nowMs),
    door: readDoorLine,
  } as const;
  type Typed = readonly [keyof typeof readers & Kind, string, object];

  const good: readonly Typed[] = [
    ['button', 'press silent', { type: 'pressed', pattern: 'silent' }],
    ['button', 'stand-down', { type: 'stand-down-asked' }],
    ['button', 'battery 15', { type: 'battery', percent: 15 }],
    ['button', 'fault E-1', { type: 'fault', code: 'E-1' }],
    ['gate', 'passages 12 3', { type: 'passages', passed: 12, alarmed: 3, to: '2026-11-02T09:00:00.000Z' }],
    ['gate', 'detect knife L2', { type: 'detection', class: 'knife', zoneCode: 'L2' }],
    [
      'gate',
      'decide refused 刀 a,b',
      {
        type: 'decision',
        outcome: 'refused',
        item: '刀',
        operators: ['a', 'b'],
        detection: { boot: 'b', seq: 4 },
      },
    ],
    ['gate', 'self-check failed a', { type: 'self-check', ok: false, by: ['a'] }],
    [
      'recorder',
      'call-started in 201 0438',
      { type: 'call-started', direction: 'in', extension: '201', peer: '0438' },
    ],
    ['recorder', 'call-ended', { type: 'call-ended' }],
    ['recorder', 'flag threat 10', { type: 'flagged', tag: 'threat', from: '2026-11-02T08:59:50.000Z' }],
    ['recorder', 'storage 8', { type: 'storage', freePercent: 8 }],
    ['door', 'opened card-7', { type: 'opened', by: 'card-7' }],
    ['door', 'forced', { type: 'forced' }],
    ['door', 'held-open', { type: 'held-open' }],
    ['door', 'tamper', { type: 'tamper' }],
  ];

  it.each(good)('of a %s, "%s", becomes an event that the console understands', (kind, line, saying) => {
    const read = readers[kind](line);
    expect(read).toMatchObject({ saying });
    const event = {
      v: 1,
      boot: 'b',
      seq: 1,
      at: '2026-11-02T09:00:00Z',
      ...(read as { saying: object }).saying,
    };
    expect(readEvent(kind, Buffer.from(JSON.stringify(event))).shape).toBe('understood');
  });

  it.each([
    ['button', 'press'],
    ['button', 'battery 150'],
    ['button', 'shout'],
    ['gate', 'passages 1'],
    ['gate', 'passages 1.5 0'],
    ['gate', 'detect sword'],
    ['gate', 'decide lost'],
    ['gate', 'self-check maybe'],
    ['recorder', 'flag joke'],
    ['recorder', 'storage 101'],
    ['door', 'closed'],
  ] as const)('of a %s, "%s", is explained and sends nothing', (kind, line) => {
    expect(readers[kind](line)).toMatchObject({ why: [expect.any(String), expect.any(String)] });
  });
});

describe('options', () => {
  const table = {
    rate: { value: 'N', help: ['数', 'number'], default: '3', fault: mustBeOver(1) },
    at: { value: 'TIME', help: ['时间', 'time'], fault: mustBeInstant },
    key: { value: 'KEY', help: ['钥匙', 'key'], isNeeded: true, variable: 'THE_KEY' },
    list: { value: 'X', help: ['列', 'list'], isList: true },
    once: { help: ['一次', 'once'] },
  } as const;
  const read = (...given: string[]) => readOptions(table, given, { THE_KEY: 'from-the-environment' });

  it('are read with their values, defaults, lists and switches', () => {
    const given = read('--rate=5', '--list', 'a', '--list', 'b', '--once');
    expect(given.faults).toEqual([]);
    expect([given.one('rate'), given.many('list'), given.has('once'), given.one('key')]).toEqual([
      '5',
      ['a', 'b'],
      true,
      'from-the-environment',
    ]);
    expect([read().one('rate'), read().has('once'), read('--key', 'k').one('key')]).toEqual([
      '3',
      false,
      'k',
    ]);
  });

  it.each([
    [['--rate', 'x'], '--rate x'],
    [['--rate', '0'], '--rate 0'],
    [['--rate'], '--rate: 缺少值'],
    [['--rate', '--once'], '--rate: 缺少值'],
    [['--at', '2026-11-02'], '--at 2026-11-02'],
    [['--once', '--once'], '--once: 给了多次'],
    [['--toString'], '--toString: 没有这个选项'],
    [['word'], 'word: 没有这个选项'],
  ])('%j are told to be wrong', (given, fault) => {
    expect(read(...given).faults).toEqual([expect.stringContaining(fault)]);
  });

  it('that are needed are told to be missing', () => {
    expect(readOptions(table, [], {}).faults).toEqual([expect.stringContaining('--key')]);
  });

  it('are all on the help page', () => {
    const page = helpOf('usage', ['关于', 'about'], table, ['more']);
    for (const name of Object.keys(table)) expect(page).toContain(`--${name}`);
  });
});

describe('a siren', () => {
  it('answers `sound` and `silence` with the command that it obeyed, and is silent when it closes', async () => {
    const heard: unknown[] = [];
    const siren = new Siren({
      voice: {
        clockOffsetMs: undefined,
        say: (saying) => {
          heard.push(saying);
          return Promise.resolve({ boot: 'b', seq: heard.length, receipt: Promise.resolve(undefined) });
        },
      },
      sound: (level) => heard.push(level),
      hush: () => heard.push('hush'),
    });
    const order = { v: 1, until: '2999-01-01T00:00:00Z' } as const;
    await siren.obey({ ...order, id: 'c-1', type: 'sound', level: 'high', seconds: 60 });
    await siren.obey({ ...order, id: 'c-2', type: 'silence' });
    await siren.obey({ ...order, id: 'c-3', type: 'sound', level: 'emergency', seconds: 60 });
    siren.close();
    expect(heard).toEqual([
      'high',
      { type: 'sounded', command: 'c-1' },
      'hush',
      { type: 'silenced', command: 'c-2' },
      'emergency',
      { type: 'sounded', command: 'c-3' },
      'hush',
    ]);
  });
});
