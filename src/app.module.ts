/** The whole courthouse, folder by folder. */
import { Module, type DynamicModule } from '@nestjs/common';
import type { EntitySchema } from 'typeorm';
import { SETTINGS, type Settings } from './config.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { StorageModule } from './storage/storage.module.js';

/** Every table that is read through its entity; the hot ones (entries, events) are spoken to in SQL. */
const tables: EntitySchema<never>[] = [];

@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
      imports: [StorageModule.with(tables), LedgerModule],
    };
  }
}
