import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycleIn, impureImports, pageImports } from './support/page-imports.js';
import { afterEach, describe, expect, it } from '@jest/globals';

const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
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
    [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'devices'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return JSON.parse(stdout) as Cruise;
}

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

function plant(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

describe('the architecture', () => {
  afterEach(() => {
    for (const path of planted) rmSync(path, { force: true });
  });

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
    const imports = pageImports();
    expect(imports.size).toBeGreaterThan(50);
    expect(impureImports(imports)).toEqual([]);
    expect(cycleIn(imports)).toBeUndefined();
    plant(
      'web/planted.tsx',
      "import '../src/alarms/alarms.service.js';\nexport { planted } from './planted-too.js';\n",
    );
    plant('web/planted-too.ts', "export { planted } from './planted.js';\n");
    expect(impureImports(pageImports())).toEqual(['web/planted.tsx → src/alarms/alarms.service.ts']);
    expect(cycleIn(pageImports())).toContain('web/planted.tsx');
  });

  it('counts lines, functions and complexity: a planted file over the limits fails the lint', () => {
    plant('src/alarms/planted.ts', `${'// a line\n'.repeat(301)}export const planted = 1;\n`);
    const { status, stdout } = spawnSync(
      process.execPath,
      ['node_modules/oxlint/bin/oxlint', 'src/alarms/planted.ts'],
      { encoding: 'utf8' },
    );
    expect(status).not.toBe(0);
    expect(stdout).toContain('max-lines');
    expect(
      execFileSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '--quiet', 'src/kernel'], {
        encoding: 'utf8',
      }),
    ).toContain('0 errors');
  });
});
