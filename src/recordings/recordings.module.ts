/** Wires recordings. */
import { Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { IntakeModule } from '../intake/intake.module.js';
import { RecordingsController } from './recordings.controller.js';
import { RecordingsListener } from './recordings.listener.js';
import { Recordings } from './recordings.service.js';
import { ClipsTable } from './recordings.store.js';

export const recordingTables = [ClipsTable] as Tables;

@Module({
  imports: [IntakeModule],
  controllers: [RecordingsController],
  providers: [Recordings, RecordingsListener],
  exports: [Recordings],
})
export class RecordingsModule {}
