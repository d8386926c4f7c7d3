/** Wires the court's database, its writer and its reader, and ends a process that may not write any more. */
import { Global, Logger, Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import { reasonOf } from '../kernel/errors.js';
import { openDatabases, type Databases } from './databases.js';
import type { Tables } from './entity.js';
import { isTakenOver, type Holding } from './holding.js';
import { Reader } from './reader.js';
import { Writer } from './writer.js';

export const DATABASES = Symbol('databases');

/**
 * 70 is EX_SOFTWARE: whoever supervises the process starts it again, and the database is opened and checked anew.
 * 75 is EX_TEMPFAIL: another console has the court; started again, this one stands by where it is told to.
 */
function end(error: unknown): void {
  new Logger('storage').error(reasonOf(error));
  process.exit(isTakenOver(error) ? 75 : 70);
}

@Global()
@Module({})
export class StorageModule {
  /** @param tables every table of every feature @param holding of a console that stood by */
  static with(tables: Tables, holding?: Holding): DynamicModule {
    return {
      module: StorageModule,
      providers: [
        {
          provide: DATABASES,
          inject: [SETTINGS],
          useFactory: async (settings: Settings) => {
            const databases = await openDatabases(settings.databaseUrl, tables, holding);
            databases.holding?.whenLost(end);
            return databases;
          },
        },
        {
          provide: Writer,
          inject: [DATABASES],
          useFactory: (databases: Databases) => new Writer(databases, end),
        },
        { provide: Reader, inject: [DATABASES], useFactory: (databases: Databases) => new Reader(databases) },
      ],
      exports: [DATABASES, Writer, Reader],
    };
  }
}
