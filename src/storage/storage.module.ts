/** Wires the court's database, its writer and its reader. */
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import { openDatabases, type Databases } from './databases.js';
import type { Tables } from './entity.js';
import { Reader } from './reader.js';
import { Writer } from './writer.js';

export const DATABASES = Symbol('databases');

@Global()
@Module({})
export class StorageModule {
  /** @param tables every table of every feature */
  static with(tables: Tables): DynamicModule {
    return {
      module: StorageModule,
      providers: [
        {
          provide: DATABASES,
          inject: [SETTINGS],
          useFactory: (settings: Settings) => openDatabases(settings.databaseUrl, tables),
        },
        {
          provide: Writer,
          inject: [DATABASES],
          // 70 is EX_SOFTWARE: whoever supervises the process starts it again, and the database is opened and checked anew.
          useFactory: (databases: Databases) => new Writer(databases, () => process.exit(70)),
        },
        { provide: Reader, inject: [DATABASES], useFactory: (databases: Databases) => new Reader(databases) },
      ],
      exports: [DATABASES, Writer, Reader],
    };
  }
}
