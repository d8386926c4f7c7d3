/** Listens to what SQLite is asked in a test, and tells which questions would read a whole table that grows with the years. */
import BetterSqlite3 from 'better-sqlite3';

/** As large as the house, or as what is open in it, however old the court is; every other table grows. */
const bounded = new Set([
  'places',
  'drawings',
  'spots',
  'devices',
  'certificates',
  'canary',
  'people',
  'lanes',
  'recorders',
  'keys',
  'followers',
  'policies',
  'procedures',
  'laws',
  'watches',
  'invitations',
  'timers',
  'reactionsOwed',
  'unraised',
  'incidentLimits',
  'buttonTestsDue',
  'migrations',
  'oddityCounts',
  'dutyPosts',
  'contacts',
  'sqlite_master',
]);

type Prepare = BetterSqlite3.Database['prepare'];

const endOfAMigration = /^INSERT INTO "migrations"/;

/** Whether a test itself asks: the nearest frame that is neither a driver's nor the storage's. */
const isOfATest = (): boolean =>
  /\/(?:dist\/)?test\//.test(
    new Error('where').stack
      ?.split('\n')
      .slice(1)
      .find((frame) => !/query-plans|node_modules|\/src\/storage\/|node:|<anonymous>\)?$/.test(frame)) ?? '',
  );

/** All statements that the console prepares from now on, in any database of this process, but for those of migrations. */
export function listenToStatements(): ReadonlySet<string> {
  const said = new Set<string>();
  const kind = BetterSqlite3.prototype as { prepare: Prepare };
  const { prepare } = kind;
  kind.prepare = function (this: BetterSqlite3.Database, sql: string) {
    if (endOfAMigration.test(sql)) said.clear();
    if (!isOfATest()) said.add(sql);
    return prepare.call(this, sql);
  } as Prepare;
  return said;
}

const planned = /^\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b/i;

/** @returns each statement that reads a growing table from end to end, with its plan */
export function wholeReads(path: string, statements: Iterable<string>): string[] {
  const database = new BetterSqlite3(path, { readonly: true });
  try {
    const small = smallIndexes(database);
    return [...statements]
      .filter((sql) => planned.test(sql))
      .flatMap((sql) => {
        const plan = planOf(database, sql);
        return plan.some((step) => isWhole(step, sql, plan, small)) ? [`${sql}\n  ${plan.join('\n  ')}`] : [];
      });
  } finally {
    database.close();
  }
}

const planOf = (database: BetterSqlite3.Database, sql: string): string[] =>
  (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...unbound(sql)) as { detail: string }[]).map(
    ({ detail }) => detail,
  );
const unbound = (sql: string): null[] => [...sql.matchAll(/\?/g)].map(() => null);

/** Of what is open or waits, not of all that is there. */
function smallIndexes(database: BetterSqlite3.Database): ReadonlySet<string> {
  const rows = database
    .prepare(`SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'index' AND "sql" IS NOT NULL`)
    .all() as { name: string; sql: string }[];
  return new Set(
    rows
      .filter(
        ({ sql }) => / WHERE /.test(sql) && !/IS NOT NULL\s*$/.test(sql) && !/<> 'deleted'\s*$/.test(sql),
      )
      .map(({ name }) => name),
  );
}

function isWhole(step: string, sql: string, plan: readonly string[], small: ReadonlySet<string>): boolean {
  const [, named = '', index = ''] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(step) ?? [];
  const table = tableOf(named, sql);
  if (table === undefined || bounded.has(table) || small.has(index)) return false;
  // In the index's order, until the page is full; where a page begins, the index must have been asked.
  const isSorted = plan.some((one) => one.startsWith('USE TEMP B-TREE'));
  const beginsLater = /(?<!<)[<>]=? \(?\?/.test(sql);
  return !/\bLIMIT\b/i.test(sql) || isSorted || beginsLater;
}

/** A plan names a table by its alias. Nothing where it is no table: a list of values, a question within the question. */
function tableOf(named: string, sql: string): string | undefined {
  for (const [, table, alias = table] of sql.matchAll(
    /(?:FROM|JOIN|INTO|UPDATE) "(\w+)"(?: (?:AS )?"?(\w+)"?)?/gi,
  ))
    if (named === alias || named === table) return table;
  return undefined;
}
