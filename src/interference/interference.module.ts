/** Wires the register of interference. */
import { Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { IntakeModule } from '../intake/intake.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { InterferenceController } from './interference.controller.js';
import { InterferenceListener } from './interference.listener.js';
import { Interference } from './interference.service.js';
import { Releases } from './releases.service.js';
import { InterferenceTable } from './interference.store.js';

export const interferenceTables = [InterferenceTable] as Tables;

@Module({
  imports: [IntakeModule, RecordingsModule],
  controllers: [InterferenceController],
  providers: [Interference, Releases, InterferenceListener],
})
export class InterferenceModule {}
