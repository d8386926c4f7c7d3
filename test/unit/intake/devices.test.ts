/** The register: who may speak, how each device stands, and that memory never knows more than the disk. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canary } from '../../../src/intake/canary.js';
import { demoDevices } from '../../../src/intake/demo-devices.js';
import { enrolment, type Device } from '../../../src/intake/device.js';
import { person } from '../../../src/kernel/actor.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const by = person('p-1');
const told = (id: string) => held.intake.broker.told.filter(([what]) => what.slice(1) === id);
const typesOf = async (id: string): Promise<string[]> =>
  (await held.intake.facts(/^device\./, id)).map(({ type }) => type.replace('device.', ''));
const dataOf = async (id: string) => (await held.intake.facts(/^device\./, id)).map(({ data }) => data);

describe('who enrols', () => {
  it('gets a device in the zone of its place, its secret once, and the broker lets it in', async () => {
    const { devices } = held.intake;
    const wish = { id: 'gate-1', kind: 'gate', name: '安检一道', place: 'court-3' } as const;
    const { device, secret } = await devices.enrol(wish, by);
    expect(device).toEqual({ ...wish, zone: 'A', enabled: true, state: 'never-heard' });
    expect(secret).toMatch(/^[\w-]{24}$/);
    expect(told('gate-1')).toEqual([['+gate-1', secret]]);
    expect(devices.named('gate-1')).toEqual(device);
    const [fact] = await held.intake.facts(/^device\.enrolled$/, 'gate-1');
    expect(fact).toMatchObject({ by, subject: { kind: 'device', id: 'gate-1' } });
    expect(fact?.data).toEqual({ kind: 'gate', name: '安检一道', place: 'court-3', zone: 'A' });
    expect((await held.intake.reloaded()).rows()).toContainEqual(devices.mustKnow('gate-1'));
    expect(devices.items()).toContainEqual({ ...wish, zone: 'A', state: 'never-heard' });
  });

  it('may bring a secret of his own', async () => {
    const secret = 'long enough as it is';
    await held.intake.enrol('button-1', { secret });
    expect(told('button-1')).toEqual([['+button-1', secret]]);
    expect(await held.intake.devices.authenticate('button-1', secret)).toMatchObject({ id: 'button-1' });
  });

  it.each([
    ['button-2', { place: 'nowhere' }, 'PLACE_UNKNOWN'],
    ['gate-1', {}, 'DEVICE_EXISTS'],
    ['canary', {}, 'DEVICE_EXISTS'],
  ])('%s in %j is refused: %s', async (id, more, code) => {
    const before = held.intake.ledger.head();
    await expect(held.intake.enrol(id, more)).rejects.toMatchObject({ code });
    expect([held.intake.ledger.head(), told('button-2'), told('canary')]).toEqual([before, [], []]);
  });

  it('seeds only what is not there yet, all at once', async () => {
    const { devices, ledger } = held.intake;
    const wishes = ['button-1', 'door-1', 'door-2'].map((id) => ({
      ...{ id, kind: 'door', name: id, place: 'hall' },
      ...(id === 'door-2' ? {} : { secret: `the secret of ${id}` }),
    }));
    const before = ledger.head();
    await devices.seed(wishes as never);
    expect(ledger.head()).toBe(before + 2);
    expect([devices.named('button-1')?.kind, devices.named('door-2')?.kind]).toEqual(['button', 'door']);
    expect(told('door-1')).toEqual([['+door-1', 'the secret of door-1']]);
    expect(told('button-1')).toHaveLength(1);
    expect((await held.intake.facts(/enrolled/, 'door-2'))[0]?.by.kind).toBe('system');
    expect(await devices.authenticate('door-2', '')).toBeUndefined();
  });

  it('names a device as a topic and a user can hold it', () => {
    const wish = { id: 'a-1', kind: 'button', name: ' n ', place: 'hall' };
    expect(enrolment.parse(wish).name).toBe('n');
    const faulty = [
      { id: '' },
      { id: '-a' },
      { id: 'A' },
      { id: 'a.b' },
      { id: 'a'.repeat(65) },
      { name: ' ' },
    ];
    const more = [{ name: 'n'.repeat(101) }, { place: '' }, { kind: 'canary' }];
    const secrets = [{ secret: 's'.repeat(11) }, { secret: 's'.repeat(201) }];
    for (const one of [...faulty, ...more, ...secrets])
      expect([one, enrolment.safeParse({ ...wish, ...one }).success]).toEqual([one, false]);
    const longest = { id: 'a'.repeat(64), name: 'n'.repeat(100), secret: 's'.repeat(200) };
    for (const one of [longest, { id: '1', secret: 's'.repeat(12) }])
      expect(enrolment.safeParse({ ...wish, ...one }).success).toBe(true);
  });
});

describe('the demo’s devices', () => {
  it('are wishes that can be enrolled, each in a place of the demo, with a secret of its name', () => {
    expect(demoDevices).toHaveLength(20);
    expect(new Set(demoDevices.map(({ id }) => id)).size).toBe(20);
    for (const wish of demoDevices) {
      expect(enrolment.safeParse({ ...wish, secret: undefined }).success).toBe(true);
      expect(held.intake.places.of(wish.place)).toBeDefined();
      expect(wish.secret).toBe(`demo-${wish.id}`);
      expect(wish.id.startsWith(`${wish.kind}-`)).toBe(true);
    }
    expect(demoDevices[2]).toMatchObject({ id: 'button-103', name: '3号法庭一键报警', place: 'court-3' });
  });
});

describe('who signs in', () => {
  const secret = 'the secret of button-3';
  const signsIn = (id: string, given: string, at?: string): Promise<Device | undefined> =>
    held.intake.devices.authenticate(id, given, at);

  it('is who has the secret, and is enrolled and enabled', async () => {
    await held.intake.enrol('button-3', { secret });
    expect(await signsIn('button-3', secret)).toMatchObject({ id: 'button-3' });
    expect(await signsIn('button-3', `${secret} `)).toBeUndefined();
    expect(await signsIn('button-99', secret)).toBeUndefined();
    await held.intake.devices.setEnabled('button-3', false, by);
    expect(await signsIn('button-3', secret)).toBeUndefined();
  });

  it('has no secret where none is kept', async () => {
    const { secret: _, ...row } = held.intake.devices.mustKnow('button-3');
    held.intake.devices.remember({ ...row, id: 'button-4', enabled: true });
    expect(await signsIn('button-4', '')).toBeUndefined();
  });

  it('may come by the secret before this one until its time is over', async () => {
    const { devices } = held.intake;
    const { secret: newer } = devices.mustKnow('gate-1');
    const until = '2030-01-01T00:00:00.000Z';
    const row = { ...devices.mustKnow('button-3'), id: 'button-5', enabled: true };
    const both = { ...row, secret: newer!, oldSecret: row.secret!, oldSecretUntil: until };
    devices.remember(both);
    expect(await signsIn('button-5', secret, '2029-12-31T23:59:59.999Z')).toMatchObject({ id: 'button-5' });
    expect(await signsIn('button-5', secret, until)).toBeUndefined();
    expect(await signsIn('button-5', 'another', '2029-01-01T00:00:00.000Z')).toBeUndefined();
    const { oldSecretUntil: _until, ...endless } = both;
    devices.remember(endless);
    expect(await signsIn('button-5', secret)).toBeUndefined();
  });

  it('is the canary by its own secret alone, which nobody enrolled', async () => {
    expect(await signsIn('canary', 'a secret of the canary')).toBe(canary);
    expect(await signsIn('canary', 'another')).toBeUndefined();
    expect(held.intake.devices.named('canary')).toBe(canary);
    expect(held.intake.devices.all().map(({ id }) => id)).not.toContain('canary');
  });
});

describe('a device that is disabled', () => {
  it('is cut, and let in again, never heard, when it is enabled', async () => {
    const { devices } = held.intake;
    await held.intake.enrol('button-6');
    await devices.ail('button-6', 'battery', { percent: 3 });
    const off = await devices.setEnabled('button-6', false, by);
    expect(off).toMatchObject({ enabled: false, state: 'disabled', since: expect.any(String) });
    expect(devices.ailmentsOf('button-6')).toEqual({});
    const on = await devices.setEnabled('button-6', true, by);
    expect(on).toMatchObject({ enabled: true, state: 'never-heard' });
    expect(told('button-6').slice(1)).toEqual([['-button-6'], ['+button-6', undefined]]);
    expect(await typesOf('button-6')).toEqual(['enrolled', 'failing', 'disabled', 'enabled']);
    const [fact] = await held.intake.facts(/disabled/, 'button-6');
    expect(fact).toMatchObject({ by, subject: { kind: 'device' }, data: {} });
    const again = (await held.intake.reloaded()).mustKnow('button-6');
    expect(again).toEqual({ ...devices.mustKnow('button-6'), ailments: undefined });
    await expect(devices.setEnabled('button-99', true, by)).rejects.toMatchObject({
      code: 'DEVICE_UNKNOWN',
      kind: 'missing',
    });
  });

  it('stands as it stands, whatever is still under way of it', async () => {
    const { devices } = held.intake;
    await held.intake.enrol('button-7');
    await devices.setEnabled('button-7', false, by);
    await devices.stand('button-7', 'silent');
    await devices.ail('button-7', 'battery', { percent: 3 });
    // Disabled between the look and the writing: only the disk knows.
    devices.remember({ ...devices.mustKnow('button-7'), enabled: true });
    await devices.stand('button-7', 'heard');
    expect(await typesOf('button-7')).toEqual(['enrolled', 'disabled']);
    expect(devices.mustKnow('button-7').state).toBe('disabled');
  });
});

describe('a device', () => {
  it('is heard, silent and back again, each told once, with when it was last heard', async () => {
    const { devices } = held.intake;
    await held.intake.enrol('button-8');
    await devices.stand('button-8', 'heard');
    const since = devices.named('button-8')?.since;
    expect(devices.mustKnow('button-8').heardAt).toBe(since);
    await devices.stand('button-8', 'heard');
    devices.hear('button-8', { lastHeardAt: '2026-01-01T00:00:00.000Z' });
    await devices.stand('button-8', 'silent');
    expect(devices.mustKnow('button-8')).toMatchObject({
      state: 'silent',
      heardAt: '2026-01-01T00:00:00.000Z',
    });
    expect((await held.intake.reloaded()).mustKnow('button-8')).toEqual(devices.mustKnow('button-8'));
    devices.forget('button-8');
    await devices.stand('button-8', 'heard');
    expect(devices.mustKnow('button-8').heardAt).toBe('2026-01-01T00:00:00.000Z');
    expect(await typesOf('button-8')).toEqual(['enrolled', 'heard', 'silent', 'returned']);
    const [fact] = await held.intake.facts(/silent/, 'button-8');
    expect(fact).toMatchObject({ by: { kind: 'system' }, data: { place: 'court-3' } });
    await devices.stand('button-99', 'heard');
  });

  it('is told once though two looks saw the same', async () => {
    const { devices } = held.intake;
    await held.intake.enrol('button-9');
    await Promise.all([devices.stand('button-9', 'heard'), devices.stand('button-9', 'heard')]);
    expect(await typesOf('button-9')).toEqual(['enrolled', 'heard']);
  });

  it('stands in memory as before where the writing was undone', async () => {
    const { devices, ledger } = held.intake;
    await held.intake.enrol('button-10');
    const seal = ledger.seal.bind(ledger);
    ledger.seal = () => Promise.reject(new Error('the disk is full'));
    await expect(devices.stand('button-10', 'heard')).rejects.toThrow('the disk is full');
    await expect(devices.setEnabled('button-10', false, by)).rejects.toThrow();
    await expect(devices.ail('button-10', 'battery', { percent: 3 })).rejects.toThrow();
    ledger.seal = seal;
    expect(devices.named('button-10')).toMatchObject({ state: 'never-heard', enabled: true });
    expect(devices.ailmentsOf('button-10')).toEqual({});
  });

  it('ails of several things side by side, each told with its place', async () => {
    const { devices } = held.intake;
    const id = 'button-11';
    await held.intake.enrol(id);
    await devices.ail(id, 'battery', { percent: 3 });
    await devices.ail(id, 'clock', { aheadMs: 90_000 });
    expect(devices.ailmentsOf(id)).toEqual({ battery: { percent: 3 }, clock: { aheadMs: 90_000 } });
    await devices.ail(id, 'battery');
    expect(devices.ailmentsOf(id)).toEqual({ clock: { aheadMs: 90_000 } });
    expect((await held.intake.reloaded()).ailmentsOf(id)).toEqual(devices.ailmentsOf(id));
    expect(await typesOf(id)).toEqual(['enrolled', 'failing', 'failing', 'mended']);
    expect((await dataOf(id)).slice(1)).toEqual([
      { ailment: 'battery', place: 'court-3', percent: 3 },
      { ailment: 'clock', place: 'court-3', aheadMs: 90_000 },
      { ailment: 'battery', place: 'court-3' },
    ]);
    await devices.ail('button-99', 'battery', { percent: 3 });
    expect(devices.ailmentsOf('button-99')).toEqual({});
  });

  it('has a gap that a person accepts, and keeps what else ails it', async () => {
    const { devices, writer } = held.intake;
    const id = 'button-12';
    await held.intake.enrol(id);
    const accept = (device: string) => writer.write((unit) => devices.acceptGap(unit, device));
    await accept(id);
    expect(devices.ailmentsOf(id)).toEqual({});
    await devices.ail(id, 'battery', { percent: 3 });
    await devices.ail(id, 'gap', { boot: 'b', lastSeq: 9, missing: 2 });
    await accept(id);
    const accepted = { battery: { percent: 3 }, gap: { boot: 'b', lastSeq: 9, missing: 2, accepted: true } };
    expect(devices.ailmentsOf(id)).toEqual(accepted);
    expect((await held.intake.reloaded()).ailmentsOf(id)).toEqual(accepted);
    await accept('button-99');
  });

  it('is reported with what it last told, else with when it was last heard before this start', async () => {
    const { devices } = held.intake;
    const report = (from = devices) => from.reports().find(({ id }) => id === 'button-13');
    await held.intake.enrol('button-13');
    expect(report()).not.toHaveProperty('lastHeardAt');
    devices.hear('button-13', { lastHeardAt: '2026-01-01T00:00:00.000Z', battery: 80 });
    devices.hear('button-13', { lastHeardAt: '2026-01-01T00:00:15.000Z' });
    expect(report()).toMatchObject({ lastHeardAt: '2026-01-01T00:00:15.000Z', battery: 80, zone: 'A' });
    await devices.stand('button-13', 'heard');
    const after = report(await held.intake.reloaded());
    expect(after).toMatchObject({ lastHeardAt: '2026-01-01T00:00:15.000Z', state: 'heard' });
    expect(after).not.toHaveProperty('battery');
    devices.forget('button-13');
    expect(report()).not.toHaveProperty('battery');
  });
});
