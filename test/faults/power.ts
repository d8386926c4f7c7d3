/** Cuts the power of a console: what it never synced is gone, and it starts again on what is left. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsoleOptions } from '../support/console-program.js';
import { buttonIds, FaultCourt, inLanes, type FaultOptions } from './court.js';
import { together, type Trial } from './complaint.js';

const shortCuts = 4;
const source = 'test/faults/power-cut.c';
const mostBetweenCuts = 12;

/** @throws with the compiler's words where there is none */
function compileInto(folder: string): string {
  const library = join(folder, 'power-cut.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], {
    stdio: 'pipe',
    encoding: 'utf8',
  });
  return library;
}

export async function powerCuts({ rounds = shortCuts, ...options }: FaultOptions): Promise<Trial> {
  const shares = [Math.ceil(rounds / 2), Math.floor(rounds / 2)].filter((share) => share > 0);
  return together(await inLanes(shares.map((share) => () => cutPower(share, options))));
}

const cutPower = (cuts: number, options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    const disk = await ForgetfulDisk.under(court);
    if (!(await court.start(disk.loaded))) return;
    for (let cut = 0; cut < cuts; cut += 1) {
      await pressAllOver(court, 2 + ((cut * 5) % mostBetweenCuts));
      await court.console.kill();
      await disk.forget();
      court.count('cuts');
      if (!(await court.start(disk.loaded))) return;
      const isSettled = await court.settle();
      court.check();
      if (!isSettled || court.complaints.length > 0) return;
    }
  });

/** Three buttons without a pause; returns with so many receipts in hand and more presses under way. */
async function pressAllOver(court: FaultCourt, receipts: number): Promise<void> {
  const buttons = await Promise.all(buttonIds.slice(0, 3).map((id) => court.button(id)));
  const before = court.history.receipted;
  while (court.history.receipted - before < receipts) {
    const given = await Promise.all(buttons.map((button) => button.press()));
    await Promise.race(given.map(({ receipted }) => receipted));
  }
}

class ForgetfulDisk {
  private constructor(
    readonly folder: string,
    readonly shadow: string,
    readonly library: string,
  ) {}

  static async under(court: FaultCourt): Promise<ForgetfulDisk> {
    const disk = new ForgetfulDisk(court.dataDir, join(court.folder, 'shadow'), compileInto(court.folder));
    await disk.#begin();
    return disk;
  }

  get loaded(): Partial<ConsoleOptions> {
    return {
      settings: { LD_PRELOAD: this.library, POWER_FOLDER: this.folder, POWER_SHADOW: this.shadow },
    };
  }

  /** Only while nothing runs in the folder. */
  async forget(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await rename(this.shadow, this.folder);
    await this.#begin();
  }

  /** What lies in the folder now is durable. */
  async #begin(): Promise<void> {
    await rm(`${this.shadow}.inodes`, { recursive: true, force: true });
    await mkdir(`${this.shadow}.inodes`, { recursive: true });
    await cp(this.folder, this.shadow, { recursive: true });
  }
}
