/** How each device is, and where no alarm works now. */
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { Places } from '../places/places.service.js';
import { roomsWithoutAlarm } from './coverage.js';
import { healthOf, reasons, type DeviceReport, type UnguardedRoom } from './health.js';
import { Troubles } from './troubles.service.js';

@Injectable()
export class DeviceHealth {
  constructor(
    private readonly devices: Devices,
    private readonly troubles: Troubles,
    private readonly places: Places,
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

  async roomsWithoutAlarm(): Promise<UnguardedRoom[]> {
    const devices = await this.all();
    return roomsWithoutAlarm(this.places.all(), devices).map(({ id: place, zone }) => ({
      place,
      zone,
      buttons: devices
        .filter((device) => device.kind === 'button' && device.place === place)
        .map(({ id, health, reasons: why }) => ({ id, health, reasons: why })),
    }));
  }
}
