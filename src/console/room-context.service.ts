/** Gathers what is known of the room of an alarm, for who may read each part of it. */
import { Injectable } from '@nestjs/common';
import { may, type Viewer } from '../access/viewer.js';
import type { AlarmItem } from '../alarms/alarm.js';
import { SharedAlarms } from '../alarms/shared-alarms.service.js';
import { Devices } from '../intake/devices.service.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { Entries } from '../ledger/entries.service.js';
import { Screening } from '../screening/screening.service.js';
import { Timetable } from '../timetable/timetable.service.js';
import { screenedFrom, type RoomContext } from './room-context.js';

const dayMs = 24 * 3_600_000;

@Injectable()
export class RoomContexts {
  constructor(
    private readonly alarms: SharedAlarms,
    private readonly timetable: Timetable,
    private readonly screening: Screening,
    private readonly devices: Devices,
    private readonly entries: Entries,
  ) {}

  /** @throws `missing` ALARM_MISSING */
  async of(id: string, viewer: Viewer): Promise<RoomContext> {
    const alarm = await this.alarms.seenBy(viewer.station, id);
    const { place, raisedAt } = alarm;
    const now = await this.timetable.nowIn(place, raisedAt);
    const [next] = now.length > 0 ? [] : await this.timetable.due(dayMs, raisedAt, place);
    const from = screenedFrom(now, raisedAt);
    const held = await this.#held(alarm);
    return {
      alarm: id,
      place,
      now,
      ...(next === undefined ? {} : { next }),
      screening: {
        from,
        steps: may(viewer, 'screening:read')
          ? await this.screening.between(from, laterBy(toInstant(Date.now()), 1))
          : [],
      },
      recorders: may(viewer, 'device:read') ? this.#recorders(alarm) : [],
      ...(held === undefined ? {} : { held }),
    };
  }

  /** Those of the same zone, the room's own first: what they record around the press is held. */
  #recorders({ zone, place }: AlarmItem): RoomContext['recorders'] {
    return this.devices
      .items()
      .filter((device) => device.kind === 'recorder' && device.zone === zone && device.state !== 'disabled')
      .toSorted((a, b) => Number(b.place === place) - Number(a.place === place))
      .map(({ id, name, place: at, state }) => ({ id, name, place: at, state }));
  }

  async #held({ incident }: AlarmItem): Promise<RoomContext['held']> {
    if (incident === undefined) return undefined;
    const placed = (await this.entries.about([{ kind: 'hold', id: incident }])).find(
      ({ type }) => type === 'hold.placed',
    );
    if (placed === undefined) return undefined;
    const { from, to } = placed.data as { from: string; to: string };
    return { from, to };
  }
}
