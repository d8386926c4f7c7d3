/** Three consoles on one PostgreSQL and one Mosquitto: whichever is active is killed, frozen, cut off or stopped, and another takes over. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Mosquitto } from '../support/mosquitto.js';
import { startPostgres } from '../support/postgres.js';
import { Answering } from './answering.js';
import { Button, patientPace, patterns, startSiren } from './button.js';
import { chanceFrom } from './chance.js';
import { complaints } from './checker.js';
import { complaint, type Complaint, type Trial } from './complaint.js';
import type { FaultOptions } from './court.js';
import { CourtDatabase, type Login } from './court-database.js';
import { Recorder } from './history.js';
import { CourtNode } from './node.js';
import { cookieOf } from './screen.js';

const strikes = ['killed', 'frozen', 'cut from the database', 'cut from the broker', 'stopped'] as const;
type Strike = (typeof strikes)[number];

export interface StandbyOptions extends FaultOptions {
  /** the login of each machine; those of another name cannot end each other's sessions, and only the epoch keeps them apart */
  readonly logins?: readonly Login[];
  /** all of them, in turn, where not given */
  readonly strikes?: readonly Strike[];
}

const takesOverWithinMs = 15_000;
const overdueWithinMs = 2_000;
const calledAfterMs = 3_000;
const endsWithinMs = 10_000;
const drainedWithinMs = 60_000;
const receiversHaveMs = 20_000;
const pressEveryMs = 250;
const loads = 4;

/** What lives through all rounds. */
interface Scene {
  readonly database: CourtDatabase;
  readonly nodes: readonly CourtNode[];
  readonly history: Recorder;
  readonly guard: Answering;
  readonly loading: readonly Button[];
  /** pressed just before the fault: its first call falls due while nobody is there */
  readonly witness: Button;
  /** pressed just after it */
  readonly probe: Button;
  readonly chance: () => number;
  readonly complaints: Complaint[];
  readonly figures: Record<string, number>;
}

export async function takeovers(options: StandbyOptions): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'court-standby-'));
  const logins = options.logins ?? ['clerk', 'clerk', 'annex-1'];
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const postgres = await startPostgres();
    ends.push(() => postgres.stop());
    const database = await CourtDatabase.make(postgres, logins);
    ends.push(() => database.close());
    const mosquitto = await Mosquitto.start('demo', []);
    ends.push(() => mosquitto.stop());
    const scene = await setScene({ options, folder, logins, database, mosquitto }, ends);
    const chosen = options.strikes ?? strikes;
    for (
      let round = 0;
      round < (options.rounds ?? strikes.length) && scene.complaints.length === 0;
      round += 1
    )
      await tryRound(scene, chosen[round % chosen.length] ?? 'killed');
    await settle(scene);
    const { complaints: found, figures } = scene;
    return { complaints: found, figures };
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

interface Given {
  readonly options: StandbyOptions;
  readonly folder: string;
  readonly logins: readonly Login[];
  readonly database: CourtDatabase;
  readonly mosquitto: Mosquitto;
}

async function setScene(given: Given, ends: (() => Promise<unknown>)[]): Promise<Scene> {
  const { options, folder, logins, database, mosquitto } = given;
  const { dist, seed } = options;
  const dataDir = join(folder, 'shared');
  mkdirSync(dataDir);
  const nodes = await Promise.all(
    logins.map((login, name) =>
      CourtNode.make({ name, login, database, mosquitto, dataDir, ...(dist === undefined ? {} : { dist }) }),
    ),
  );
  ends.push(() => Promise.all(nodes.map((node) => node.close())));
  for (const node of nodes) await node.start();
  await database.watch();
  const history = new Recorder();
  const pressing = { url: mosquitto.url, folder: join(folder, 'devices'), history, pace: patientPace };
  const buttons = await Promise.all(
    Array.from({ length: loads + 2 }, (_, at) => Button.start(`button-${101 + at}`, pressing)),
  );
  const siren = await startSiren(pressing);
  ends.push(() => Promise.allSettled([...buttons, siren].map((device) => device.stop())));
  const [witness, probe, ...loading] = buttons;
  if (witness === undefined || probe === undefined) throw new TypeError('no button');
  const guard = new Answering((await activeOf(nodes)).url, history);
  await guard.signIn();
  const chance = chanceFrom(seed ?? Date.now() % 1_000_000);
  return { database, nodes, history, guard, loading, witness, probe, chance, complaints: [], figures: {} };
}

/** @throws where none says so for two minutes */
async function activeOf(nodes: readonly CourtNode[], withinMs = 120_000): Promise<CourtNode> {
  for (const startedAtMs = performance.now(); ; await pause(50)) {
    for (const node of nodes) if (node.isRunning && (await node.isReady())) return node;
    if (performance.now() - startedAtMs > withinMs)
      throw new Error(
        `nobody takes over:\n${nodes.map((node) => node.console.text.slice(-1_500)).join('\n\n')}`,
      );
  }
}

/** Load, the fault, the taking over, and the node that it struck back as one that stands by. */
async function tryRound(scene: Scene, strike: Strike): Promise<void> {
  const { nodes, guard, chance } = scene;
  const struck = await activeOf(nodes);
  guard.url = struck.url;
  await guard.closeAll();
  let isLoaded = true;
  const load = scene.loading.map(async (button) => {
    while (isLoaded) {
      await button.press(patterns[Math.floor(chance() * patterns.length)] ?? 'help');
      await pause(2 * pressEveryMs * chance());
    }
  });
  try {
    await pause(500 + 1_500 * chance());
    await (
      await scene.witness.press()
    ).receipted;
    await suffer(scene, struck, strike);
  } finally {
    isLoaded = false;
    await Promise.all(load);
  }
  if (struck.isRunning) return;
  struck.mend();
  await struck.start();
}

async function suffer(scene: Scene, struck: CourtNode, strike: Strike): Promise<void> {
  count(scene, strike);
  const fromMs = performance.now();
  strikeDown(struck, strike);
  const receipted = (await scene.probe.press()).receipted.then(() => performance.now() - fromMs);
  const successor = await activeOf(scene.nodes.filter((node) => node !== struck));
  const [readyAtMs, readyAt] = [performance.now(), Date.now()];
  const [tookMs, receiptMs] = [readyAtMs - fromMs, await receipted];
  most(scene, `ms until another is active, ${strike}`, tookMs);
  most(scene, `ms until a press after it has its receipt, ${strike}`, receiptMs);
  if (Math.max(tookMs, receiptMs) > takesOverWithinMs)
    scene.complaints.push(
      complaint('takeover-too-late', `${strike}: active after ${tookMs} ms, receipt after ${receiptMs} ms`),
    );
  await expectCall(scene, readyAt);
  await expectEnd(scene, struck, { strike, readyAtMs });
  if (!(await successor.isReady()))
    scene.complaints.push(
      complaint('takeover-undone', `node ${successor.name} is not ready, once node ${struck.name} was back`),
    );
  await noteStrays(scene);
}

function strikeDown(struck: CourtNode, strike: Strike): void {
  if (strike === 'killed') struck.console.signal('SIGKILL');
  else if (strike === 'frozen') struck.console.signal('SIGSTOP');
  else if (strike === 'stopped') struck.console.signal('SIGTERM');
  else struck.blackHole(strike === 'cut from the database' ? 'toDatabase' : 'toBroker');
}

/** The call that fell due meanwhile is made at once. */
async function expectCall(
  { database, witness, complaints: found, ...scene }: Scene,
  readyAt: number,
): Promise<void> {
  let call = await database.firstCall(witness.id);
  const dueAtMs = Math.max(readyAt, call.raisedAtMs + calledAfterMs);
  while (call.calledAtMs === undefined && Date.now() < dueAtMs + 2 * overdueWithinMs) {
    await pause(50);
    call = await database.firstCall(witness.id);
  }
  const lateMs = (call.calledAtMs ?? Number.POSITIVE_INFINITY) - dueAtMs;
  most(scene, 'ms from being active to a call that fell due meanwhile', Math.max(0, lateMs));
  if (lateMs > overdueWithinMs) found.push(complaint('not-escalated', `${lateMs} ms late after a takeover`));
}

/** Whoever lost the court is gone, by itself: before the next one came where it could know, and at once where it wakes. */
async function expectEnd(
  { complaints: found }: Scene,
  struck: CourtNode,
  { strike, readyAtMs }: { readonly strike: Strike; readonly readyAtMs: number },
): Promise<void> {
  const gaveUp = (about: string): void => void found.push(complaint('console-did-not-give-up', about));
  if (strike === 'frozen') {
    struck.console.signal('SIGCONT');
    // Somebody's page is still this one's: what is asked of it as it wakes must not be written.
    void cookieOf(struck.url, 'guard').catch(() => undefined);
  }
  const code = await struck.ends(endsWithinMs);
  if (code === undefined) {
    gaveUp(`${strike}, node ${struck.name} still runs`);
    struck.console.signal('SIGKILL');
    await struck.console.ended();
  } else if (
    strike !== 'killed' &&
    ![strike === 'stopped' ? 0 : 75, strike === 'frozen' ? 70 : 75].includes(code ?? -1)
  )
    gaveUp(`${strike}, node ${struck.name} ended with ${code}: ${struck.console.text.slice(-500)}`);
  if (strike === 'cut from the database' && (struck.endedAtMs ?? 0) > readyAtMs)
    gaveUp(`node ${struck.name} held on until another was active`);
}

async function noteStrays({ database, complaints: found }: Scene): Promise<void> {
  const strays = await database.strays();
  if (strays.length > 0)
    found.push(complaint('fenced-console-wrote', `${strays.length} times, first ${strays[0]}`));
}

/** Every press gets its receipt, the siren what it is owed; then all is held against the database. */
async function settle(scene: Scene): Promise<void> {
  const { database, history, loading, witness, probe, complaints: found, figures } = scene;
  const drained = await Promise.all(
    [witness, probe, ...loading].map((button) => button.drained(drainedWithinMs)),
  );
  if (drained.includes(false)) found.push(complaint('never-receipted', 'a press, in a minute'));
  const untilMs = performance.now() + receiversHaveMs;
  const check = async (): Promise<Complaint[]> => complaints(history.history(), await database.read());
  let last = await check();
  while (last.some(({ invariant }) => invariant === 'siren-never-heard') && performance.now() < untilMs) {
    await pause(500);
    last = await check();
  }
  found.push(...last);
  await noteStrays(scene);
  figures['presses'] = history.sent;
  figures['receipts'] = history.receipted;
  figures['soundings'] = history.history().sounds?.size ?? 0;
  figures['last epoch'] = await database.epoch();
}

function count({ figures }: Pick<Scene, 'figures'>, figure: string): void {
  figures[figure] = (figures[figure] ?? 0) + 1;
}

function most({ figures }: Pick<Scene, 'figures'>, figure: string, value: number): void {
  figures[`most ${figure}`] = Math.max(figures[`most ${figure}`] ?? 0, Math.round(value));
}
