/** Wires what belongs to a judge's own rooms. */
import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import type { Tables } from '../storage/entity.js';
import { BenchesController } from './benches.controller.js';
import { Benches } from './benches.service.js';
import { BenchTable } from './benches.store.js';
import { OwnButtons } from './own-buttons.service.js';
import { OwnCallsListener } from './own-calls.listener.js';
import { OwnCalls } from './own-calls.service.js';
import { OwnCallTable } from './own-calls.store.js';
import { OwnController } from './own.controller.js';

export const benchTables = [BenchTable, OwnCallTable] as Tables;

@Module({
  imports: [IntakeModule, AlarmsModule, RecordingsModule, IncidentsModule],
  controllers: [BenchesController, OwnController],
  providers: [Benches, OwnButtons, OwnCalls, OwnCallsListener],
  exports: [Benches],
})
export class BenchesModule {}
