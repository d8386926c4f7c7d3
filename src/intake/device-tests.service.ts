/** Asks a device whether it is there: a ping, and the first thing that it says after it. */
import { randomUUID } from 'node:crypto';
import { encodeCommand } from '../../devices/protocol/command.js';
import { topicOf } from '../../devices/protocol/topic.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { conflict } from '../kernel/errors.js';
import type { Devices } from './devices.service.js';
import type { Hearing } from './hearing.service.js';

export interface PingAnswer {
  readonly device: string;
  /** absent where it said nothing in time */
  readonly answeredInMs?: number;
  readonly battery?: number;
  readonly firmware?: string;
}

const waitsMs = 5_000;

export class DeviceTests {
  constructor(
    private readonly court: string,
    private readonly devices: Devices,
    private readonly hearing: Hearing,
  ) {}

  /** @throws DEVICE_UNKNOWN, `conflict` DEVICE_DISABLED */
  async ping(id: string): Promise<PingAnswer> {
    const { kind, enabled } = this.devices.mustKnow(id);
    if (!enabled) throw conflict('DEVICE_DISABLED', 'a device that is disabled is not heard');
    const startedMs = performance.now();
    const answer = new Promise<PingAnswer>((resolve) => {
      const end = (found: PingAnswer): void => {
        clearTimeout(timer);
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => end({ device: id }), waitsMs);
      const stop = this.hearing.onSignOfLife(({ device, status }) => {
        if (device.id !== id || status === undefined) return;
        const { battery, firmware } = status;
        end({
          device: id,
          answeredInMs: Math.round(performance.now() - startedMs),
          ...(battery === undefined ? {} : { battery }),
          ...(firmware === undefined ? {} : { firmware }),
        });
      });
    });
    const until = laterBy(toInstant(Date.now()), waitsMs);
    await this.hearing.broker.publish(
      topicOf({ court: this.court, kind, device: id, channel: 'command' }),
      encodeCommand({ type: 'ping', id: randomUUID(), until }),
    );
    return answer;
  }
}
