/** A device is asked whether it is there; its next heartbeat is the answer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DeviceTests } from '../../../src/intake/device-tests.service.js';
import { toInstant } from '../../../src/kernel/clock.js';
import { handTime } from '../../support/hand-time.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const nowMs = Date.parse('2030-01-01T00:00:00.000Z');

beforeEach(() => handTime(nowMs));
afterEach(() => void jest.useRealTimers());

describe('a device that is asked whether it is there', () => {
  let tests: DeviceTests;
  beforeAll(async () => {
    tests = new DeviceTests('demo', held.intake.devices, held.intake.hearing);
    await held.intake.enrol('button-1');
    await held.intake.enrol('button-2');
  });
  const beat = (id: string, more: object = {}) =>
    held.intake.says(
      held.intake.devices.named(id)!,
      { v: 1, boot: 'b', lastSeq: 0, uptimeMs: 1, ...more },
      { channel: 'status' },
    );
  const asked = () => held.intake.broker.published.at(-1);

  it('is pinged, and its next heartbeat is the answer', async () => {
    const answer = tests.ping('button-1');
    expect(asked()?.topic).toBe('court/demo/button/button-1/command');
    expect(JSON.parse(asked()?.payload ?? '')).toEqual({
      ...{ v: 1, type: 'ping', id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      until: toInstant(nowMs + 5_000),
    });
    await jest.advanceTimersByTimeAsync(40);
    await beat('button-2', { battery: 1 });
    await held.intake.says(held.intake.devices.named('button-1')!, 'no heartbeat', { channel: 'status' });
    await beat('button-1', { battery: 70, firmware: '1.2' });
    await beat('button-1', { battery: 3 });
    expect(await answer).toEqual({ device: 'button-1', answeredInMs: 40, battery: 70, firmware: '1.2' });
    expect(jest.getTimerCount()).toBe(0);
    const bare = tests.ping('button-1');
    await beat('button-1');
    expect(await bare).toEqual({ device: 'button-1', answeredInMs: 0 });
  });

  it('may be silent for five seconds, and then has not answered', async () => {
    let isOver = false;
    const answer = tests.ping('button-1').finally(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(4_999);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await answer).toEqual({ device: 'button-1' });
  });

  it('must be known and enabled', async () => {
    await held.intake.devices.setEnabled('button-2', false, { kind: 'system', id: 'x' });
    await expect(tests.ping('button-2')).rejects.toMatchObject({ code: 'DEVICE_DISABLED', kind: 'conflict' });
    await expect(tests.ping('button-99')).rejects.toMatchObject({ code: 'DEVICE_UNKNOWN' });
  });
});
