/** Wires incidents. */
import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { IncidentFiles } from './incident-files.service.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsListener } from './incidents.listener.js';
import { Incidents } from './incidents.service.js';

@Module({
  imports: [AlarmsModule],
  providers: [Incidents, IncidentFiles, IncidentsListener],
  controllers: [IncidentsController],
  exports: [Incidents, IncidentFiles],
})
export class IncidentsModule {}
