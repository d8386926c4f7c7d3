/** Knows which sirens sound by themselves. */
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { Places } from '../places/places.service.js';
import type { Asking } from '../storage/unit.js';
import { drillOf, type AlarmItem } from './alarm.js';
import { drillWith } from './drills.store.js';

@Injectable()
export class Sirens {
  constructor(
    private readonly devices: Devices,
    private readonly places: Places,
  ) {}

  /** The same for an alarm: a drill's sounds none unless its plan asks for them. */
  async soundingFor(asking: Asking, alarm: AlarmItem): Promise<string[]> {
    const drill = drillOf(alarm);
    const isQuiet = drill !== undefined && (await drillWith(asking, drill))?.sirens !== true;
    return isQuiet ? [] : this.sounding(alarm);
  }

  /** Those of guard rooms; for a silent press never one in the place of the press. @returns their ids */
  sounding({ place, pattern }: Pick<AlarmItem, 'place' | 'pattern'>): string[] {
    return this.devices
      .all()
      .filter((device) => device.kind === 'siren' && device.enabled)
      .filter((siren) => this.places.of(siren.place)?.area === 'guard-room')
      .filter((siren) => pattern !== 'silent' || siren.place !== place)
      .map((siren) => siren.id);
  }
}
