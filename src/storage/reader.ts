/** Asks on the connection for readers, which sees only what is committed. */
import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import type { Databases } from './databases.js';
import type { Asking } from './unit.js';

export class Reader implements Asking {
  constructor(private readonly databases: Pick<Databases, 'reading'>) {}

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.databases.reading.query<Row>(sql, parameters);
  }

  rows<Row extends ObjectLiteral>(table: EntitySchema<Row>): Repository<Row> {
    return this.databases.reading.rows(table);
  }
}
