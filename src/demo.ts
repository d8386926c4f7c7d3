/** Fills an empty database with the demo court of contracts.md 5; does nothing to one that is filled already. */
import type { INestApplicationContext } from '@nestjs/common';
import { People } from './access/people.service.js';
import { Benches } from './benches/benches.service.js';
import { Contacts } from './duty/contacts.service.js';
import { Duty } from './duty/duty.service.js';
import { Rota } from './duty/rota.service.js';
import { demoDevices } from './intake/demo-devices.js';
import { Devices } from './intake/devices.service.js';
import { theSystem } from './kernel/actor.js';
import { Places } from './places/places.service.js';
import { Timetable } from './timetable/timetable.service.js';
import { demoHearings } from './timetable/demo.js';
import { Writer } from './storage/writer.js';

export async function seedDemo(app: INestApplicationContext): Promise<void> {
  const writer = app.get(Writer);
  await writer.write((unit) => app.get(Places).seedDemo(unit));
  await app.get(People).seedDemo();
  await app.get(Devices).seed(demoDevices);
  const timetable = app.get(Timetable);
  const { from, to } = timetable.day();
  if ((await timetable.between(from, to)).length === 0)
    for (const hearing of demoHearings(Date.now())) await timetable.add(hearing, theSystem);
  await writer.write(async (unit) => {
    await app.get(Contacts).seedDemo(unit);
    await app.get(Rota).seedDemo(unit);
    await app.get(Duty).seedDemo(unit);
    await app.get(Benches).seedDemo(unit);
  });
}
