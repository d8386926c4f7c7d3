/** Reads what came of a drill. */
import { Injectable } from '@nestjs/common';
import { Alarms } from '../alarms/alarms.service.js';
import { Drills } from '../alarms/drills.service.js';
import { Policies } from '../duty/policies.service.js';
import { drillRecord, type DrillRecord } from './drill-record.js';
import { targetsOf } from './response-time.js';

@Injectable()
export class DrillRecords {
  constructor(
    private readonly drills: Drills,
    private readonly alarms: Alarms,
    private readonly policies: Policies,
  ) {}

  /** @throws DRILL_MISSING */
  async of(id: string): Promise<DrillRecord> {
    const drill = await this.drills.named(id);
    return drillRecord(drill, await this.alarms.ofDrill(id), targetsOf(this.policies.forAll()));
  }
}
