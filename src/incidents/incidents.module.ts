/** Wires incidents. */
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import { IdentitySeal } from './identity.adapter.js';
import { InvolvedController } from './involved.controller.js';
import { Involved } from './involved.service.js';
import { InvolvedTable } from './involved.store.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { LawModule } from '../law/law.module.js';
import { FindingsController } from './findings.controller.js';
import { Findings } from './findings.service.js';
import { IncidentFiles } from './incident-files.service.js';
import { IncidentStepsController } from './incident-steps.controller.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsListener } from './incidents.listener.js';
import { OpeningsListener } from './openings.listener.js';
import { Incidents } from './incidents.service.js';
import { Limits } from './limits.follower.js';
import { LivesController } from './lives.controller.js';
import { Lives } from './lives.service.js';
import { Measures } from './measures.service.js';
import { Merging } from './merging.service.js';
import { Suggesting } from './suggesting.service.js';
import { Telling } from './telling.service.js';
import type { Tables } from '../storage/entity.js';
import { FindingTable, IncidentTable, MeasureTable } from './incidents.store.js';

export const incidentTables = [IncidentTable, FindingTable, MeasureTable, InvolvedTable] as Tables;

const identitySeal = {
  provide: IdentitySeal,
  useFactory: ({ dataDir }: Settings) => new IdentitySeal(join(dataDir, 'keys')),
  inject: [SETTINGS],
};

@Module({
  imports: [AlarmsModule, LawModule],
  providers: [
    Incidents,
    IncidentFiles,
    Findings,
    Measures,
    Lives,
    Merging,
    Suggesting,
    Telling,
    Limits,
    Involved,
    identitySeal,
    IncidentsListener,
    OpeningsListener,
  ],
  controllers: [
    IncidentsController,
    IncidentStepsController,
    FindingsController,
    LivesController,
    InvolvedController,
  ],
  exports: [Incidents, IncidentFiles, Involved],
})
export class IncidentsModule {}
