/** An outside broker is told by which certificates nobody may come in, and whoever lives on one is cut. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Certificates } from '../../../src/access/certificates.adapter.js';
import type { CertificateItem } from '../../../src/intake/credentials.js';
import { RevocationList } from '../../../src/intake/revocation-list.follower.js';
import { toInstant } from '../../../src/kernel/clock.js';
import { handTime, seconds } from '../../support/hand-time.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const nowMs = Date.parse('2030-01-01T00:00:00.000Z');

beforeEach(() => handTime(nowMs));
afterEach(() => void jest.useRealTimers());
const pass = (count: number): Promise<void> => seconds(count, () => undefined);

describe('the list of certificates by which nobody may come in', () => {
  let kept: (readonly string[])[];
  let cuts: string[];
  let fails: boolean;
  let list: RevocationList;
  const minuteAgo = toInstant(nowMs - 60_000);
  const one = (serial: string, more: Partial<CertificateItem> = {}): CertificateItem => ({
    ...{ serial, device: 'gate-1', issuedAt: '2029', until: '2031' },
    ...more,
  });
  const ended = (serial: string, device: string, endsAt: string) =>
    one(serial, { device, endsAt, revoked: true });
  const has = (...all: CertificateItem[]): void =>
    held.intake.devices.remember(held.intake.devices.mustKnow('gate-1'), all);

  beforeAll(async () => {
    for (const id of ['gate-1', 'gate-2', 'gate-3']) await held.intake.enrol(id, { kind: 'gate' });
  });
  beforeEach(() => {
    [kept, cuts, fails] = [[], [], false];
    const certificates = {
      keepRevocations: (serials: readonly string[]) => {
        if (fails) return Promise.reject(new Error('the disk is full'));
        kept.push(serials);
        return Promise.resolve();
      },
    } as unknown as Certificates;
    held.intake.broker.cut = (device) => void cuts.push(device);
    list = new RevocationList(held.intake.devices, certificates, held.intake.broker);
  });
  afterEach(() => list.onModuleDestroy());

  it('is written at the start, and who was revoked within the minute before is cut again, twice', async () => {
    has(one('GOOD'), ended('OLD', 'gate-2', toInstant(nowMs - 60_001)), ended('NEW', 'gate-3', minuteAgo));
    list.onApplicationBootstrap();
    await pass(1);
    expect(kept).toEqual([['OLD', 'NEW']]);
    await pass(3);
    expect(cuts).toEqual([]);
    await pass(1);
    expect(cuts).toEqual(['gate-3']);
    await pass(39);
    expect(cuts).toEqual(['gate-3']);
    await pass(1);
    expect(cuts).toEqual(['gate-3', 'gate-3']);
    expect(kept).toHaveLength(1);
  });

  it('is written anew when one is revoked or its device disabled, and it is cut again; who is known to it is not', async () => {
    list.onApplicationBootstrap();
    await pass(50);
    cuts.length = 0;
    kept.length = 0;
    has(ended('GOOD', 'gate-1', minuteAgo), ended('GOOD-2', 'gate-1', minuteAgo));
    fails = true;
    await pass(1);
    expect(kept).toEqual([]);
    fails = false;
    await pass(1);
    expect(kept.map((serials) => serials.toSorted())).toEqual([['GOOD', 'GOOD-2', 'NEW', 'OLD']]);
    await pass(5);
    expect(cuts).toEqual(['gate-1']);
    has(one('OTHER', { device: 'gate-2' }));
    await held.intake.devices.setEnabled('gate-2', false, { kind: 'system', id: 'x' });
    cuts.length = 0;
    await pass(6);
    expect([cuts, kept.at(-1)]).toEqual([['gate-2'], expect.arrayContaining(['OTHER'])]);
    await held.intake.devices.setEnabled('gate-2', true, { kind: 'system', id: 'x' });
    await pass(1);
    expect(kept.at(-1)).not.toContain('OTHER');
    cuts.length = 0;
    await list.onModuleDestroy();
    await pass(60);
    expect([cuts, jest.getTimerCount()]).toEqual([[], 0]);
  });

  it('of as many others is another list', async () => {
    list.onApplicationBootstrap();
    await pass(1);
    has(one('OLD'), ended('NEWEST', 'gate-1', minuteAgo));
    await pass(1);
    expect(kept.map((serials) => serials.toSorted())).toEqual([
      ['GOOD', 'GOOD-2', 'NEW', 'OLD'],
      ['GOOD', 'GOOD-2', 'NEW', 'NEWEST'],
    ]);
  });
});
