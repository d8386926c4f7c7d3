/** Wires the link with the police. */
import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { LiaisonController } from './liaison.controller.js';
import { LiaisonListener } from './liaison.listener.js';
import { Liaison } from './liaison.service.js';

@Module({
  imports: [AlarmsModule, IncidentsModule],
  providers: [Liaison, LiaisonListener],
  controllers: [LiaisonController],
  exports: [Liaison],
})
export class LiaisonModule {}
