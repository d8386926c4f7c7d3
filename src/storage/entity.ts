/** A short way to say what a table's columns are, the same for both databases. */
import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

const column = (options: EntitySchemaColumnOptions): EntitySchemaColumnOptions => ({
  nullable: true,
  ...options,
});

export const key = column({ type: 'varchar', primary: true, nullable: false });
export const text = column({ type: 'varchar' });
export const whole = column({ type: 'integer' });
/** sizes in bytes and milliseconds, which pass 2^31 */
export const large = column({ type: 'bigint' });
export const flag = column({
  type: 'integer',
  transformer: {
    to: (value?: boolean) => (value === undefined ? value : value ? 1 : 0),
    from: (value: number | null) => (value === null ? null : value === 1),
  },
});
/** a document: JSON text, alike on both databases */
export const json = column({
  type: 'text',
  transformer: {
    to: (value: unknown) => (value === undefined ? value : JSON.stringify(value)),
    from: (value: string | null) => (value === null ? null : (JSON.parse(value) as unknown)),
  },
});

/** @param columns every member of `Row`; a member that may be absent is a null in the table */
export const table = <Row extends object>(
  name: string,
  columns: { readonly [Member in keyof Required<Row>]: EntitySchemaColumnOptions },
): EntitySchema<Row> => new EntitySchema<Row>({ name, tableName: name, columns });

/** Tables of any rows, for whoever only hands them on. */
export type Tables = EntitySchema<never>[];

/** A row as the domain knows it: what is null in the table is absent. */
export function present<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Row;
}
