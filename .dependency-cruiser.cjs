/** The house's rules of import: folders point one way, and within a folder a file imports its own rank or lower. */
const order = require('./architecture.json').order;
const ranks = require('./architecture.json').ranks;

const folder = (name) => `^src/${name}/`;
const suffixes = (list) => `\\.(${list.join('|')})\\.tsx?$`;

const downward = order.flatMap((group, index) => {
  const below = order.slice(index + 1).flat();
  return group.map((name) => ({
    name: `${name}-imports-only-what-stands-above`,
    severity: 'error',
    from: { path: folder(name) },
    to: {
      path: [...below, ...group.filter((other) => other !== name)]
        .map(folder)
        .concat('^src/(main|demo|app\\.module|config)\\.ts$'),
      pathNot: `^src/config\\.ts$`,
    },
  }));
});

// Only modules and programs read the settings.
const settings = {
  name: 'only-modules-read-the-settings',
  severity: 'error',
  from: { path: '^src/', pathNot: '(\\.(module|program)\\.ts|^src/main\\.ts)$' },
  to: { path: '^src/config\\.ts$' },
};

const rankRules = ranks.slice(0, -1).map((rank, index) => ({
  name: `rank-${index + 1}-imports-no-higher-rank`,
  severity: 'error',
  from:
    index === 0
      ? {
          path: '^src/',
          pathNot: [
            suffixes(ranks.flat().concat(['module', 'worker', 'program'])),
            '^src/(main|demo|config)\\.ts$',
            '^src/storage/',
          ],
        }
      : { path: `^src/.*${suffixes(rank)}`, pathNot: '^src/storage/' },
  to: {
    path: `^src/.*${suffixes(
      ranks
        .slice(index + 1)
        .flat()
        .concat(['module']),
    )}`,
  },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-import', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...downward,
    settings,
    ...rankRules,
    ...['node', 'framework'].map((what) => ({
      name: what === 'node' ? 'pure-files-touch-no-machine' : 'pure-files-know-no-framework',
      comment: 'rank 1 decides; it knows neither Nest, TypeORM nor the machine',
      severity: 'error',
      from: {
        path: '^(src|devices/protocol)/',
        pathNot: [
          suffixes(ranks.flat().concat(['module', 'worker', 'program'])),
          '^src/(main|demo|config)\\.ts$',
          '^src/storage/',
          // one file each on purpose: they are carried to other machines
          '^src/(packets/verify|ledger/witness)/',
        ],
      },
      to:
        what === 'node'
          ? { dependencyTypes: ['core'] }
          : {
              path: '(^|/)node_modules/(@nestjs|typeorm|pg|better-sqlite3|aedes|mqtt|socket\\.io)/',
              dependencyTypesNot: ['type-only'],
            },
    })),
    {
      name: 'sql-and-typeorm-live-in-stores',
      severity: 'error',
      from: { path: '^src/', pathNot: '(\\.store\\.ts$|^src/storage/)' },
      to: { path: '(^|/)node_modules/(typeorm|pg|better-sqlite3)/' },
    },
    {
      name: 'a-store-is-private-to-its-folder',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/.*\\.store\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'the-console-never-imports-devices',
      comment: 'the protocol is the one thing both sides spell',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^devices/(?!protocol/)' },
    },
    {
      name: 'devices-never-import-the-console',
      severity: 'error',
      from: { path: '^devices/' },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'the-product-never-imports-tests',
      severity: 'error',
      from: { path: '^(src|devices|web)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
