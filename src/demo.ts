/** Fills an empty database with the demo court of contracts.md 5; does nothing to one that is filled already. */
import type { INestApplicationContext } from '@nestjs/common';
import { People } from './access/people.service.js';
import { Duty } from './duty/duty.service.js';
import { demoDevices } from './intake/demo-devices.js';
import { Devices } from './intake/devices.service.js';
import { Places } from './places/places.service.js';

export async function seedDemo(app: INestApplicationContext): Promise<void> {
  await app.get(Places).seedDemo();
  await app.get(People).seedDemo();
  await app.get(Devices).seed(demoDevices);
  await app.get(Duty).seedDemo();
}
