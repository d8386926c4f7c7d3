/** Fills an empty database with the demo court of contracts.md 5; does nothing to one that is filled already. */
import type { INestApplicationContext } from '@nestjs/common';
import { People } from './access/people.service.js';
import { Duty } from './duty/duty.service.js';
import { demoDevices } from './intake/demo-devices.js';
import { Devices } from './intake/devices.service.js';
import { Places } from './places/places.service.js';
import { Writer } from './storage/writer.js';

export async function seedDemo(app: INestApplicationContext): Promise<void> {
  const writer = app.get(Writer);
  await writer.write((unit) => app.get(Places).seedDemo(unit));
  await app.get(People).seedDemo();
  await app.get(Devices).seed(demoDevices);
  await writer.write((unit) => app.get(Duty).seedDemo(unit));
}
