/** The table of events (contracts 1): every type, every fault of every field, and bytes of any kind. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kindsThatSay, readEvent } from '../../../devices/protocol/event.js';
import { type Kind, kinds } from '../../../devices/protocol/topic.js';

const at = '2026-11-02T09:00:00.000Z';
const sha256 = 'a'.repeat(64);
const envelope = { v: 1, boot: 'boot-1', seq: 7, at };
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

interface Row {
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly mayLack?: readonly string[];
  /** for each field, what it must not be */
  readonly faults: Readonly<Record<string, readonly unknown[]>>;
}

const noText = [7, '', null, ['x'], 'a\u0000b'];
const noInstant = [7, '', 'today', '2026-11-02', '2026-11-02T09:00:00', '2026-02-30T09:00:00Z', null];
const noCount = [-1, 1.5, '3', null, Number.MAX_SAFE_INTEGER + 1];
const noPercent = [-1, 101, '50', null];
const noList = ['x', null, [7], ['']];

const ofAll: readonly Row[] = [
  { type: 'tamper', fields: {}, faults: {} },
  { type: 'test', fields: {}, faults: {} },
  { type: 'battery', fields: { percent: 15 }, faults: { percent: noPercent } },
  { type: 'fault', fields: { code: 'E-12' }, faults: { code: noText } },
];

const own: Readonly<Record<Kind, readonly Row[]>> = {
  button: [
    { type: 'pressed', fields: { pattern: 'silent' }, faults: { pattern: ['loud', '', 7, null] } },
    { type: 'stand-down-asked', fields: {}, faults: {} },
  ],
  gate: [
    {
      type: 'passages',
      fields: { from: at, to: at, passed: 12, alarmed: 0 },
      faults: { from: noInstant, to: noInstant, passed: noCount, alarmed: noCount },
    },
    {
      type: 'detection',
      fields: { zoneCode: 'L2', class: 'knife', image: 'img-1' },
      mayLack: ['image'],
      faults: { zoneCode: noText, class: ['sword', 7, null], image: noText },
    },
    {
      type: 'decision',
      fields: { detection: { boot: 'b', seq: 1 }, outcome: 'refused', item: '刀', operators: ['a', 'b'] },
      mayLack: ['detection', 'item'],
      faults: {
        detection: [7, null, {}, { boot: 'b' }, { boot: '', seq: 1 }, { boot: 'b', seq: 0 }],
        outcome: ['lost', 7, null],
        item: noText,
        operators: noList,
      },
    },
    { type: 'self-check', fields: { ok: false, by: ['a'] }, faults: { ok: ['yes', 1, null], by: noList } },
  ],
  recorder: [
    {
      type: 'call-started',
      fields: { direction: 'in', peer: '110', extension: '201' },
      mayLack: ['peer'],
      faults: { direction: noText, peer: noText, extension: noText },
    },
    { type: 'call-ended', fields: {}, faults: {} },
    {
      type: 'flagged',
      fields: { tag: 'threat', from: at, to: at },
      faults: { tag: ['joke', 7, null], from: noInstant, to: noInstant },
    },
    {
      type: 'recording-started',
      fields: { reason: 'call', preSeconds: 30 },
      faults: { reason: noText, preSeconds: [-1, '30', null] },
    },
    { type: 'recording-stopped', fields: { reason: 'call' }, faults: { reason: noText } },
    {
      type: 'clip-ready',
      fields: {
        clip: 'c-1',
        sha256,
        bytes: 9,
        mime: 'audio/wav',
        startedAt: at,
        endedAt: at,
        clockOffsetMs: -3,
      },
      mayLack: ['clockOffsetMs'],
      faults: {
        clip: noText,
        sha256: [7, 'a'.repeat(63), 'g'.repeat(64), null],
        bytes: noCount,
        mime: noText,
        startedAt: noInstant,
        endedAt: noInstant,
        clockOffsetMs: ['3', null],
      },
    },
    { type: 'storage', fields: { freePercent: 9 }, faults: { freePercent: noPercent } },
  ],
  door: [
    { type: 'forced', fields: {}, faults: {} },
    { type: 'held-open', fields: {}, faults: {} },
    { type: 'opened', fields: { by: 'card-7' }, mayLack: ['by'], faults: { by: noText } },
  ],
  siren: [
    { type: 'sounded', fields: { command: 'c-1' }, faults: { command: noText } },
    { type: 'silenced', fields: { command: 'c-1' }, faults: { command: noText } },
  ],
};

const table = kinds.flatMap((kind) => [...ofAll, ...own[kind]].map((row) => ({ kind, ...row })));

describe('an event of the table', () => {
  it.each(table)('$kind $type is understood, with further fields kept', ({ kind, type, fields }) => {
    const event = { ...envelope, type, ...fields, vendor: { colour: 'red' } };
    expect(readEvent(kind, bytes(event))).toEqual({
      shape: 'understood',
      event,
      boot: 'boot-1',
      seq: 7,
      at,
      type,
    });
  });

  it.each(table)(
    '$kind $type needs each of its fields but the optional ones',
    ({ kind, type, fields, mayLack }) => {
      for (const name of Object.keys(fields)) {
        const { [name]: _, ...rest } = fields;
        const shape = mayLack?.includes(name) === true ? 'understood' : 'malformed';
        expect([name, readEvent(kind, bytes({ ...envelope, type, ...rest })).shape]).toEqual([name, shape]);
      }
    },
  );

  it.each(table)(
    '$kind $type with a wrong field is malformed, and keeps its name',
    ({ kind, type, fields, faults }) => {
      for (const [name, wrongs] of Object.entries(faults))
        for (const wrong of wrongs) {
          const reading = readEvent(kind, bytes({ ...envelope, type, ...fields, [name]: wrong }));
          expect(reading).toMatchObject({ shape: 'malformed', boot: 'boot-1', seq: 7, type });
          expect((reading as { why: string }).why).toMatch(new RegExp(`${name}.*\\.$`));
        }
    },
  );

  it.each(table)('$kind $type is malformed from every kind that does not say it', ({ type, fields }) => {
    for (const other of kinds.filter((kind) => !kindsThatSay(type).includes(kind)))
      expect(readEvent(other, bytes({ ...envelope, type, ...fields }))).toMatchObject({
        shape: 'malformed',
        type,
      });
  });
});

describe('the envelope', () => {
  const press = { ...envelope, type: 'pressed', pattern: 'help' };
  const read = (value: unknown) => readEvent('button', bytes(value));

  it.each([0, 2, '1', null])('is malformed with the version %j', (v) => {
    expect(read({ ...press, v })).toMatchObject({
      shape: 'malformed',
      boot: 'boot-1',
      seq: 7,
      type: 'pressed',
    });
  });

  it.each(['', 'b'.repeat(65), 7, null, ['b'], 'a\u0000b'])(
    'is malformed with the boot %j, which is not read',
    (boot) => {
      const reading = read({ ...press, boot });
      expect(reading).toMatchObject({ shape: 'malformed', seq: 7, type: 'pressed' });
      expect(reading).not.toHaveProperty('boot');
    },
  );

  it.each([0, -1, 1.5, '7', null, 2 ** 53])('is malformed with the seq %j, which is not read', (seq) => {
    const reading = read({ ...press, seq });
    expect(reading).toMatchObject({ shape: 'malformed', boot: 'boot-1', type: 'pressed' });
    expect(reading).not.toHaveProperty('seq');
  });

  it.each(noInstant)('is malformed with an `at` of %j', (wrong) => {
    expect(read({ ...press, at: wrong })).toMatchObject({ shape: 'malformed', boot: 'boot-1', seq: 7 });
  });

  it.each([
    '2026-11-02T09:00:00+08:00',
    '2026-11-02T09:00Z',
    '2026-11-02T09:00:00.123456Z',
    '1999-01-01T00:00:00Z',
  ])('takes %s for an instant', (instant) => {
    expect(read({ ...press, at: instant })).toMatchObject({ shape: 'understood', at: instant });
  });

  it.each(['toString', '__proto__', 'constructor', 'exploded', ''])('does not know the type %j', (type) => {
    expect(read({ ...press, type })).toMatchObject({ shape: 'malformed', type });
  });

  it.each([7, null, ['pressed']])('cannot read the type %j', (type) => {
    expect(read({ ...press, type })).not.toHaveProperty('type');
    expect(read({ ...press, type }).shape).toBe('malformed');
  });

  it('takes a boot of 64 characters and the largest safe seq', () => {
    const widest = { boot: 'b'.repeat(64), seq: Number.MAX_SAFE_INTEGER };
    expect(read({ ...press, ...widest })).toMatchObject({ shape: 'understood', ...widest });
  });
});

describe('a payload', () => {
  const read = (text: string) => readEvent('button', new TextEncoder().encode(text));
  const inner = '"v":1,"boot":"b","seq":1,"at":"2026-11-02T09:00:00Z","type":"pressed","pattern":"help"';

  it('that is not UTF-8 is malformed', () => {
    const payload = Buffer.concat([
      Buffer.from(`{${inner},"x":"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    expect(readEvent('button', payload)).toEqual({ shape: 'malformed', why: 'The payload is not UTF-8.' });
  });

  it.each(['', ' ', '{', 'null', '7', '"text"', '[]', '[{}]', `{${inner}`, `{${inner}}x`])(
    '%j is malformed',
    (text) => {
      expect(read(text).shape).toBe('malformed');
    },
  );

  it('may hold a `__proto__` key, which is kept and changes nothing', () => {
    const reading = read(`{${inner},"__proto__":{"pattern":"emergency","polluted":true}}`);
    expect(reading).toMatchObject({ shape: 'understood', event: { pattern: 'help' } });
    const event = (reading as { event: object }).event;
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
    expect(Object.keys(event)).toContain('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('does not lend its `__proto__` to the fields that it lacks', () => {
    expect(read(`{"__proto__":{${inner}}}`)).toEqual({
      shape: 'malformed',
      why: expect.stringContaining('at type'),
    });
  });

  it.each([
    ['half a character', '"x":"\\ud800"'],
    ['half a character in a key', '"\\ud800":1'],
    ['a number beyond all numbers', '"x":1e999'],
    ['a nest of 30,000 lists', `"x":${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ])('with %s has no canonical form and is malformed, and keeps its name', (_, field) => {
    expect(read(`{${inner},${field}}`)).toMatchObject({
      shape: 'malformed',
      boot: 'b',
      seq: 1,
      type: 'pressed',
    });
  });

  it('of any bytes never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 200 }), (kind, payload) => {
        expect(['understood', 'malformed']).toContain(readEvent(kind, payload).shape);
      }),
    );
  });

  it('of any JSON never throws, and gives only a boot and a seq that a receipt can carry', () => {
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom(1, at, 'pressed', 'b', 'help'));
    const event = fc.record({ v: field, boot: field, seq: field, at: field, type: field, pattern: field });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.oneof(fc.jsonValue(), event), (kind, value) => {
        const { boot, seq } = readEvent(kind, bytes(value));
        expect(boot === undefined || (boot.length >= 1 && boot.length <= 64)).toBe(true);
        expect(seq === undefined || (Number.isSafeInteger(seq) && seq >= 1)).toBe(true);
      }),
    );
  });
});
