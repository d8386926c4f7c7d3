/** Wires recordings. */
import { Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { IntakeModule } from '../intake/intake.module.js';
import { DueFollower } from './due.follower.js';
import { Marks } from './marks.service.js';
import { MarksTable, RecordersTable, SealsTable } from './marks.store.js';
import { Recorders } from './recorders.service.js';
import { RecordingsController } from './recordings.controller.js';
import { RecordingsListener } from './recordings.listener.js';
import { Recordings } from './recordings.service.js';
import { ClipsTable } from './recordings.store.js';

export const recordingTables = [ClipsTable, MarksTable, RecordersTable, SealsTable] as Tables;

@Module({
  imports: [IntakeModule],
  controllers: [RecordingsController],
  providers: [Recordings, Marks, Recorders, RecordingsListener, DueFollower],
  exports: [Recordings, Marks],
})
export class RecordingsModule {}
