/** A ledger on a real database with a real signer beside it, in a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { theSystem } from '../../src/kernel/actor.js';
import { Checkpoints } from '../../src/ledger/checkpoints.service.js';
import { LedgerKeys } from '../../src/ledger/keys.service.js';
import { Standing } from '../../src/ledger/standing.service.js';
import { Signer } from '../../src/ledger/signer.adapter.js';
import type { Witness } from '../../src/ledger/witness.js';
import { Witnesses } from '../../src/ledger/witnesses.service.js';
import { testDatabase } from './database.js';
import { openLedger, type OpenLedger } from './ledger.js';

export interface SigningCourt extends OpenLedger {
  readonly checkpoints: Checkpoints;
  readonly signer: Signer;
  readonly folder: string;
  readonly url: string;
  /** appends that many entries */
  grow(count: number): Promise<void>;
  close(): Promise<void>;
}

export const newSignerFolder = (): string => mkdtempSync(join(tmpdir(), 'signer-'));

export async function openSigningCourt(given: {
  readonly url: string;
  readonly folder: string;
  readonly witnesses?: readonly Witness[];
  readonly socket?: string;
}): Promise<SigningCourt> {
  const { url, folder, witnesses = [], socket } = given;
  const open = await openLedger(url);
  const { ledger, reader, writer, databases } = open;
  const signer = new Signer({ court: 'demo', folder, socket });
  const keys = new LedgerKeys('demo', reader, writer);
  const standing = new Standing(ledger, reader, writer);
  const checkpoints = new Checkpoints(
    ledger,
    { signer, keys, standing, witnesses: new Witnesses(witnesses, ledger, keys, standing, reader, writer) },
    reader,
    writer,
  );
  await checkpoints.start();
  return {
    ...open,
    checkpoints,
    signer,
    folder,
    url,
    grow: async (count) => {
      for (let at = 0; at < count; at += 1)
        await writer.write(async (unit) => {
          unit.record({
            type: 'session.opened',
            by: theSystem,
            subject: { kind: 'session', id: `s${at}` },
            data: { at },
          });
        });
    },
    close: async () => {
      await checkpoints.stop();
      await writer.close();
      await databases.close();
    },
  };
}

/** A court on a fresh database, dropped after the test. */
export async function withSigningCourt(
  test: (court: SigningCourt) => Promise<void>,
  witnesses: readonly Witness[] = [],
): Promise<void> {
  const database = await testDatabase();
  const folder = newSignerFolder();
  const court = await openSigningCourt({ url: database.url, folder, witnesses });
  try {
    await test(court);
  } finally {
    await court.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The signer as a service at a socket, of another user where `uid` is given; returned once it listens. */
export async function serveSigner(folder: string, socket: string, uid?: number): Promise<ChildProcess> {
  const program = join(import.meta.dirname, '../../src/ledger/signer.program.js');
  const child = spawn(
    process.execPath,
    [program, '--folder', folder, '--court', 'demo', '--socket', socket],
    { stdio: 'inherit', ...(uid === undefined ? {} : { uid, gid: uid }) },
  );
  await isListening(child, socket);
  return child;
}

const patienceMs = 30_000;

/** Resolves when its socket is there. @throws where the signer ends before, or takes for ever */
export async function isListening(child: ChildProcess, socket: string): Promise<void> {
  for (const untilMs = performance.now() + patienceMs; !existsSync(socket);) {
    const end = child.exitCode ?? child.signalCode;
    if (end !== null) throw new Error(`the signer ended with ${end}`);
    if (performance.now() > untilMs) throw new Error(`the signer does not listen after ${patienceMs} ms`);
    await pause(10);
  }
}
