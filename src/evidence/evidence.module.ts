/** Wires evidence. */
import { Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { IntakeModule } from '../intake/intake.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { UploadsModule } from '../uploads/uploads.module.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceListener } from './evidence.listener.js';
import { Evidence } from './evidence.service.js';
import { EvidenceTable, HoldsTable } from './evidence.store.js';
import { Exhibits } from './exhibits.service.js';

export const evidenceTables = [EvidenceTable, HoldsTable] as Tables;

@Module({
  imports: [IntakeModule, UploadsModule, RecordingsModule],
  controllers: [EvidenceController],
  providers: [Evidence, Exhibits, EvidenceListener],
  exports: [Evidence, Exhibits],
})
export class EvidenceModule {}
