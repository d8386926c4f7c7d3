/** What devices say is stored once under its name, rings in the same work. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hashOf, press, RingingButton } from '../../support/intake.js';

const button = new RingingButton({ beforeAll, beforeEach, afterAll });
const { freshBoot, rings, says, factsOf, rows } = button;

describe('an event', () => {
  it('is stored byte for byte, rings, and its receipt names the alarm', async () => {
    const boot = freshBoot();
    const said = press(boot, 1, { more: 'kept' });
    const receipt = await says(said);
    expect(receipt).toEqual({
      v: 1,
      boot,
      seq: 1,
      outcome: 'recorded',
      alarm: 'alarm-1',
      at: expect.any(String),
    });
    const [row] = await rows(`SELECT * FROM "events" WHERE "boot" = '${boot}'`);
    expect(Buffer.from(row?.['payload'] as Uint8Array).toString()).toBe(JSON.stringify(said));
    expect(row).toMatchObject({
      type: 'pressed',
      outcome: 'recorded',
      alarm: 'alarm-1',
      receivedAt: receipt?.at,
    });
    expect(button.rung).toMatchObject([{ verdict: 'recorded', boot, seq: 1, type: 'pressed', event: said }]);
    expect(await factsOf(`button-1/${boot}/1`)).toMatchObject([{ type: 'event.recorded' }]);
  });

  it('said again has the receipt of the first saying, and rings no more', async () => {
    const said = press(freshBoot(), 1);
    const first = await says(said);
    const again = await says(`  ${JSON.stringify(said)}`);
    expect(again).toEqual({ ...first, outcome: 'repeated' });
    expect(button.rung).toHaveLength(1);
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
    expect(button.rung).toMatchObject([{}, { verdict: 'conflict', firstType: 'test', type: 'pressed' }]);
    expect(button.rung).toHaveLength(2);
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
    const kept = await rows(
      `SELECT "type", "outcome", "alarm" FROM "events" WHERE "boot" = '${boot}' ORDER BY "seq"`,
    );
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
    expect(button.rung).toHaveLength(1);
    const [row] = await rows(`SELECT * FROM "oddities" WHERE "sha256" = '${sha256}'`);
    expect(row).toMatchObject({
      kind: 'malformed',
      alarm: 'alarm-1',
      why: expect.stringMatching(/wrong shape/),
    });
    expect(await factsOf(`button-1/${sha256}`)).toMatchObject([{ type: 'event.malformed' }]);
    rings(() => undefined);
    const silent = await says({ ...said, more: 1 });
    expect(silent).toMatchObject({ outcome: 'malformed' });
    expect(silent).not.toHaveProperty('alarm');
  });

  it('is found again by its name where it was understood', async () => {
    const { events, writer } = button.intake;
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
    const alone = new Events(button.intake.writer, button.intake.devices);
    const boot = freshBoot();
    const words = await alone.receive(button.device, Buffer.from(JSON.stringify(press(boot, 1))));
    expect(words).toEqual({ boot, seq: 1, outcome: 'recorded', at: expect.any(String) });
  });
});

describe('the canary’s press', () => {
  it('is as durable as an event, and no event', async () => {
    const { devices, ledger } = button.intake;
    const canary = devices.named('canary')!;
    const head = ledger.head();
    const boot = freshBoot();
    const receipts = [];
    for (const said of [press(boot, 1), press(boot, 1), press(boot, 2), press('other', 2), 'junk'])
      receipts.push(await button.intake.says(canary, said));
    expect(receipts.map((one) => one?.outcome)).toEqual([
      'recorded',
      'repeated',
      'recorded',
      'recorded',
      'malformed',
    ]);
    expect(receipts[0]).toEqual({ v: 1, boot, seq: 1, outcome: 'recorded', at: expect.any(String) });
    expect(receipts[4]).toEqual({
      v: 1,
      sha256: hashOf('junk'),
      outcome: 'malformed',
      at: expect.any(String),
    });
    expect(await rows('SELECT "boot", "seq", "receivedAt" FROM "canary"')).toEqual([
      { boot: 'other', seq: 2, receivedAt: receipts[3]?.at },
    ]);
    expect([button.rung, ledger.head()]).toEqual([[], head]);
  });
});
