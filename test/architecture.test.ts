import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { cycleIn, impureImports, pageImports } from './support/page-imports.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

const cruiser = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const linter = resolve('node_modules/oxlint/bin/oxlint');
/** A copy to plant in: what else reads the sources meanwhile must not see it. */
const top = mkdtempSync(join(tmpdir(), 'architecture-'));
const copied = [
  ...['src', 'devices', 'test', 'web'],
  ...['.dependency-cruiser.cjs', '.oxlintrc.json', 'architecture.json', 'tsconfig.json'],
];
const planted = [
  'src/kernel/planted.ts',
  'src/alarms/planted.ts',
  'src/alarms/planted.store.ts',
  'src/incidents/planted.service.ts',
  'src/screening/planted.service.ts',
  'web/planted.tsx',
  'web/planted-too.ts',
];

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

/** The checker ends with 1 where it found something; its report is read either way. */
function cruise(): Cruise {
  const { stdout } = spawnSync(
    process.execPath,
    [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'devices', 'test'],
    { cwd: top, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return JSON.parse(stdout) as Cruise;
}

const sources = (folder: string): string[] =>
  readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)));

function plant(path: string, text: string): void {
  mkdirSync(join(top, path, '..'), { recursive: true });
  writeFileSync(join(top, path), text);
}

describe('the architecture', () => {
  beforeAll(() => {
    symlinkSync(resolve('node_modules'), join(top, 'node_modules'));
    for (const name of copied) cpSync(name, join(top, name), { recursive: true });
  });
  afterEach(() => {
    for (const path of planted) rmSync(join(top, path), { force: true });
  });
  afterAll(() => rmSync(top, { recursive: true }));

  it('is checked over every module there is, and holds', () => {
    const { modules, summary } = cruise();
    const seen = new Set(modules.map((module) => module.source));
    const unseen = [...sources('src'), ...sources('devices')].filter((path) => !seen.has(path));
    expect(unseen).toEqual([]);
    expect(summary.violations).toEqual([]);
  });

  it('catches a planted import from below, from a sibling, of a higher rank, of the machine and in a cycle', () => {
    plant(
      'src/kernel/planted.ts',
      "import type { AlarmItem } from '../alarms/alarm.js';\nexport type Planted = AlarmItem;\n",
    );
    plant(
      'src/alarms/planted.ts',
      "import { readFileSync } from 'node:fs';\nimport { listed } from './planted.store.js';\nexport const planted = (): string => listed() + readFileSync('x', 'utf8');\n",
    );
    plant(
      'src/alarms/planted.store.ts',
      "import { planted } from './planted.js';\nexport const listed = (): string => planted();\n",
    );
    plant('src/incidents/planted.service.ts', "export { AlarmTable } from '../alarms/alarms.store.js';\n");
    plant('src/screening/planted.service.ts', "export { Alarms } from '../alarms/alarms.service.js';\n");
    const found = new Set(cruise().summary.violations.map(({ rule, from }) => `${from}: ${rule.name}`));
    expect(found).toContain('src/kernel/planted.ts: kernel-imports-only-what-stands-above');
    expect(found).toContain('src/alarms/planted.ts: pure-files-touch-no-machine');
    expect(found).toContain('src/alarms/planted.ts: rank-1-imports-no-higher-rank');
    expect([...found].some((line) => line.endsWith('no-cycle'))).toBe(true);
    expect(found).toContain('src/incidents/planted.service.ts: a-store-is-private-to-its-folder');
    expect(found).toContain('src/screening/planted.service.ts: screening-imports-only-what-stands-above');
  });

  it('lets pages import only pure files of the server, and no page in a circle', () => {
    const imports = pageImports(top);
    expect(imports.size).toBeGreaterThan(50);
    expect(impureImports(imports)).toEqual([]);
    expect(cycleIn(imports)).toBeUndefined();
    plant(
      'web/planted.tsx',
      "import '../src/alarms/alarms.service.js';\nexport { planted } from './planted-too.js';\n",
    );
    plant('web/planted-too.ts', "export { planted } from './planted.js';\n");
    expect(impureImports(pageImports(top))).toEqual(['web/planted.tsx → src/alarms/alarms.service.ts']);
    expect(cycleIn(pageImports(top))).toContain('web/planted.tsx');
  });

  it('counts lines, functions and complexity: a planted file over the limits fails the lint', () => {
    plant('src/alarms/planted.ts', `${'// a line\n'.repeat(301)}export const planted = 1;\n`);
    const { status, stdout } = spawnSync(process.execPath, [linter, 'src/alarms/planted.ts'], {
      cwd: top,
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stdout).toContain('max-lines');
    expect(
      execFileSync(process.execPath, [linter, '--quiet', 'src/kernel'], {
        cwd: top,
        encoding: 'utf8',
      }),
    ).toContain('0 errors');
  });
});
