/** The whole courthouse, folder by folder. */
import { Module, StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { EntitySchema } from 'typeorm';
import { AccessModule, accessTables } from './access/access.module.js';
import { SETTINGS, type Settings } from './config.js';
import { AlarmTable, TimerTable, TroubleTable } from './alarms/alarms.store.js';
import { AlarmsModule } from './alarms/alarms.module.js';
import { ConsoleModule } from './console/console.module.js';
import { DutyModule } from './duty/duty.module.js';
import { EvidenceModule, evidenceTables } from './evidence/evidence.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { FindingTable, IncidentTable, MeasureTable } from './incidents/incidents.store.js';
import { DeviceTable } from './intake/devices.store.js';
import { IntakeModule } from './intake/intake.module.js';
import { LawModule } from './law/law.module.js';
import { KeyTable } from './ledger/checkpoints.store.js';
import { LiaisonModule } from './liaison/liaison.module.js';
import { PacketsModule } from './packets/packets.module.js';
import { PacketTable } from './packets/packets.store.js';
import { PlacesModule } from './places/places.module.js';
import { RecordingsModule, recordingTables } from './recordings/recordings.module.js';
import { ScreeningModule, screeningTables } from './screening/screening.module.js';
import { UploadsModule, uploadTables } from './uploads/uploads.module.js';

import { invalidInput, ProblemFilter } from './console/problem.filter.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { BlobsModule } from './storage/blobs.module.js';
import { StorageModule } from './storage/storage.module.js';

/** Every table that is read through its entity; the hot ones (entries, events) are spoken to in SQL. */
const tables = [
  ...accessTables,
  AlarmTable,
  TimerTable,
  TroubleTable,
  DeviceTable,
  FindingTable,
  IncidentTable,
  MeasureTable,
  KeyTable,
  PacketTable,
  ...uploadTables,
  ...recordingTables,
  ...screeningTables,
  ...evidenceTables,
] as EntitySchema<never>[];

@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      global: true,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: APP_FILTER, useClass: ProblemFilter },
        {
          provide: APP_PIPE,
          useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: invalidInput }),
        },
      ],
      exports: [SETTINGS],
      imports: [
        StorageModule.with(tables),
        BlobsModule,
        LedgerModule,
        AccessModule.with(),
        PlacesModule,
        IntakeModule,
        UploadsModule,
        DutyModule,
        AlarmsModule,
        ScreeningModule,
        RecordingsModule,
        LawModule,
        IncidentsModule,
        EvidenceModule,
        PacketsModule,
        LiaisonModule,
        ConsoleModule,
      ],
    };
  }
}
