/** Wires evidence. */
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import type { Tables } from '../storage/entity.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { UploadsModule } from '../uploads/uploads.module.js';
import { Hashing } from '../uploads/hashing.adapter.js';
import { Deletions } from './deletions.service.js';
import { DerivationFolder, Derivations } from './derivations.service.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceListener } from './evidence.listener.js';
import { Evidence } from './evidence.service.js';
import { EvidenceTable, HoldsTable } from './evidence.store.js';
import { Exhibits } from './exhibits.service.js';
import { KeeperTold } from './keeping/told.follower.js';
import { Rehash } from './rehash.follower.js';
import { RetentionController } from './retention.controller.js';

export const evidenceTables = [EvidenceTable, HoldsTable] as Tables;

@Module({
  imports: [AlarmsModule, IntakeModule, UploadsModule, RecordingsModule],
  controllers: [EvidenceController, RetentionController],
  providers: [
    Evidence,
    Exhibits,
    EvidenceListener,
    Deletions,
    Derivations,
    Rehash,
    KeeperTold,
    // A thread of its own: a large file that is hashed anew keeps no upload waiting.
    Hashing,
    {
      provide: DerivationFolder,
      inject: [SETTINGS],
      useFactory: ({ dataDir }: Settings) => new DerivationFolder(join(dataDir, 'derived')),
    },
  ],
  exports: [Evidence, Exhibits],
})
export class EvidenceModule {}
