/** How each device is, and where no alarm works now. */
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { laterBy, toInstant, type Instant } from '../kernel/clock.js';
import { Places } from '../places/places.service.js';
import { Timetable } from '../timetable/timetable.service.js';
import { roomsWithoutAlarm } from './coverage.js';
import { healthOf, reasons, type DeviceReport, type UnguardedRoom } from './health.js';
import { Troubles } from './troubles.service.js';

/** So long before a hearing begins its room must have an alarm. */
export const dueWithinMs = 15 * 60_000;

@Injectable()
export class DeviceHealth {
  constructor(
    private readonly devices: Devices,
    private readonly troubles: Troubles,
    private readonly places: Places,
    private readonly timetable: Timetable,
  ) {}

  async all(): Promise<DeviceReport[]> {
    const troubles = await this.troubles.standing();
    return this.devices.reports().map((device) => {
      const kinds = troubles.filter((trouble) => trouble.device === device.id).map(({ kind }) => kind);
      const { health, reasons: codes } = healthOf(device.state, kinds);
      const told = codes.map((code) => ({ code, zh: reasons[code].zh, en: reasons[code].en }));
      return { ...device, health, reasons: told };
    });
  }

  /** @param now where hearings are looked for from */
  async roomsWithoutAlarm(now: Instant = toInstant(Date.now())): Promise<UnguardedRoom[]> {
    const devices = await this.all();
    const hearings = await this.timetable.between(now, laterBy(now, dueWithinMs));
    return roomsWithoutAlarm(this.places.all(), devices).map(({ id: place, zone }) => {
      const hearing = hearings.find((one) => one.place === place);
      const { id, startsAt, endsAt } = hearing ?? {};
      return {
        place,
        zone,
        buttons: devices
          .filter((device) => device.kind === 'button' && device.place === place)
          .map((button) => ({ id: button.id, health: button.health, reasons: button.reasons })),
        ...(id === undefined || startsAt === undefined || endsAt === undefined
          ? {}
          : { hearing: { id, startsAt, endsAt } }),
      };
    });
  }
}
