/** The keeper program beside a court, and what the console's own user tries against the files. */
import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SETTINGS, type Settings } from '../../src/config.js';
import { keeperDirOf, type ExhibitCourt } from './exhibit-court.js';

export const isRoot = process.getuid?.() === 0;
/** nobody; where the tests are not root's, everything is of one user */
const consoles = isRoot ? { uid: 65_534, gid: 65_534 } : {};

/** From now on what the court has is its console's user's, as after deploy/README.md. */
export function belongToConsole({ app, dataDir }: ExhibitCourt): void {
  if (!isRoot) return;
  const { databaseUrl } = app.get<Settings>(SETTINGS);
  giveAll(dataDir);
  if (databaseUrl.startsWith('sqlite:')) giveAll(dirname(databaseUrl.slice('sqlite:'.length)));
}

function giveAll(folder: string): void {
  chownSync(folder, 65_534, 65_534);
  for (const name of readdirSync(folder, { recursive: true }))
    lchownSync(join(folder, String(name)), 65_534, 65_534);
}

/** Root with the powers that the unit leaves it, and no others. */
function asTheUnit(): string[] {
  if (!isRoot) return [];
  const unit = readFileSync('deploy/courthouse-keeper.service', 'utf8');
  const powers = /^CapabilityBoundingSet=(.+)$/m.exec(unit)?.[1]?.toLowerCase().split(' ') ?? [];
  const all = powers.map((name) => `+${name.replace('cap_', '')}`).join(',');
  return ['setpriv', `--bounding-set=-all,${all}`, '--inh-caps=-all', '--no-new-privs'];
}

/** One round. @returns its exit code and all that it said */
export function keeperRound(
  { app, dataDir }: ExhibitCourt,
  more: Readonly<Record<string, string>> = {},
): { code: number | null; said: string } {
  const keeper = join(import.meta.dirname, '../../src/evidence/keeping/keeper.program.js');
  const [program, ...words] = [...asTheUnit(), process.execPath, keeper];
  const { status, stdout, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      COURT_ID: 'demo',
      COURT_DATABASE_URL: app.get<Settings>(SETTINGS).databaseUrl,
      COURT_DATA_DIR: dataDir,
      COURT_KEEPER_DIR: keeperDirOf(dataDir),
      ...more,
    },
  });
  return { code: status, said: stdout + stderr };
}

/** Runs each line of code as the console's user. @returns what the system said to it: `ok`, or the code of its refusal */
export function attempt(lines: Readonly<Record<string, string>>): Record<string, string> {
  const tries = Object.entries(lines).map(
    ([name, line]) => `try { ${line}; told.${name} = 'ok' } catch (e) { told.${name} = e.code ?? String(e) }`,
  );
  const code = `const fs = require('node:fs'); const told = {}; ${tries.join('\n')}; console.log(JSON.stringify(told))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
    encoding: 'utf8',
    cwd: '/',
    ...consoles,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, string>;
}
