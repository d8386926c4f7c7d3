/** Wires incidents. */
import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { LawModule } from '../law/law.module.js';
import { FindingsController } from './findings.controller.js';
import { Findings } from './findings.service.js';
import { IncidentFiles } from './incident-files.service.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsListener } from './incidents.listener.js';
import { Incidents } from './incidents.service.js';
import { Limits } from './limits.follower.js';
import { LivesController } from './lives.controller.js';
import { Lives } from './lives.service.js';
import { Measures } from './measures.service.js';
import { Merging } from './merging.service.js';
import type { Tables } from '../storage/entity.js';
import { FindingTable, IncidentTable, MeasureTable } from './incidents.store.js';

export const incidentTables = [IncidentTable, FindingTable, MeasureTable] as Tables;

@Module({
  imports: [AlarmsModule, LawModule],
  providers: [Incidents, IncidentFiles, Findings, Measures, Lives, Merging, Limits, IncidentsListener],
  controllers: [IncidentsController, FindingsController, LivesController],
  exports: [Incidents, IncidentFiles],
})
export class IncidentsModule {}
