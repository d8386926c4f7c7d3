/** Starts what every device is made of: an outbox in its folder, a link to its console. */
import { systemClock } from '../../src/kernel/clock.js';
import type { Kind } from '../protocol/topic.js';
import { Link, type LinkOptions } from './link.js';
import { Outbox } from './outbox.js';

export type DeviceOptions<K extends Kind> = Omit<LinkOptions<K>, 'outbox' | 'clock' | 'chance'> &
  Partial<Pick<LinkOptions<K>, 'clock' | 'chance'>> & {
    /** this device's own; no other program may use it */
    readonly folder: string;
  };

export interface Device<K extends Kind> {
  readonly link: Link<K>;
  readonly outbox: Outbox;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

export async function startDevice<K extends Kind>(options: DeviceOptions<K>): Promise<Device<K>> {
  const clock = options.clock ?? systemClock;
  const outbox = await Outbox.open(options.folder, clock);
  const link = new Link<K>({ ...options, outbox, clock, chance: options.chance ?? Math.random });
  return {
    link,
    outbox,
    folder: options.folder,
    stop: async () => {
      await link.close();
      await outbox.close();
    },
  };
}
