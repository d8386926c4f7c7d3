/** Asks on the connection for readers, which sees only what is committed. */
import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import type { Databases } from './databases.js';
import { spoken } from './dialect.js';
import type { Asking } from './unit.js';

export class Reader implements Asking {
  constructor(private readonly databases: Databases) {}

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.databases.reading.query<Row[]>(spoken(sql, this.databases.dialect), [...parameters]);
  }

  rows<Row extends ObjectLiteral>(table: EntitySchema<Row>): Repository<Row> {
    return this.databases.reading.getRepository(table);
  }
}
