/** TypeORM's repository with its everyday calls said in statements made once; what is out of the ordinary it says itself. */
import {
  DeleteResult,
  FindOperator,
  InsertResult,
  Repository,
  UpdateResult,
  type EntityManager,
  type EntitySchema,
  type FindManyOptions,
  type FindOneOptions,
  type ObjectLiteral,
} from 'typeorm';
import type { Connection } from './unit.js';

type Values = Readonly<Record<string, unknown>>;
interface Column {
  readonly name: string;
  readonly to: (value: unknown) => unknown;
  readonly from: (value: unknown) => unknown;
}
/** A condition in SQL, or nothing where it is out of the ordinary. */
interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const same = (value: unknown): unknown => value;
const quoted = (name: string): string => `"${name}"`;
const comparisons: Readonly<Record<string, string>> = {
  lessThan: '<',
  lessThanOrEqual: '<=',
  moreThan: '>',
  moreThanOrEqual: '>=',
  equal: '=',
};

export class QuickRows<Row extends ObjectLiteral> extends Repository<Row> {
  readonly #connection: Connection;
  readonly #table: string;
  readonly #columns: readonly Column[];
  readonly #select: string;
  readonly #insert: string;

  constructor(table: EntitySchema<Row>, manager: EntityManager, connection: Connection) {
    super(table, manager, manager.queryRunner);
    this.#connection = connection;
    this.#table = quoted(table.options.tableName ?? table.options.name);
    this.#columns = Object.entries(table.options.columns).map(([name, options]) => {
      const transformer = (options as { transformer?: { to: typeof same; from: typeof same } }).transformer;
      return { name, to: transformer?.to ?? same, from: transformer?.from ?? same };
    });
    const names = this.#columns.map(({ name }) => quoted(name));
    this.#select = `SELECT ${names.join(', ')} FROM ${this.#table}`;
    this.#insert = `INSERT INTO ${this.#table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  }

  override async insert(row: Parameters<Repository<Row>['insert']>[0]): Promise<InsertResult> {
    const values = row as Values;
    if (Array.isArray(row) || !this.#isPlain(values)) return super.insert(row);
    await this.#connection.query(
      this.#insert,
      this.#columns.map(({ name, to }) => to(values[name])),
    );
    return new InsertResult();
  }

  override async update(...[which, change]: Parameters<Repository<Row>['update']>): Promise<UpdateResult> {
    const where = this.#where(which);
    const values = change as Values;
    const changed = this.#columns.filter(({ name }) => values[name] !== undefined);
    if (where === undefined || changed.length === 0 || !this.#isPlain(values))
      return super.update(which, change);
    const result = new UpdateResult();
    result.affected = await this.#connection.change(
      `UPDATE ${this.#table} SET ${changed.map(({ name }) => `${quoted(name)} = ?`).join(', ')}${where.sql}`,
      [...changed.map(({ name, to }) => to(values[name])), ...where.parameters],
    );
    return result;
  }

  override async delete(which: Parameters<Repository<Row>['delete']>[0]): Promise<DeleteResult> {
    const where = this.#where(which);
    if (where === undefined) return super.delete(which);
    const result = new DeleteResult();
    result.affected = await this.#connection.change(
      `DELETE FROM ${this.#table}${where.sql}`,
      where.parameters,
    );
    return result;
  }

  override async findOneBy(which: Parameters<Repository<Row>['findOneBy']>[0]): Promise<Row | null> {
    const where = this.#where(which);
    if (where === undefined) return super.findOneBy(which);
    const [row] = await this.#connection.query<Values>(
      `${this.#select}${where.sql} LIMIT 1`,
      where.parameters,
    );
    return row === undefined ? null : this.#read(row);
  }

  override async findOne(options: FindOneOptions<Row>): Promise<Row | null> {
    const [row] = (await this.#found({ ...options, take: 1 })) ?? [await super.findOne(options)];
    return row ?? null;
  }

  override async find(options: FindManyOptions<Row> = {}): Promise<Row[]> {
    return (await this.#found(options)) ?? super.find(options);
  }

  override async findBy(which: Parameters<Repository<Row>['findBy']>[0]): Promise<Row[]> {
    return this.find({ where: which });
  }

  /** Nothing where the wish is out of the ordinary. */
  async #found(options: FindManyOptions<Row>): Promise<Row[] | undefined> {
    const { where: which, order = {}, take, ...more } = options;
    const where = which === undefined ? { sql: '', parameters: [] } : this.#where(which);
    const orders = Object.entries(order).map(([name, way]) =>
      this.#column(name) !== undefined && /^(asc|desc)$/i.test(String(way))
        ? `${quoted(name)} ${String(way)}`
        : '',
    );
    if (where === undefined || Object.keys(more).length > 0 || orders.includes('')) return undefined;
    const sorted = orders.length === 0 ? '' : ` ORDER BY ${orders.join(', ')}`;
    const rows = await this.#connection.query<Values>(
      `${this.#select}${where.sql}${sorted}${take === undefined ? '' : ' LIMIT ?'}`,
      take === undefined ? where.parameters : [...where.parameters, take],
    );
    return rows.map((row) => this.#read(row));
  }

  #read(row: Values): Row {
    const read: Record<string, unknown> = {};
    for (const { name, from } of this.#columns) read[name] = from(row[name]);
    return read as Row;
  }

  /** Every member a column, none of them SQL of its own. */
  #isPlain(values: Values): boolean {
    return Object.entries(values).every(
      ([name, value]) => this.#column(name) !== undefined && typeof value !== 'function',
    );
  }

  #column(name: string): Column | undefined {
    return this.#columns.find((column) => column.name === name);
  }

  /** All of several conditions. An absent value would match every row: that is left to TypeORM, which refuses it. */
  #where(which: unknown): Condition | undefined {
    if (typeof which !== 'object' || which === null || Array.isArray(which)) return undefined;
    const conditions = Object.entries(which).map(([name, value]) => this.#condition(name, value));
    if (conditions.length === 0 || !conditions.every((one) => one !== undefined)) return undefined;
    return {
      sql: ` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
      parameters: conditions.flatMap(({ parameters }) => parameters),
    };
  }

  #condition(name: string, value: unknown): Condition | undefined {
    const column = this.#column(name);
    if (column === undefined || value === undefined || value === null) return undefined;
    if (value instanceof FindOperator) {
      if (value.type === 'isNull') return { sql: `${quoted(name)} IS NULL`, parameters: [] };
      return column.to === same ? compared(quoted(name), value) : undefined;
    }
    return { sql: `${quoted(name)} = ?`, parameters: [column.to(value)] };
  }
}

function compared(name: string, operator: FindOperator<unknown>): Condition | undefined {
  const value: unknown = operator.value;
  if (operator.type === 'in' && Array.isArray(value) && value.length > 0)
    return { sql: `${name} IN (${value.map(() => '?').join(', ')})`, parameters: value };
  const comparison =
    operator.type === 'not' && !(operator.child instanceof FindOperator) ? '<>' : comparisons[operator.type];
  if (comparison === undefined || typeof value === 'object') return undefined;
  return { sql: `${name} ${comparison} ?`, parameters: [value] };
}
