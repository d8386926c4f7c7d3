/** The buttons of one's own rooms, and their tests: every other button is not there. */
import { Injectable } from '@nestjs/common';
import { ButtonTests } from '../alarms/button-tests.service.js';
import { Devices } from '../intake/devices.service.js';
import { person as personActor } from '../kernel/actor.js';
import { missing } from '../kernel/errors.js';
import { Benches } from './benches.service.js';
import { ownTest, type OwnButton, type OwnTest } from './own-button.js';

@Injectable()
export class OwnButtons {
  constructor(
    private readonly benches: Benches,
    private readonly devices: Devices,
    private readonly tests: ButtonTests,
  ) {}

  async of(person: string): Promise<OwnButton[]> {
    const places = await this.benches.placesOf(person);
    const buttons = this.devices
      .all()
      .filter(({ kind, enabled, place }) => kind === 'button' && enabled && places.has(place));
    return Promise.all(
      buttons.map(async ({ id, name, place }) => {
        const [newest] = await this.tests.of(id);
        return {
          device: id,
          name,
          place,
          ...(newest === undefined ? {} : { test: ownTest(newest, person) }),
        };
      }),
    );
  }

  /** @throws DEVICE_UNKNOWN for a button of another room too, TEST_ONLY_OF_BUTTONS, TEST_RUNS, TEST_DURING_CALL */
  async open(person: string, device: string): Promise<OwnTest> {
    const places = await this.benches.placesOf(person);
    if (!places.has(this.devices.named(device)?.place ?? ''))
      throw missing('DEVICE_UNKNOWN', `there is no device ${device}`);
    return ownTest(await this.tests.open(device, personActor(person)), person);
  }

  /** @throws TEST_MISSING for a test that another began too, TEST_OVER */
  async stop(person: string, id: string): Promise<OwnTest> {
    const test = await this.tests.named(id);
    if (test?.opened.by.id !== person) throw missing('TEST_MISSING', 'there is no such test');
    return ownTest(await this.tests.stop(id, personActor(person)), person);
  }
}
