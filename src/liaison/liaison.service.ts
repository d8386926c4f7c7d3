/** Shares incidents with the police station. */
import { Injectable } from '@nestjs/common';
import { Grants } from '../access/grants.service.js';
import { Incidents } from '../incidents/incidents.service.js';
import { person as personActor, theSystem, type Actor } from '../kernel/actor.js';
import { conflict, refused } from '../kernel/errors.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { Exchanges } from './exchanges.service.js';

/** 驻地派出所: the one station a court's incidents go to. */
export const theStation = 'station-1';

@Injectable()
export class Liaison {
  constructor(
    private readonly writer: Writer,
    private readonly incidents: Incidents,
    private readonly grants: Grants,
    private readonly exchanges: Exchanges,
  ) {}

  /** The duty chief's click. */
  share(person: string, incident: string): Promise<void> {
    return this.writer.write(async (unit) => {
      const row = await this.incidents.row(unit, incident);
      if (row.shared !== undefined)
        throw conflict('INCIDENT_SHARED', 'the police see this incident already', {
          first: { by: row.shared.by, at: row.shared.at },
        });
      if (row.drill !== undefined)
        throw refused('DRILL_NOT_HANDED_OVER', 'the incident of a drill is not shared with the police');
      await this.offer(unit, incident, 'person', personActor(person));
    });
  }

  /** Does nothing where it is shared already, or is a drill's: nobody outside the house hears of a drill. */
  async offer(unit: Unit, incident: string, why: 'policy' | 'person', by: Actor = theSystem): Promise<void> {
    const row = await this.incidents.row(unit, incident);
    if (row.shared !== undefined || row.drill !== undefined) return;
    await this.grants.grant(unit, incident, theStation);
    await this.exchanges.offered(unit, incident, theStation);
    await this.incidents.mark(unit, incident, { shared: { at: unit.at, why, by } });
    unit.record({
      type: 'liaison.offered',
      by,
      subject: { kind: 'incident', id: incident },
      data: { station: theStation, why, place: row.place, zone: row.zone },
    });
  }

  /** Nobody has the alarm under control after three minutes: the chief is asked, unless the police know already. */
  async ask(unit: Unit, incident: string): Promise<void> {
    const row = await this.incidents.row(unit, incident);
    if (row.shared !== undefined || row.shareAskedAt !== undefined || row.drill !== undefined) return;
    await this.incidents.mark(unit, incident, { shareAskedAt: unit.at });
    unit.record({
      type: 'liaison.asked',
      by: theSystem,
      subject: { kind: 'incident', id: incident },
      data: { place: row.place },
    });
  }
}
