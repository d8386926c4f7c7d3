/** The two SQL dialects the console speaks, and the few places where they differ. */
export type Dialect = 'sqlite' | 'postgres';

const numbered = new Map<string, string>();

/** Statements are written with `?`; PostgreSQL wants `$1`, `$2`. No statement of ours holds a `?` in a literal. */
export function spoken(sql: string, dialect: Dialect): string {
  if (dialect === 'sqlite') return sql;
  let text = numbered.get(sql);
  if (text === undefined) {
    let place = 0;
    text = sql.replaceAll('?', () => `$${(place += 1)}`);
    numbered.set(sql, text);
  }
  return text;
}

export const bytesType = (dialect: Dialect): string => (dialect === 'sqlite' ? 'BLOB' : 'BYTEA');

/** A statement that the driver refused; what was bound to it may be anybody's words and is not told. */
export class StatementFailed extends Error {
  constructor(readonly driverError: DriverError) {
    super(driverError.message ?? 'the database refused a statement', { cause: driverError });
  }
}

interface DriverError {
  readonly code?: string;
  readonly driverError?: DriverError;
  readonly message?: string;
}

const codeOf = (thrown: unknown): string => {
  const error = thrown as DriverError;
  return error.driverError?.code ?? error.code ?? '';
};

/** Another program holds the database: nothing was written, it is safe to try again. */
export const isBusy = (thrown: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(thrown));

/**
 * Errors that undo the whole transaction, whatever savepoint they struck in: full disk, I/O, memory, a lost connection.
 * SQLite says so in "Response To Errors Within A Transaction"; PostgreSQL by the classes 08, 53, 57 and 58.
 */
export const undoesAll = (thrown: unknown): boolean =>
  isBusy(thrown) ||
  /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT|NOTADB|READONLY|CANTOPEN|INTERRUPT)|^(08|53|57|58|XX)[0-9A-Z]{3}$|^E(CONN|PIPE)/.test(
    codeOf(thrown),
  ) ||
  /connection terminated|not queryable/i.test((thrown as DriverError).message ?? '');

/** After these the page cache may lie about what is on disk, or the one writing connection is gone: never go on with the same handle. */
export const isFatal = (thrown: unknown): boolean =>
  /^SQLITE_(IOERR|CORRUPT|NOTADB)|^(08|57P)[0-9A-Z]{2,3}$|^25P03$|^E(CONN|PIPE)/.test(codeOf(thrown)) ||
  /connection terminated|not queryable|runner already released/i.test((thrown as DriverError).message ?? '');

export const isDuplicate = (thrown: unknown): boolean =>
  /^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)|^23505$/.test(codeOf(thrown));
