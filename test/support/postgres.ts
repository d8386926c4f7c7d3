/** Starts a PostgreSQL cluster that nobody needs afterwards, as durable as a court's. */
import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-ports.js';

const run = promisify(execFile);
const versions = '/usr/lib/postgresql';

export interface Postgres {
  /** of the server; each test makes its own database */
  readonly url: string;
  stop(): Promise<void>;
}

/** @param within a folder that any user may pass through; @throws when PostgreSQL is not installed or does not come up */
export async function startPostgres(within = tmpdir()): Promise<Postgres> {
  const programs = newest();
  const folder = mkdtempSync(join(within, 'court-postgres-'));
  const user = await serverUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  // The server refuses root, and its log is not ours to inherit.
  const as = { cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' }, ...user };
  const data = join(folder, 'data');
  const call = (program: string, args: readonly string[]): Promise<unknown> =>
    run(join(programs, program), args, as);
  try {
    await call('initdb', [
      '-D',
      data,
      '-U',
      'court',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-sync',
      '--no-instructions',
    ]);
    const port = await freePort();
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on -c max_connections=200`;
    await call('pg_ctl', ['start', '-w', '-t', '60', '-D', data, '-l', join(folder, 'log'), '-o', settings]);
    return {
      url: `postgres://court@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await call('pg_ctl', ['stop', '-w', '-m', 'immediate', '-D', data]);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function newest(): string {
  const found = existsSync(versions) ? readdirSync(versions) : [];
  const version = found.toSorted((one, other) => Number(other) - Number(one))[0];
  if (version === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return join(versions, version, 'bin');
}

async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
