/** Kills the console again and again under load, brings it back on the same data, and keeps the history for the checker. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../support/free-ports.js';
import { ConsoleProgram } from '../support/console-program.js';
import { Answering } from './answering.js';
import { Button, eagerPace, patterns, startSiren, type Pressing } from './button.js';
import { chanceFrom } from './chance.js';
import { complaintsOf } from './checker.js';
import type { Trial } from './complaint.js';
import { owedSounds, owedTellings } from './court-file.js';
import type { FaultOptions } from './court.js';
import { Recorder, type History } from './history.js';
import { Station } from './station.js';

export interface KillPlan {
  readonly rounds: number;
  /** all of the run lies in it: the court's data and the outboxes */
  readonly folder: string;
  /** 0 <= chance < 1 */
  readonly chance: () => number;
  readonly dist?: string;
}

export interface KillRun {
  readonly history: History;
  readonly database: string;
  /** of the kills, aimed at and struck between a PUBLISH and its receipt */
  readonly killsBeforeReceipt: number;
  /** sorted */
  readonly readyAfterMs: readonly number[];
}

const buttons = 8;
const longestGapMs = 12;
/** how long after a PUBLISH to strike: before, within and after the commit */
const strikesWithinMs = 2.5;
const longestLoadMs = 250;
const answersEvery = 5;
/** in so many rounds once, the kill strikes while the station's system is told, before it has answered */
const tellsEvery = 10;
const tellsWithinMs = 10_000;
const receiversHaveMs = 20_000;
const drainedWithinMs = 60_000;

/** As a suite: the same, and its data thrown away. */
export async function randomKills({ rounds = 30, seed, dist }: FaultOptions): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'court-kills-'));
  try {
    const chance = chanceFrom(seed ?? Date.now() % 1_000_000);
    const run = await killRounds({ rounds, folder, chance, ...(dist === undefined ? {} : { dist }) });
    const median = run.readyAfterMs[Math.floor(run.readyAfterMs.length / 2)] ?? Number.NaN;
    return {
      complaints: complaintsOf(run.database, run.history),
      figures: {
        kills: rounds,
        'kills between PUBLISH and receipt': run.killsBeforeReceipt,
        presses: run.history.presses.length,
        receipts: run.history.presses.filter(({ receipt }) => receipt !== undefined).length,
        soundings: run.history.sounds?.size ?? 0,
        tellings: run.history.tellings?.length ?? 0,
        'steps told': new Set(run.history.tellings?.map(({ id }) => id)).size,
        'most ready again, median ms': Math.round(median),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What lives through all rounds. */
interface Scene {
  readonly recorder: Recorder;
  readonly buttons: readonly Button[];
  /** presses only when the kill is aimed at its PUBLISH */
  readonly aimed: Button;
  /** presses only when all is over: its siren's order is young, however long the run took */
  readonly last: Button;
  readonly guard: Answering;
  readonly station: Station;
  readonly database: string;
  readonly rise: () => Promise<ConsoleProgram>;
  /** of all of it, also where something went wrong */
  readonly end: () => Promise<void>;
}

export async function killRounds(plan: KillPlan): Promise<KillRun> {
  const scene = await setScene(plan);
  const readyAfterMs: number[] = [];
  let killsBeforeReceipt = 0;
  try {
    const first = await scene.rise();
    await scene.guard.signIn();
    await first.stop();
    for (let round = 0; round < plan.rounds; round += 1) {
      const console = await scene.rise();
      readyAfterMs.push(console.readyAfterMs);
      if (await strike(plan, scene, console, round)) killsBeforeReceipt += 1;
    }
    await settle(scene);
  } finally {
    await scene.end();
  }
  return {
    history: scene.recorder.history(),
    database: scene.database,
    killsBeforeReceipt,
    readyAfterMs: readyAfterMs.toSorted((a, b) => a - b),
  };
}

async function setScene({ folder, dist }: KillPlan): Promise<Scene> {
  const [http = 0, mqtt = 0] = await freePorts(2);
  const dataDir = join(folder, 'court');
  mkdirSync(dataDir, { recursive: true });
  const recorder = new Recorder();
  const pressing: Pressing = {
    url: `mqtt://127.0.0.1:${mqtt}`,
    folder: join(folder, 'devices'),
    history: recorder,
    pace: eagerPace,
  };
  const all = await Promise.all(
    Array.from({ length: buttons + 2 }, (_, at) => Button.start(`button-${101 + at}`, pressing)),
  );
  const [aimed, last, ...loading] = all;
  if (aimed === undefined || last === undefined) throw new TypeError('no button');
  const siren = await startSiren(pressing);
  const station = await Station.open(recorder);
  let console: ConsoleProgram | undefined;
  return {
    recorder,
    aimed,
    last,
    buttons: loading,
    guard: new Answering(`http://127.0.0.1:${http}/`, recorder),
    station,
    database: join(dataDir, 'court.sqlite'),
    rise: async () => {
      recorder.lives();
      console = await ConsoleProgram.launch({
        dataDir,
        ports: { http, mqtt },
        settings: station.settings,
        ...(dist === undefined ? {} : { dist }),
      });
      await console.ready();
      const startedAtMs = performance.now();
      for (; !all.every((button) => button.isUp); await pause(2))
        if (performance.now() - startedAtMs > drainedWithinMs) throw new Error('a button does not come back');
      return console;
    },
    end: async () => {
      await console?.kill();
      await Promise.allSettled([...all, siren].map((device) => device.stop()));
      station.close();
    },
  };
}

const patternOf = (chance: number) => patterns[Math.floor(chance * patterns.length)] ?? 'help';

/** Load, and a kill in the midst of it. @returns whether it struck between a PUBLISH and its receipt */
async function strike(
  { chance }: KillPlan,
  scene: Scene,
  console: ConsoleProgram,
  round: number,
): Promise<boolean> {
  let isLoaded = true;
  const load = scene.buttons.map(async (button) => {
    while (isLoaded) {
      await button.press(patternOf(chance()));
      await pause(chance() * longestGapMs);
    }
  });
  const answering = round % answersEvery === answersEvery - 1 ? scene.guard.closeAll() : undefined;
  const isAimed = round % 3 === 0;
  try {
    await pause(chance() * longestLoadMs);
    if (isAimed) await untilPublished(scene.aimed, chance);
    if (round % tellsEvery === 2) {
      // Hushed, so that the console is not only busy with buttons until it looks whom to tell.
      isLoaded = false;
      // The first time at the first telling: nobody knows how many there will be.
      const before = round < tellsEvery ? 0 : Math.floor(chance() * 3);
      for (let told = 0; told <= before; told += 1) await scene.station.next(tellsWithinMs);
    }
  } finally {
    const killed = console.kill();
    isLoaded = false;
    await Promise.all([killed, answering, ...load]);
  }
  return isAimed;
}

/** Resolves while the PUBLISH of a press is on its way and its receipt is not here. */
async function untilPublished(button: Button, chance: () => number): Promise<void> {
  for (const startedAtMs = performance.now(); performance.now() - startedAtMs < drainedWithinMs;) {
    await button.press(patternOf(chance()));
    const strikeAtMs = performance.now() + chance() * strikesWithinMs;
    while (performance.now() < strikeAtMs && button.open > 0) await turn();
    if (button.open > 0) return;
  }
  throw new Error('every press had its receipt before it could be struck');
}

/** The console back for the last time: every press gets its receipt, every siren and the station what they are owed. */
async function settle(scene: Scene): Promise<void> {
  const console = await scene.rise();
  await Promise.all([scene.aimed, ...scene.buttons].map((button) => button.drained(drainedWithinMs)));
  const before = new Set(owedSounds(scene.database));
  await (
    await scene.last.press('emergency')
  ).receipted;
  const untilMs = performance.now() + receiversHaveMs;
  const { sounds } = scene.recorder.history();
  const areHeard = (): boolean => {
    const orders = owedSounds(scene.database);
    return orders.some((order) => !before.has(order)) && orders.every((order) => sounds?.has(order));
  };
  while (!areHeard() && performance.now() < untilMs) await pause(100);
  const areTold = (): boolean => {
    const told = new Set(scene.recorder.history().tellings?.map(({ id }) => id));
    return owedTellings(scene.database).every((id) => told.has(id));
  };
  while (!areTold() && performance.now() < untilMs) await pause(100);
  await console.stop();
}
