/** An event that cannot become an alarm is stored and receipted all the same, and tried again until it rings. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { allUnraised } from '../../../src/intake/events.store.js';
import { Unraised } from '../../../src/intake/unraised.follower.js';
import { hashOf, press, RingingButton } from '../../support/intake.js';

const button = new RingingButton({ beforeAll, beforeEach, afterAll });
const { freshBoot, rings, says, factsOf, rows } = button;
const neverRings = (): void =>
  button.intake.events.raiseWith(async (unit) => {
    unit.record({
      type: 'alarm.half-made',
      by: { kind: 'system', id: 'console' },
      subject: { kind: 'alarm', id: 'x' },
      data: {},
    });
    throw new Error('no officer is known');
  });

describe('an event that cannot ring', () => {
  const unraised = () => button.intake.events.unraised(button.intake.reader);
  const look = async (): Promise<void> => {
    const { reader, writer, events } = button.intake;
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
    expect(told).toMatchObject({
      by: { kind: 'system' },
      data: { device: 'button-1', place: 'court-3', boot, seq: 1 },
    });
    expect(told?.data['why']).toMatchObject({ text: 'no officer is known', scope: 'staff' });
    expect(await button.intake.facts(/half-made/)).toEqual([]);
    expect(await unraised()).toMatchObject([
      {
        id,
        since: receipt?.at,
        isCalled: false,
        occurrence: { verdict: 'recorded', boot, seq: 1, event: said },
      },
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
    button.rung = [];
    rings((count) => `late-${count}`);
    await look();
    expect(button.rung).toMatchObject([{ verdict: 'conflict', firstType: 'test' }, { verdict: 'malformed' }]);
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
    const { events, writer, devices, reader } = button.intake;
    neverRings();
    const boot = freshBoot();
    await says(press(boot, 1));
    await says(press(boot, 2));
    const id = `button-1/${boot}/1`;
    const call = () => writer.write((unit) => events.call(unit, id));
    expect([await call(), await call()]).toEqual([true, false]);
    expect((await unraised()).map(({ isCalled }) => isCalled)).toEqual([true, false]);
    events.raiseWith((_unit, { seq }) =>
      seq === 1 ? Promise.reject(new Error('still not')) : Promise.resolve('x'),
    );
    await look();
    expect((await unraised()).map((one) => one.id)).toEqual([id]);
    // Of a device that nobody knows it is not shown, and fails aloud where somebody tries it.
    const [row] = await allUnraised(reader);
    const gone = { ...row!, device: 'button-99' };
    await expect(writer.write((unit) => events.raiseAgain(unit, gone))).rejects.toThrow(
      'there is no device button-99',
    );
    const known = devices.named.bind(devices);
    devices.named = () => undefined;
    expect(await unraised()).toEqual([]);
    devices.named = known;
  });

  it('is not stored either where the disk itself failed', async () => {
    const full = Object.assign(new Error('the disk is full'), { code: 'SQLITE_FULL' });
    button.intake.events.raiseWith(() => Promise.reject(full));
    const boot = freshBoot();
    await expect(says(press(boot, 1))).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await rows(`SELECT * FROM "events" WHERE "boot" = '${boot}'`)).toEqual([]);
  });
});
