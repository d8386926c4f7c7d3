/** What was not understood is found again: page by page, one by one, counted, and shown as it can be read. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Oddities } from '../../../src/intake/oddities.service.js';
import { shownPayload } from '../../../src/intake/oddity.js';
import { classOfItem } from '../../../src/intake/item-class.js';
import type { Device } from '../../../src/intake/device.js';
import { sha256Of } from '../../faults/history.js';
import { handTime } from '../../support/hand-time.js';
import { heldIntake, press } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
let oddities: Oddities;
let button: Device;
let gate: Device;

beforeAll(async () => {
  oddities = new Oddities(held.intake.reader, held.intake.entries);
  button = await held.intake.enrol('button-1');
  gate = await held.intake.enrol('gate-1', { kind: 'gate' });
  held.intake.events.raiseWith((_unit, { verdict }) =>
    Promise.resolve(verdict === 'conflict' ? 'alarm-1' : undefined),
  );
  handTime();
  for (const said of [
    press('b', 1),
    'junk 1',
    press('b', 2, { type: 'jumped' }),
    press('b', 1, { more: 1 }),
  ]) {
    await held.intake.says(button, said);
    jest.advanceTimersByTime(1_000);
  }
  await held.intake.says(gate, '\u0001');
  await held.intake.says(gate, '\u0001');
  jest.useRealTimers();
});
const short = ({ items }: Awaited<ReturnType<Oddities['list']>>): string[] =>
  items.map(({ device, kind, bytes }) => `${device} ${kind} ${bytes}`);
const jumped = JSON.stringify(press('b', 2, { type: 'jumped' })).length;

describe('oddities', () => {
  it('are listed the newest first, those that have a name and those that have none', async () => {
    const { items, next } = await oddities.list(10, undefined, undefined);
    expect(next).toBeNull();
    expect(items.map(({ device, kind }) => [device, kind])).toEqual([
      ['gate-1', 'malformed'],
      ['button-1', 'conflict'],
      ['button-1', 'malformed'],
      ['button-1', 'malformed'],
    ]);
    const [unnamed, conflict, named] = items;
    expect(unnamed).toEqual({
      ...{ device: 'gate-1', kind: 'malformed', sha256: sha256Of('\u0001'), bytes: 1 },
      ...{ why: expect.stringContaining('JSON'), receivedAt: expect.any(String) },
    });
    expect(conflict).toMatchObject({ boot: 'b', seq: 1, alarm: 'alarm-1' });
    expect(named).toEqual({
      ...{ device: 'button-1', kind: 'malformed', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ...{ boot: 'b', seq: 2, bytes: jumped, receivedAt: expect.any(String) },
    });
  });

  it('come page by page, each once', async () => {
    const all = short(await oddities.list(10, undefined, undefined));
    const found: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await oddities.list(1, undefined, cursor);
      found.push(...short(page));
      cursor = page.next ?? undefined;
      expect(cursor === undefined).toBe(pages === 3);
    }
    expect(found).toEqual(all);
    expect(short(await oddities.list(4, undefined, undefined))).toEqual(all);
    expect((await oddities.list(4, undefined, undefined)).next).toBeNull();
    // A cursor that is none begins anew.
    expect(short(await oddities.list(10, undefined, 'none'))).toEqual(all);
  });

  it('of one device are its alone, also on the next page', async () => {
    expect(short(await oddities.list(10, 'gate-1', undefined))).toEqual(['gate-1 malformed 1']);
    const { next } = await oddities.list(1, 'button-1', undefined);
    expect(short(await oddities.list(10, 'button-1', next ?? ''))).toEqual([
      `button-1 malformed ${jumped}`,
      'button-1 malformed 6',
    ]);
    expect(await oddities.list(10, 'nobody', undefined)).toEqual({ items: [], next: null });
  });

  it('are shown whole by device, kind and content', async () => {
    const { items } = await oddities.list(10, undefined, undefined);
    for (const item of items) {
      const whole = await oddities.one(item.device, item.kind, item.sha256);
      expect(whole).toMatchObject(item);
      const [, bytes] = [
        whole.payload,
        Buffer.from(whole.payload, whole.encoding === 'hex' ? 'hex' : 'utf8'),
      ];
      expect(bytes).toHaveLength(item.bytes);
    }
    expect(await oddities.one('button-1', 'malformed', sha256Of('junk 1'))).toMatchObject({
      payload: 'junk 1',
      encoding: 'text',
    });
    for (const [device, kind, sha256] of [
      ['gate-1', 'malformed', sha256Of('junk 1')],
      ['button-1', 'conflict', sha256Of('junk 1')],
      ['button-1', 'malformed', sha256Of('junk 2')],
    ] as const)
      await expect(oddities.one(device, kind, sha256)).rejects.toMatchObject({
        code: 'ODDITY_MISSING',
        kind: 'missing',
      });
  });

  it('are counted as they come, a repeat not', async () => {
    expect(await oddities.counts()).toEqual([
      { device: 'button-1', kind: 'malformed', count: 2, lastAt: expect.any(String) },
      { device: 'button-1', kind: 'conflict', count: 1, lastAt: expect.any(String) },
      { device: 'gate-1', kind: 'malformed', count: 1, lastAt: expect.any(String) },
    ]);
    const [counted] = await oddities.counts();
    const { items } = await oddities.list(10, 'button-1', undefined);
    expect(counted?.lastAt).toBe(items.find(({ kind }) => kind === 'malformed')?.receivedAt);
  });

  it('of strangers are who was turned away, the newest first', async () => {
    for (const stranger of ['a', 'b', 'c']) held.intake.hearing.refused({ what: 'unknown-device', stranger });
    held.intake.hearing.refused({ what: 'secret', device: button });
    await held.intake.settled();
    const names = (await oddities.strangers(2)).map(
      ({ data }) => (data['stranger'] as { text: string }).text,
    );
    expect(names).toEqual(['c', 'b']);
  });
});

describe('a payload', () => {
  it.each([
    ['text', 'text', '按钮\t\n{}'],
    ['nothing', 'text', ''],
    ['an invisible byte', 'hex', '\u0000'],
    ['a byte just below a tab', 'hex', '\u0008'],
    ['a vertical tab', 'hex', '\u000b'],
    ['a carriage return', 'hex', '\r'],
    ['the last invisible byte', 'hex', '\u001f'],
    ['a space', 'text', ' '],
  ] as const)('of %s is shown as %s', (_what, encoding, text) => {
    const payload = encoding === 'text' ? text : Buffer.from(text).toString('hex');
    expect(shownPayload(Buffer.from(text))).toEqual({ payload, encoding });
  });

  it('that is no UTF-8 is shown as hex', () =>
    expect(shownPayload(Uint8Array.of(0x61, 0xff))).toEqual({ payload: '61ff', encoding: 'hex' }));
});

describe('what a screener wrote down', () => {
  it.each([
    ['一把水果刀', 'knife'],
    ['匕首', 'knife'],
    ['剪子', 'knife'],
    ['锥子', 'knife'],
    ['a KNIFE', 'knife'],
    ['手枪', 'gun'],
    ['Gun', 'gun'],
    ['炸药', 'explosive'],
    ['爆竹', 'explosive'],
    ['雷管', 'explosive'],
    ['鞭炮', 'explosive'],
    ['Explosive', 'explosive'],
    ['汽油', 'liquid'],
    ['酒精', 'liquid'],
    ['不明液体', 'liquid'],
    ['油桶', 'liquid'],
    ['Liquid', 'liquid'],
    ['白色粉末', 'powder'],
    ['Powder', 'powder'],
    ['枪形刀', 'gun'],
    ['雨伞', undefined],
    [undefined, undefined],
  ])('%s is of the class %s', (item, name) => expect(classOfItem(item)).toBe(name));
});
