/** Plays one seed: a courthouse, its people and its faults in virtual time, over the console's own code and a real SQLite file. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seedDemo } from '../../src/demo.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { complaints } from '../faults/checker.js';
import { complaint, type Complaint } from '../faults/complaint.js';
import { readCourtFile } from '../faults/court-file.js';
import { sha256Of } from '../faults/history.js';
import { Court } from './court.js';
import { live, tables } from './life.js';
import { Network } from './network.js';
import { giveBack, settled, takeOver, VirtualTime } from './platform.js';
import type { Schedule } from './schedule.js';
import { goodFate, SimulatedStore } from './store.js';

export interface Played {
  readonly seed: number;
  readonly complaints: readonly Complaint[];
  readonly presses: number;
  readonly deaths: number;
  readonly steps: number;
  readonly virtualMs: number;
  /** over all that came of it, hex: the same for the same schedule, on any machine under any load */
  readonly hash: string;
}

/** The file that every run begins with: the demo's places, devices and people. */
export async function makeTemplate(folder: string): Promise<string> {
  const path = join(folder, 'template.sqlite');
  const time = new VirtualTime();
  takeOver(time, 0);
  try {
    const words = { fate: goodFate(), time, onDeath: () => undefined };
    const store = await SimulatedStore.open(path, tables, words);
    const network = new Network(time, () => 0);
    const seeded = (async () => {
      const { container } = await live(store, network, () => undefined);
      const made = await container.made();
      const get = (wanted: unknown): unknown =>
        made.find((one) => one instanceof (wanted as abstract new () => unknown));
      await seedDemo({ get } as never);
    })();
    let isOver = false;
    const over = seeded.finally(() => (isOver = true));
    while (!isOver) {
      time.step(time.nowMs + 1);
      await settled();
    }
    await over;
    time.forgetConsole();
    await store.close();
    return path;
  } finally {
    giveBack();
  }
}

/** @param template a court's file to begin with; @param folder of the run, in memory for choice */
export async function play(schedule: Schedule, template: string, folder: string): Promise<Played> {
  const { seed } = schedule;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'court.sqlite');
  copyFileSync(template, path);
  const court = new Court(folder, schedule);
  takeOver(court.time, seed);
  const found = court.watch.complaints;
  const onError = (error: unknown): void =>
    void found.push(complaint('console-does-not-answer', reasonOf(error)));
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  try {
    await court.rise();
    await settled();
    for (const { atMs, deed } of schedule.deeds) {
      await court.play(atMs);
      await court.do(deed);
    }
    await court.play(schedule.lastsMs);
    await court.mend();
    const steps = court.watch.steps;
    await court.end();
    const [history, file] = [court.history.history(), readCourtFile(path)];
    found.push(...complaints(history, file));
    const { deaths, time } = court;
    const { nowMs: virtualMs } = time;
    const hash = sha256Of(
      JSON.stringify([history, [...(history.sounds ?? [])], file, found, steps, virtualMs]),
    );
    return { seed, complaints: found, presses: court.history.sent, deaths, steps, virtualMs, hash };
  } finally {
    process.off('uncaughtException', onError);
    process.off('unhandledRejection', onError);
    giveBack();
    for (const end of ['', '-wal', '-shm', '.lock']) rmSync(path + end, { force: true });
  }
}
