/** The whole courthouse, folder by folder. */
import { Module, StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { EntitySchema } from 'typeorm';
import { AccessModule, accessTables } from './access/access.module.js';
import { SETTINGS, type Settings } from './config.js';
import { invalidInput, ProblemFilter } from './console/problem.filter.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { StorageModule } from './storage/storage.module.js';

/** Every table that is read through its entity; the hot ones (entries, events) are spoken to in SQL. */
const tables: EntitySchema<never>[] = [...accessTables];

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
