/** The whole courthouse, folder by folder. */
import { Module, StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AccessModule, accessTables } from './access/access.module.js';
import { BenchesModule, benchTables } from './benches/benches.module.js';
import { SETTINGS, type Settings } from './config.js';
import { alarmTables, AlarmsModule } from './alarms/alarms.module.js';
import { ConsoleModule, consoleTables } from './console/console.module.js';
import { invalidInput, ProblemFilter } from './console/problem.filter.js';
import { DutyModule, dutyTables } from './duty/duty.module.js';
import { EvidenceModule, evidenceTables } from './evidence/evidence.module.js';
import { IncidentsModule, incidentTables } from './incidents/incidents.module.js';
import { IntakeModule, intakeTables } from './intake/intake.module.js';
import { InterferenceModule, interferenceTables } from './interference/interference.module.js';
import { LawModule } from './law/law.module.js';
import { LedgerModule, ledgerTables } from './ledger/ledger.module.js';
import { LiaisonModule, liaisonTables } from './liaison/liaison.module.js';
import { PacketsModule, packetTables } from './packets/packets.module.js';
import { PlacesModule, placeTables } from './places/places.module.js';
import { procedureTables, ProceduresModule } from './procedures/procedures.module.js';
import { RecordingsModule, recordingTables } from './recordings/recordings.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ScreeningModule, screeningTables } from './screening/screening.module.js';
import { BlobsModule } from './storage/blobs.module.js';
import type { Holding } from './storage/holding.js';
import { TimetableModule, timetableTables } from './timetable/timetable.module.js';
import { UploadsModule, uploadTables } from './uploads/uploads.module.js';
import { StorageModule } from './storage/storage.module.js';

/** Every table that is read through its entity; the hot ones (entries, events) are spoken to in SQL. */
const tables = [
  ledgerTables,
  accessTables,
  placeTables,
  timetableTables,
  intakeTables,
  uploadTables,
  dutyTables,
  procedureTables,
  alarmTables,
  screeningTables,
  recordingTables,
  interferenceTables,
  incidentTables,
  evidenceTables,
  packetTables,
  liaisonTables,
  benchTables,
  consoleTables,
].flat();

@Module({})
export class AppModule {
  /** @param holding of a console that stood by */
  static with(settings: Settings, holding?: Holding): DynamicModule {
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
        StorageModule.with(tables, holding),
        BlobsModule,
        LedgerModule,
        AccessModule.with(),
        PlacesModule,
        TimetableModule,
        IntakeModule,
        UploadsModule,
        DutyModule,
        ProceduresModule,
        AlarmsModule,
        ScreeningModule,
        RecordingsModule,
        InterferenceModule,
        LawModule,
        IncidentsModule,
        EvidenceModule,
        PacketsModule,
        LiaisonModule,
        ReportsModule,
        BenchesModule,
        ConsoleModule,
      ],
    };
  }
}
