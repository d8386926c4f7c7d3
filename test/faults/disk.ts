/** Takes the disk away from under the console: full, failing, or held by another program. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { factsOf } from './court-file.js';
import { buttonIds, FaultCourt, type FaultOptions } from './court.js';
import { complaint, type Trial } from './complaint.js';
import { attach, type Injection } from './strace.js';

/** Until somebody looks after the console it must still say how it is. */
const answersWithinMs = 1_000;
const askEveryMs = 100;

/** Asks /healthz all the while and complains of an answer that took too long. */
async function whileAsked(court: FaultCourt, work: () => Promise<void>): Promise<void> {
  const asking = { isOver: false };
  const asked = (async () => {
    while (!asking.isOver) {
      const startedAtMs = performance.now();
      const isUp = await fetch(`${court.console.url}healthz`, { signal: AbortSignal.timeout(10_000) }).then(
        (answer) => answer.status < 500,
        () => false,
      );
      const tookMs = performance.now() - startedAtMs;
      court.most('answer ms', tookMs);
      if (!isUp || tookMs > answersWithinMs)
        court.complaints.push(
          complaint('console-does-not-answer', `/healthz took ${Math.round(tookMs)} ms, up: ${isUp}`),
        );
      await pause(askEveryMs);
    }
  })();
  try {
    await work();
  } finally {
    asking.isOver = true;
    await asked;
  }
}

/** Presses of several buttons while nothing can be stored. @returns nothing; what has a receipt then is a complaint */
async function pressInVain(court: FaultCourt, forMs: number): Promise<void> {
  const buttons = await Promise.all(buttonIds.slice(2, 5).map((id) => court.button(id)));
  const before = court.history.receipted;
  for (const button of buttons) await button.press();
  await pause(forMs);
  const given = court.history.receipted - before;
  if (given > 0)
    court.complaints.push(
      complaint('acknowledged-while-unstorable', `${given} receipts while the disk took nothing`),
    );
}

async function pressOnce(court: FaultCourt): Promise<void> {
  const buttons = await Promise.all(buttonIds.slice(0, 2).map((id) => court.button(id)));
  for (const button of buttons) await (await button.press()).receipted;
}

/** Every write to a file fails for want of room, then there is room again: no restart. */
export const noRoom = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    for (let round = 0; round < (options.rounds ?? 1); round += 1) {
      await pressOnce(court);
      await during(court, { calls: 'pwrite64', what: 'error=ENOSPC', when: '1+' }, () =>
        pressInVain(court, 1_500),
      );
      await court.settle();
      await pressOnce(court);
      court.count('times without room');
      court.check();
    }
  });

async function during(court: FaultCourt, injection: Injection, work: () => Promise<void>): Promise<void> {
  const fault = await attach(court.console.pid, injection);
  try {
    await whileAsked(court, work);
  } finally {
    await fault.detach();
  }
}

const volumeBytes = 24 * 1024 * 1024;

/** A real volume that is really full. Needs root for its mount. @throws with a clear word without it */
export const fullVolume = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (process.getuid?.() !== 0)
      throw new Error('a full volume is tried on a tmpfs, which only root mounts');
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${volumeBytes}`, 'court', court.dataDir]);
    try {
      if (!(await court.start())) return;
      await pressOnce(court);
      const filler = join(court.dataDir, 'filler');
      fill(filler, leftForAWarningBytes);
      await expectDiskTrouble(court, 'trouble.raised');
      fill(filler);
      await whileAsked(court, () => pressAway(court));
      rmSync(filler);
      await expectDiskTrouble(court, 'trouble.cleared');
      court.count('full volumes');
      await court.settle();
      court.check();
      await court.console.kill();
    } finally {
      execFileSync('umount', ['--lazy', court.dataDir]);
    }
  });

/** Some may still find room in what the database holds already; what has a receipt must be there at the end. */
async function pressAway(court: FaultCourt): Promise<void> {
  const buttons = await Promise.all(buttonIds.map((id) => court.button(id)));
  for (let round = 0; round < 8; round += 1) {
    for (const button of buttons) await button.press();
    await pause(200);
  }
  court.count('presses waiting for room', court.history.sent - court.history.receipted);
}

/** Above the reserve of a tenth, below its double. */
const leftForAWarningBytes = volumeBytes * 0.15;
const warnedWithinMs = 10_000;

/** People hear of it while there is still room, and when there is room again. */
async function expectDiskTrouble(
  court: FaultCourt,
  type: 'trouble.raised' | 'trouble.cleared',
): Promise<void> {
  const isTold = (): boolean =>
    factsOf(court.database).some((fact) => fact.type === type && fact.data['kind'] === 'disk');
  const startedAtMs = performance.now();
  while (!isTold() && performance.now() - startedAtMs < warnedWithinMs) await pause(100);
  court.most('ms until the disk is told of', performance.now() - startedAtMs);
  if (!isTold())
    court.complaints.push(complaint('full-disk-unwarned', `no ${type} within ${warnedWithinMs} ms`));
}

function fill(path: string, leaveBytes = 0): void {
  const file = openSync(path, 'a');
  try {
    for (let bytes = 1 << 20; bytes >= 512; bytes /= 2) {
      try {
        while (freeBytesAt(path) - bytes >= leaveBytes)
          if (writeSync(file, Buffer.alloc(bytes)) < bytes) break;
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
      }
    }
  } finally {
    closeSync(file);
  }
}

function freeBytesAt(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

const givesUpWithinMs = 10_000;
const exitOfAFatalDisk = 70;

/** A sync fails: from then on nothing in the page cache can be believed, so the process must end and begin anew. */
export const failedSync = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    for (let round = 0; round < (options.rounds ?? 1); round += 1) {
      if (!(await court.start())) return;
      await pressOnce(court);
      const call = { calls: 'fsync,fdatasync', what: 'error=EIO', when: String(1 + round) };
      const fault = await attach(court.console.pid, call);
      const buttons = await Promise.all(buttonIds.slice(2, 5).map((id) => court.button(id)));
      for (let more = 0; more <= round && court.console.isRunning; more += 1)
        for (const button of buttons) await button.press();
      const late = new AbortController();
      const code = await Promise.race([
        court.console.ended(),
        pause(givesUpWithinMs, 'still running', { signal: late.signal }).catch(() => 'ended'),
      ]);
      late.abort();
      if (code !== exitOfAFatalDisk)
        court.complaints.push(
          complaint('console-did-not-give-up', `ended with ${code} after a failed sync, not with 70`),
        );
      await fault.detach();
      if (court.console.isRunning) await court.console.kill();
      court.count('failed syncs');
      if (!(await court.start())) return;
      await court.settle();
      court.check();
      await court.console.kill();
    }
  });

const shortHoldMs = 3_000;

/** Another program (a backup tool) holds the database for writing. `rounds` are seconds. */
export const lockedDatabase = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    await pressOnce(court);
    const other = new BetterSqlite3(court.database, { timeout: 2_000 });
    try {
      other.exec('BEGIN IMMEDIATE');
      await whileAsked(court, () =>
        pressInVain(court, options.rounds === undefined ? shortHoldMs : options.rounds * 1000),
      );
      other.exec('ROLLBACK');
    } finally {
      other.close();
    }
    court.count('locks');
    const freedAtMs = performance.now();
    await court.settle();
    court.most('ms from unlocking to the last receipt', performance.now() - freedAtMs);
    court.check();
  });
