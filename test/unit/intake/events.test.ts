/** What devices say is stored once under its name, rings in the same work, and is never lost because it could not ring. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Device } from '../../../src/intake/device.js';
import { allUnraised } from '../../../src/intake/events.store.js';
import type { Occurrence } from '../../../src/intake/occurrence.js';
import { Unraised } from '../../../src/intake/unraised.follower.js';
import { sha256Of } from '../../faults/history.js';
import { heldIntake, press } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
let button: Device;
let rung: Occurrence[] = [];
let boots = 0;
const freshBoot = (): string => `boot-${(boots += 1)}`;
const rings = (answer: (count: number) => string | undefined): void =>
  held.intake.events.raiseWith((_unit, occurrence) => {
    rung.push(occurrence);
    return Promise.resolve(answer(rung.length));
  });
const neverRings = (): void =>
  held.intake.events.raiseWith(async (unit) => {
    unit.record({ type: 'alarm.half-made', by: { kind: 'system', id: 'console' }, subject: { kind: 'alarm', id: 'x' }, data: {} });
    throw new Error('no officer is known');
  });
const says = (said: unknown) => held.intake.says(button, said);
const hashOf = (said: unknown): string => sha256Of(typeof said === 'string' ? said : JSON.stringify(said));
const factsOf = (id: string) => held.intake.facts(/^event\./, id);
const rows = (sql: string) => held.intake.reader.query<Record<string, unknown>>(sql);

beforeAll(async () => {
  button = await held.intake.enrol('button-1');
});
beforeEach(() => rings((count) => `alarm-${count}`));
afterEach(() => {
  rung = [];
});

describe('an event', () => {
  it('is stored byte for byte, rings, and its receipt names the alarm', async () => {
    const said = press(freshBoot(), 1, { more: 'kept' });
    const receipt = await says(said);
    const boot = `boot-${boots}`;
    expect(receipt).toEqual({ v: 1, boot, seq: 1, outcome: 'recorded', alarm: 'alarm-1', at: expect.any(String) });
    const [row] = await rows(`SELECT * FROM "events" WHERE "boot" = '${boot}'`);
    expect(Buffer.from(row?.['payload'] as Uint8Array).toString()).toBe(JSON.stringify(said));
    expect(row).toMatchObject({ type: 'pressed', outcome: 'recorded', alarm: 'alarm-1', receivedAt: receipt?.at });
    expect(rung).toMatchObject([{ verdict: 'recorded', boot, seq: 1, type: 'pressed', event: said }]);
    expect(await factsOf(`button-1/${boot}/1`)).toMatchObject([{ type: 'event.recorded' }]);
  });

  it('said again has the receipt of the first saying, and rings no more', async () => {
    const said = press(freshBoot(), 1);
    const first = await says(said);
    const again = await says(`  ${JSON.stringify(said)}`);
    expect(again).toEqual({ ...first, outcome: 'repeated' });
    expect(rung).toHaveLength(1);
  });

  it('that raises no alarm has none in its receipt, nor said again', async () => {
    rings(() => undefined);
    const said = press(freshBoot(), 1);
    for (const outcome of ['recorded', 'repeated']) {
      const receipt = await says(said);
      expect(receipt).toMatchObject({ outcome });
      expect(receipt).not.toHaveProperty('alarm');
    }
  });

  it('of a name that is taken is kept beside the first, rings once, and is answered alike ever after', async () => {
    const boot = freshBoot();
    await says(press(boot, 1, { type: 'test', pattern: undefined }));
    const other = press(boot, 1);
    const receipt = await says(other);
    expect(receipt).toMatchObject({ boot, seq: 1, outcome: 'conflict', alarm: 'alarm-2' });
    expect(await says(`${JSON.stringify(other)} `)).toEqual(receipt);
    expect(rung).toMatchObject([{}, { verdict: 'conflict', firstType: 'test', type: 'pressed' }]);
    expect(rung).toHaveLength(2);
    const [row, ...more] = await rows(`SELECT * FROM "oddities" WHERE "boot" = '${boot}'`);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ device: 'button-1', kind: 'conflict', seq: 1, why: null, alarm: 'alarm-2' });
    const { content } = (await rows(`SELECT "content" FROM "events" WHERE "boot" = '${boot}'`))[0] ?? {};
    expect(row?.['sha256']).not.toBe(content);
    const facts = await factsOf(`button-1/${boot}/1/${hashOf(other)}`);
    expect(facts.map(({ type }) => type)).toEqual(['event.conflict']);
    // The same other content of another name is another conflict.
    await says(press(boot, 2, { type: 'test', pattern: undefined }));
    expect(await says({ ...other, seq: 2 })).toMatchObject({ outcome: 'conflict', alarm: 'alarm-4' });
    rings(() => undefined);
    const silent = await says({ ...other, more: 1 });
    expect(silent).toMatchObject({ outcome: 'conflict' });
    expect(silent).not.toHaveProperty('alarm');
  });

  it('that is malformed and has a name is kept under it, its type as far as a table holds it', async () => {
    const boot = freshBoot();
    const type = `${'x'.repeat(30)}\u0000${'y'.repeat(40)}`;
    expect(await says(press(boot, 1, { type }))).toMatchObject({ outcome: 'malformed', alarm: 'alarm-1' });
    expect(await says(press(boot, 2, { type: '\ud800' }))).toMatchObject({ outcome: 'malformed' });
    expect(await says(press(boot, 3, { type: 7 }))).toMatchObject({ outcome: 'malformed' });
    const kept = await rows(`SELECT "type", "outcome", "alarm" FROM "events" WHERE "boot" = '${boot}' ORDER BY "seq"`);
    expect(kept).toEqual([
      { type: `${'x'.repeat(30)}${'y'.repeat(33)}`, outcome: 'malformed', alarm: 'alarm-1' },
      { type: '\ufffd', outcome: 'malformed', alarm: 'alarm-2' },
      { type: '', outcome: 'malformed', alarm: 'alarm-3' },
    ]);
  });

  it.each([
    ['no boot', { boot: undefined }],
    ['no number', { seq: 'one' }],
  ])('with %s is known by its bytes', async (_what, more) => {
    const said = press(freshBoot(), 1, more);
    const sha256 = hashOf(said);
    const first = await says(said);
    expect(first).toEqual({ v: 1, sha256, outcome: 'malformed', alarm: 'alarm-1', at: expect.any(String) });
    expect(await says(said)).toEqual({ ...first, outcome: 'repeated' });
    expect(rung).toHaveLength(1);
    const [row] = await rows(`SELECT * FROM "oddities" WHERE "sha256" = '${sha256}'`);
    expect(row).toMatchObject({ kind: 'malformed', alarm: 'alarm-1', why: expect.stringMatching(/wrong shape/) });
    expect(await factsOf(`button-1/${sha256}`)).toMatchObject([{ type: 'event.malformed' }]);
    rings(() => undefined);
    const silent = await says({ ...said, more: 1 });
    expect(silent).toMatchObject({ outcome: 'malformed' });
    expect(silent).not.toHaveProperty('alarm');
  });

  it('is found again by its name where it was understood', async () => {
    const { events, writer } = held.intake;
    const boot = freshBoot();
    const said = press(boot, 1);
    await says(said);
    await says(press(boot, 2, { type: 'jumped' }));
    const named = (seq: number) => writer.write((unit) => events.named(unit, 'button-1', boot, seq));
    expect(await Promise.all([1, 2, 3].map(named))).toEqual([said, undefined, undefined]);
    const behind = (seq: number, context?: object) =>
      writer.write((unit) =>
        events.of(unit, {
          ...{ type: 'event.recorded', by: { kind: 'device', id: 'button-1' }, seq: 1, at: unit.at },
          ...{ subject: { kind: 'event', id: `button-1/${boot}/${seq}` }, context },
          data: { device: 'button-1', boot, seq },
        }),
      );
    expect(await behind(1)).toEqual(said);
    expect(await behind(2, said)).toBe(said);
    await expect(behind(2)).rejects.toThrow(`the event button-1/${boot}/2 is not in its table`);
  });

  it('without any alarms around it is stored all the same', async () => {
    const { Events } = await import('../../../src/intake/events.service.js');
    const alone = new Events(held.intake.writer, held.intake.devices);
    const boot = freshBoot();
    const words = await alone.receive(button, Buffer.from(JSON.stringify(press(boot, 1))));
    expect(words).toEqual({ boot, seq: 1, outcome: 'recorded', at: expect.any(String) });
  });
});

describe('the canary’s press', () => {
  it('is as durable as an event, and no event', async () => {
    const { devices, ledger } = held.intake;
    const canary = devices.named('canary')!;
    const head = ledger.head();
    const boot = freshBoot();
    const receipts = [];
    for (const said of [press(boot, 1), press(boot, 1), press(boot, 2), press('other', 2), 'junk'])
      receipts.push(await held.intake.says(canary, said));
    expect(receipts.map((one) => one?.outcome)).toEqual(['recorded', 'repeated', 'recorded', 'recorded', 'malformed']);
    expect(receipts[0]).toEqual({ v: 1, boot, seq: 1, outcome: 'recorded', at: expect.any(String) });
    expect(receipts[4]).toEqual({ v: 1, sha256: hashOf('junk'), outcome: 'malformed', at: expect.any(String) });
    expect(await rows('SELECT "boot", "seq", "receivedAt" FROM "canary"')).toEqual([
      { boot: 'other', seq: 2, receivedAt: receipts[3]?.at },
    ]);
    expect([rung, ledger.head()]).toEqual([[], head]);
  });
});

describe('an event that cannot ring', () => {
  const unraised = () => held.intake.events.unraised(held.intake.reader);
  const look = async (): Promise<void> => {
    const { reader, writer, events } = held.intake;
    const follower = new Unraised(reader, writer, events);
    follower.onApplicationBootstrap();
    await follower.onModuleDestroy();
  };

  it('is stored and receipted without an alarm, told, and rings at a later try', async () => {
    neverRings();
    const boot = freshBoot();
    const said = press(boot, 1);
    const receipt = await says(said);
    expect(receipt).toEqual({ v: 1, boot, seq: 1, outcome: 'recorded', at: expect.any(String) });
    const id = `button-1/${boot}/1`;
    const [recorded, told, ...more] = await factsOf(id);
    expect([recorded?.type, told?.type, more]).toEqual(['event.recorded', 'event.unraised', []]);
    expect(told).toMatchObject({ by: { kind: 'system' }, data: { device: 'button-1', place: 'court-3', boot, seq: 1 } });
    expect(JSON.stringify(told?.data['why'])).toContain('no officer is known');
    expect(await held.intake.facts(/half-made/)).toEqual([]);
    expect(await unraised()).toMatchObject([
      { id, since: receipt?.at, isCalled: false, occurrence: { verdict: 'recorded', boot, seq: 1, event: said } },
    ]);
    expect((await unraised())[0]?.why).toHaveProperty('word');

    await look();
    expect(await unraised()).toHaveLength(1);
    rings(() => 'alarm-late');
    await look();
    expect(await unraised()).toEqual([]);
    expect((await factsOf(id)).at(-1)).toMatchObject({
      type: 'event.raised-late',
      by: { kind: 'system' },
      data: { device: 'button-1', alarm: 'alarm-late' },
    });
    expect(await says(said)).toEqual({ ...receipt, outcome: 'repeated', alarm: 'alarm-late' });
  });

  it('as a conflict or without a name rings late as what it was', async () => {
    const boot = freshBoot();
    await says(press(boot, 1, { type: 'test', pattern: undefined }));
    neverRings();
    const [other, nameless] = [press(boot, 1), press(boot, 1, { boot: undefined })];
    const [conflict, unnamed] = [await says(other), await says(nameless)];
    const told = (await factsOf(`button-1/${hashOf(nameless)}`)).at(-1);
    expect(told?.data).toMatchObject({ device: 'button-1', sha256: hashOf(nameless) });
    expect(told?.data).not.toHaveProperty('boot');
    rung = [];
    rings((count) => `late-${count}`);
    await look();
    expect(rung).toMatchObject([{ verdict: 'conflict', firstType: 'test' }, { verdict: 'malformed' }]);
    expect(await says(other)).toEqual({ ...conflict, alarm: 'late-1' });
    expect(await says(nameless)).toEqual({ ...unnamed, outcome: 'repeated', alarm: 'late-2' });
  });

  it('may turn out to be no alarm, and is tried no more', async () => {
    neverRings();
    const said = press(freshBoot(), 1);
    await says(said);
    rings(() => undefined);
    await look();
    expect(await unraised()).toEqual([]);
    expect(await says(said)).not.toHaveProperty('alarm');
  });

  it('holds up no other, and people are called to it once', async () => {
    const { events, writer, devices, reader } = held.intake;
    neverRings();
    const boot = freshBoot();
    await says(press(boot, 1));
    await says(press(boot, 2));
    const id = `button-1/${boot}/1`;
    const call = () => writer.write((unit) => events.call(unit, id));
    expect([await call(), await call()]).toEqual([true, false]);
    expect((await unraised()).map(({ isCalled }) => isCalled)).toEqual([true, false]);
    events.raiseWith((_unit, { seq }) => (seq === 1 ? Promise.reject(new Error('still not')) : Promise.resolve('x')));
    await look();
    expect((await unraised()).map((one) => one.id)).toEqual([id]);
    // Of a device that nobody knows it is not shown, and fails aloud where somebody tries it.
    const [row] = await allUnraised(reader);
    const gone = { ...row!, device: 'button-99' };
    await expect(writer.write((unit) => events.raiseAgain(unit, gone))).rejects.toThrow('there is no device button-99');
    const known = devices.named.bind(devices);
    devices.named = () => undefined;
    expect(await unraised()).toEqual([]);
    devices.named = known;
  });

  it('is not stored either where the disk itself failed', async () => {
    const full = Object.assign(new Error('the disk is full'), { code: 'SQLITE_FULL' });
    held.intake.events.raiseWith(() => Promise.reject(full));
    const boot = freshBoot();
    await expect(says(press(boot, 1))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await rows(`SELECT * FROM "events" WHERE "boot" = '${boot}'`)).toEqual([]);
  });
});
