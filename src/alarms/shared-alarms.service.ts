/** Alarms as a viewer may see them: the police only those of incidents that were shared with their station. */
import { Injectable } from '@nestjs/common';
import { Grants } from '../access/grants.service.js';
import { missing } from '../kernel/errors.js';
import type { AlarmItem } from './alarm.js';
import { Alarms } from './alarms.service.js';
import { sharedAlarm } from './sharing.js';

@Injectable()
export class SharedAlarms {
  constructor(
    private readonly alarms: Alarms,
    private readonly grants: Grants,
  ) {}

  /** @param station whose sharing decides; all alarms when absent */
  async seenBy(station: string | undefined, id: string): Promise<AlarmItem> {
    const alarm = await this.alarms.named(id);
    if (station === undefined) return alarm;
    if (alarm.incident === undefined || !(await this.grants.isGranted(alarm.incident, station)))
      throw missing('ALARM_MISSING', 'there is no such alarm');
    return sharedAlarm(alarm);
  }

  /** The alarms of so many shared incidents, newest first, as `list`. @param cursor the last incident of the page before */
  async listShared(
    station: string,
    state: 'open' | 'closed' | undefined,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: AlarmItem[]; next: string | null }> {
    const incidents = await this.grants.newestTo(station, limit + 1, cursor);
    const shown = incidents.slice(0, limit);
    const shared = await Promise.all(shown.map((incident) => this.alarms.ofIncident(incident)));
    const items = shared
      .flat()
      .filter(({ response }) => state === undefined || (response === 'closed') === (state === 'closed'))
      .toSorted((a, b) => (a.raisedAt > b.raisedAt ? -1 : 1));
    return { items: items.map(sharedAlarm), next: incidents.length > limit ? (shown.at(-1) ?? null) : null };
  }
}
