/** Over HTTP: who asks is who it is done by, and pages are as long as they may be. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '../../../src/access/viewer.js';
import { CredentialsController, Enrolling } from '../../../src/intake/credentials.controller.js';
import type { Credentials } from '../../../src/intake/credentials.service.js';
import { DevicesController } from '../../../src/intake/devices.controller.js';
import { DeviceTests } from '../../../src/intake/device-tests.service.js';
import { OdditiesController } from '../../../src/intake/oddities.controller.js';
import { Oddities } from '../../../src/intake/oddities.service.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const viewer = { person: 'p-1' } as Viewer;
const by = { kind: 'person', id: 'p-1' };

describe('devices', () => {
  it('are enrolled, disabled, enabled and asked by who is signed in', async () => {
    const { devices, hearing } = held.intake;
    const controller = new DevicesController(devices, new DeviceTests('demo', devices, hearing));
    const wish = { id: 'button-1', kind: 'button', name: 'b', place: 'hall' } as const;
    const made = await controller.enrol({ ...wish, secret: 'long enough it is' }, viewer);
    expect(made).toMatchObject({ ...wish, enabled: true, secret: 'long enough it is' });
    expect(await controller.disable('button-1', viewer)).toMatchObject({ enabled: false });
    expect(await controller.enable('button-1', viewer)).toMatchObject({ enabled: true });
    const facts = await held.intake.facts(/^device\./, 'button-1');
    expect(facts.map((fact) => [fact.type, fact.by])).toEqual([
      ['device.enrolled', by],
      ['device.disabled', by],
      ['device.enabled', by],
    ]);
    const answer = controller.ping('button-1');
    const beat = { v: 1, boot: 'b', lastSeq: 0, uptimeMs: 1 };
    await held.intake.says(devices.named('button-1')!, beat, { channel: 'status' });
    expect(await answer).toMatchObject({ device: 'button-1', answeredInMs: expect.any(Number) });
  });
});

describe('credentials', () => {
  it('are given and taken by who is signed in', async () => {
    const done: unknown[] = [];
    const note =
      (what: string) =>
      (...given: unknown[]) => {
        done.push([what, ...given]);
        return what;
      };
    const names = ['of', 'renewSecret', 'replace', 'certify', 'revoke'];
    const credentials = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Credentials;
    const enrolling = new Enrolling('demo', 'mqtts://:8883', 'a CA');
    const controller = new CredentialsController(credentials, enrolling);
    expect(controller.where()).toEqual({ court: 'demo', url: 'mqtts://:8883', ca: 'a CA' });
    const answers = [
      controller.of('button-1'),
      controller.renew('button-1', viewer),
      controller.replace('button-1', viewer),
      controller.certify('button-1', viewer),
      controller.revoke('button-1', 'A1', viewer),
    ];
    expect(answers).toEqual(names);
    expect(done).toEqual([
      ['of', 'button-1'],
      ['renewSecret', 'button-1', by],
      ['replace', 'button-1', by],
      ['certify', 'button-1', by],
      ['revoke', 'button-1', 'A1', by],
    ]);
  });
});

describe('oddities', () => {
  it('are listed, counted and shown, two hundred strangers at most', async () => {
    const { reader, entries, hearing, devices } = held.intake;
    const controller = new OdditiesController(new Oddities(reader, entries));
    const button = devices.named('button-1')!;
    await held.intake.says(button, 'junk');
    const { items } = await controller.list({ limit: 100, cursor: undefined, device: 'button-1' });
    expect(items).toHaveLength(1);
    expect(await controller.counts()).toMatchObject({
      items: [{ device: 'button-1', count: 1 }],
      next: null,
    });
    const { device, kind, sha256 } = items[0]!;
    expect(await controller.one(device, kind, sha256)).toMatchObject({ payload: 'junk' });
    for (let at = 0; at < 201; at += 1)
      hearing.refused({ what: 'unknown-device', stranger: `s-${at}`, address: `10.0.0.${at}` });
    await held.intake.settled();
    const strangers = await controller.strangers();
    expect([strangers.items.length, strangers.next]).toEqual([200, null]);
  });
});
