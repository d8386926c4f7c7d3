/** A writer and a ledger on a real database, without the rest of the house. */
import { systemClock } from '../../src/kernel/clock.js';
import { Entries } from '../../src/ledger/entries.service.js';
import { Ledger } from '../../src/ledger/ledger.service.js';
import { Reactions } from '../../src/ledger/reactions.js';
import { ledgerTables } from '../../src/ledger/ledger.module.js';
import { openDatabases, type Databases } from '../../src/storage/databases.js';
import type { Tables } from '../../src/storage/entity.js';
import { Reader } from '../../src/storage/reader.js';
import { Writer } from '../../src/storage/writer.js';
import { testDatabase } from './database.js';

export interface OpenLedger {
  readonly databases: Databases;
  readonly writer: Writer;
  readonly reader: Reader;
  readonly ledger: Ledger;
  readonly reactions: Reactions;
  readonly entries: Entries;
}

/** @param more tables of whoever else is tried on it */
export async function openLedger(url: string, more: Tables = []): Promise<OpenLedger> {
  const databases = await openDatabases(url, [...ledgerTables, ...more]);
  const writer = new Writer(databases);
  const reader = new Reader(databases);
  const reactions = new Reactions();
  const ledger = new Ledger('demo', systemClock, reactions);
  await ledger.open(reader);
  writer.use(ledger);
  return { databases, writer, reader, ledger, reactions, entries: new Entries(reader) };
}

/** Opens a fresh database, runs the test on it and drops it. */
export async function withLedger(test: (open: OpenLedger, url: string) => Promise<void>): Promise<void> {
  const database = await testDatabase();
  const open = await openLedger(database.url);
  try {
    await test(open, database.url);
  } finally {
    await open.databases.close();
    await database.drop();
  }
}
