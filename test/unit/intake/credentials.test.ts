/** New secrets and certificates count at once and the old ones for a week yet; what is taken away ends at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Certificates } from '../../../src/access/certificates.adapter.js';
import { CredentialsEnd } from '../../../src/intake/credentials.follower.js';
import { Credentials } from '../../../src/intake/credentials.service.js';
import { isEnded, overlapMs, refusedCertificates } from '../../../src/intake/credentials.js';
import { person } from '../../../src/kernel/actor.js';
import { laterBy, systemClock, toInstant } from '../../../src/kernel/clock.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const by = person('p-1');
const dataDir = mkdtempSync(join(tmpdir(), 'court-ca-'));
let credentials: Credentials;

beforeAll(async () => {
  const { devices, writer, hearing } = held.intake;
  const certificates = new Certificates({ dataDir, court: 'demo', given: undefined, clock: systemClock });
  await certificates.serverTls();
  credentials = new Credentials(devices, certificates, writer, hearing);
});
afterAll(() => rmSync(dataDir, { recursive: true }));
afterEach(() => void jest.useRealTimers());

const told = (id: string) => held.intake.broker.told.filter(([what]) => what.slice(1) === id);
const lastFact = async (type: RegExp, id: string) => (await held.intake.facts(type, id)).at(-1);
const kept = async (id: string) => (await held.intake.reloaded()).certificatesOf(id);

describe('a certificate', () => {
  const [before, noon, after] = ['T11:59:59.999Z', 'T12:00:00.000Z', 'T12:00:00.001Z'].map(
    (time) => `2026-06-01${time}`,
  ) as [string, string, string];
  const one = { serial: 'A1', device: 'gate-1', issuedAt: '2026-01-01T00:00:00.000Z', until: noon };

  it.each([
    ['runs out', one, before, false],
    ['ran out', one, noon, true],
    ['is superseded later', { ...one, until: '2027', endsAt: noon }, before, false],
    ['was superseded', { ...one, until: '2027', endsAt: noon }, noon, true],
    ['ran out before its end came', { ...one, endsAt: '2027' }, after, true],
    [
      'was revoked by a clock put forward',
      { ...one, until: '2027', endsAt: '2026-07', revoked: true },
      before,
      true,
    ],
    ['was not revoked', { ...one, until: '2027', revoked: false }, after, false],
  ])('that %s: %j at %s → ended: %s', (_what, certificate, at, ended) =>
    expect(isEnded(certificate, at)).toBe(ended),
  );

  it('is refused while it has not run out by itself, and is ended or its device disabled', () => {
    const named = (serial: string, device: string, more: object = {}) => ({
      ...one,
      serial,
      device,
      ...more,
    });
    const all = [
      named('good', 'gate-1'),
      named('superseded', 'gate-1', { endsAt: before }),
      named('of a disabled one', 'gate-2'),
      named('run out', 'gate-2', { until: before }),
    ];
    const refused = refusedCertificates(all, (device) => device === 'gate-1', before);
    expect(refused.map(({ serial }) => serial)).toEqual(['superseded', 'of a disabled one']);
  });
});

describe('a new secret', () => {
  it('counts at once and the one before it for a week', async () => {
    const { devices } = held.intake;
    await held.intake.enrol('button-1', { secret: 'the first secret' });
    const { id, secret, oldUntil } = await credentials.renewSecret('button-1', by);
    expect(id).toBe('button-1');
    const fact = await lastFact(/secret-renewed/, 'button-1');
    expect(fact).toMatchObject({ by, subject: { kind: 'device' }, data: { oldUntil } });
    expect(oldUntil).toBe(laterBy(fact?.at ?? '', 7 * 24 * 3_600_000));
    for (const register of [devices, await held.intake.reloaded()]) {
      expect(await register.authenticate('button-1', secret)).toBeDefined();
      expect(await register.authenticate('button-1', 'the first secret')).toBeDefined();
      expect(await register.authenticate('button-1', 'the first secret', oldUntil)).toBeUndefined();
    }
    expect(told('button-1').at(-1)).toEqual(['+button-1', secret]);
    expect(credentials.of('button-1')).toEqual({ certificates: [], oldSecretUntil: oldUntil });
    await credentials.renewSecret('button-1', by);
    expect(await devices.authenticate('button-1', secret)).toBeDefined();
    expect(await devices.authenticate('button-1', 'the first secret')).toBeUndefined();
  });

  it('has none before it where there was none, and no device without a name', async () => {
    const { devices, writer } = held.intake;
    await held.intake.enrol('button-2');
    const { secret: _secret, ...row } = devices.mustKnow('button-2');
    devices.remember(row);
    const { secret } = await credentials.renewSecret('button-2', by);
    expect(devices.mustKnow('button-2')).not.toHaveProperty('oldSecret');
    expect(await devices.authenticate('button-2', secret)).toBeDefined();
    const before = writer.depth;
    for (const work of [
      credentials.renewSecret('button-99', by),
      credentials.replace('button-99', by),
      credentials.certify('button-99', by),
    ])
      await expect(work).rejects.toMatchObject({ code: 'DEVICE_UNKNOWN' });
    expect(() => credentials.of('button-99')).toThrow('there is no device button-99');
    expect(writer.depth).toBe(before);
  });
});

describe('certificates of a device', () => {
  it('count side by side for a week when a new one is given', async () => {
    const { devices } = held.intake;
    await held.intake.enrol('gate-1', { kind: 'gate' });
    const first = await credentials.certify('gate-1', by);
    expect(first.cert).toMatch(/BEGIN CERTIFICATE/);
    expect(await kept('gate-1')).toEqual(devices.certificatesOf('gate-1'));
    expect(devices.certificatesOf('gate-1')).toEqual([
      { serial: first.serial, device: 'gate-1', issuedAt: expect.any(String), until: first.until },
    ]);
    const second = await credentials.certify('gate-1', by);
    const fact = await lastFact(/certified/, 'gate-1');
    expect(fact).toMatchObject({ by, data: { serial: second.serial, until: second.until } });
    const endsAt = laterBy(fact?.at ?? '', overlapMs);
    const [older, newer] = devices.certificatesOf('gate-1');
    expect([older, newer]).toMatchObject([{ serial: first.serial, endsAt }, { serial: second.serial }]);
    expect(newer).not.toHaveProperty('endsAt');
    expect(await kept('gate-1')).toEqual([older, newer]);
    expect(devices.isRevoked(first.serial) || devices.isRevoked(second.serial)).toBe(false);
    // The first keeps its end.
    await credentials.certify('gate-1', by);
    expect(devices.certificatesOf('gate-1').find(({ serial }) => serial === first.serial)).toEqual(older);
  });

  it('are revoked one by one, at once and only once, and the device’s line is cut', async () => {
    const { devices, broker } = held.intake;
    await held.intake.enrol('gate-2', { kind: 'gate' });
    const { serial } = await credentials.certify('gate-2', by);
    const { serial: other } = await credentials.certify('gate-2', by);
    broker.told.length = 0;
    const revoked = await credentials.revoke('gate-2', serial, by);
    const fact = await lastFact(/revoked/, 'gate-2');
    expect(fact).toMatchObject({ by, data: { serial } });
    expect(revoked).toMatchObject({ serial, device: 'gate-2', endsAt: fact?.at, revoked: true });
    expect(broker.told.map(([what]) => what)).toEqual(['+gate-2', '-gate-2']);
    expect([devices.isRevoked(serial), devices.isRevoked(other), devices.isRevoked('never seen')]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await kept('gate-2')).find((one) => one.serial === serial)).toEqual(revoked);
    await expect(credentials.revoke('gate-2', serial, by)).rejects.toMatchObject({
      code: 'CERTIFICATE_ENDED',
      kind: 'conflict',
    });
    await expect(credentials.revoke('gate-1', serial, by)).rejects.toMatchObject({
      code: 'CERTIFICATE_UNKNOWN',
      kind: 'missing',
    });
  });

  it('are listed the newest first', async () => {
    const { devices } = held.intake;
    const row = { ...devices.mustKnow('gate-2'), id: 'gate-3' };
    const one = (serial: string, issuedAt: string) => ({ serial, device: 'gate-3', issuedAt, until: '2027' });
    devices.remember(row, [one('B', '2026-02'), one('C', '2026-03'), one('A', '2026-01')]);
    const { certificates, ...more } = credentials.of('gate-3');
    expect(certificates.map(({ serial }) => serial)).toEqual(['C', 'B', 'A']);
    expect(more).toEqual({});
  });
});

describe('another piece of hardware', () => {
  it('takes the name, and nothing by which the old one came in counts any more', async () => {
    const { devices, broker } = held.intake;
    const id = 'gate-4';
    await held.intake.enrol(id, { kind: 'gate', secret: 'the first secret' });
    const ran = { serial: 'RAN-OUT', device: id, issuedAt: '2020', until: '2021' };
    devices.remember(devices.mustKnow(id), [ran]);
    const { serial } = await credentials.certify(id, by);
    const { secret: middle } = await credentials.renewSecret(id, by);
    devices.hear(id, { lastHeardAt: '2026-01-01T00:00:00.000Z', battery: 7 });
    await devices.stand(id, 'heard');
    await devices.ail(id, 'battery', { percent: 7 });
    await devices.setEnabled(id, false, by);
    broker.told.length = 0;
    const { id: same, secret } = await credentials.replace(id, by);
    expect(same).toBe(id);
    expect(broker.told).toEqual([[`-${id}`], [`+${id}`, secret]]);
    for (const register of [devices, await held.intake.reloaded()]) {
      const row = register.mustKnow(id);
      expect(row).toMatchObject({ enabled: true, state: 'never-heard', kind: 'gate' });
      for (const gone of ['oldSecret', 'oldSecretUntil', 'heardAt']) expect(row).not.toHaveProperty(gone);
      expect(register.ailmentsOf(id)).toEqual({});
      expect(await register.authenticate(id, secret)).toBeDefined();
      for (const old of ['the first secret', middle])
        expect(await register.authenticate(id, old)).toBeUndefined();
      expect(register.isRevoked(serial)).toBe(true);
    }
    expect(devices.reports().find((one) => one.id === id)).not.toHaveProperty('battery');
    const facts = (await held.intake.facts(/replaced|device.enabled/, id)).slice(-2);
    expect(facts.map(({ type, data }) => [type, data])).toEqual([
      ['device.replaced', { revoked: 1 }],
      ['device.enabled', {}],
    ]);
    expect(facts[0]).toMatchObject({ by, subject: { kind: 'device', id } });
    expect(devices.mustKnow(id).since).toBe(facts[0]?.at);
    expect(devices.certificatesOf(id).find((one) => one.serial === serial)?.endsAt).toBe(facts[0]?.at);
    expect(devices.certificatesOf(id)[0]).toEqual(ran);
  });
});

describe('whoever lives on what ends', () => {
  const [from, to] = ['2026-06-01T12:00:00.000Z', '2026-06-01T12:00:30.000Z'];
  const cutBetween = (): string[] => {
    const { broker } = held.intake;
    broker.told.length = 0;
    credentials.cutEnded(from, to);
    return broker.told.map(([what]) => what).toSorted();
  };

  it('is cut at the look after it, and only then', () => {
    const { devices } = held.intake;
    const row = devices.mustKnow('gate-4');
    const ends = [
      ['at-from', from],
      ['in', '2026-06-01T12:00:00.001Z'],
      ['at-to', to],
      ['later', '2026-06-01T12:00:30.001Z'],
    ] as const;
    for (const [id, at] of ends) {
      devices.remember({ ...row, id: `secret-${id}`, oldSecretUntil: at });
      const one = { serial: id, device: `superseded-${id}`, issuedAt: '2025', until: '2027', endsAt: at };
      devices.remember({ ...row, id: `superseded-${id}` }, [one]);
      const other = { serial: `o-${id}`, device: `runs-out-${id}`, issuedAt: '2025', until: at };
      devices.remember({ ...row, id: `runs-out-${id}` }, [other]);
    }
    const two = ['runs-out', 'secret', 'superseded'].flatMap((what) => [`-${what}-at-to`, `-${what}-in`]);
    expect(cutBetween()).toEqual(two);
  });

  it('is looked for every half minute, each moment once', () => {
    jest.useFakeTimers({ now: 1_000_000 });
    const looks: [string, string][] = [];
    const cutEnded = (...look: [string, string]): number => looks.push(look);
    const end = new CredentialsEnd({ cutEnded } as unknown as Credentials);
    end.onApplicationBootstrap();
    jest.advanceTimersByTime(60_000);
    end.onModuleDestroy();
    jest.advanceTimersByTime(60_000);
    const [at, half, minute] = [0, 30_000, 60_000].map((ms) => toInstant(1_000_000 + ms));
    expect(looks).toEqual([
      [at, half],
      [half, minute],
    ]);
  });
});
