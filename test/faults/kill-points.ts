/** Kills the console at the Nth write, fsync, send or open of its path, takes it up again, and checks after each. */
import { buttonIds, FaultCourt, inLanes, withTemplate, type FaultOptions } from './court.js';
import { together, type Trial } from './complaint.js';
import { attach } from './strace.js';

export interface KillPoint {
  readonly call: string;
  readonly when: number;
}

/** `pwrite64` puts pages into the database's log, `writev` and `write` send to sockets, `openat` the folder to be synced. */
const calls: Readonly<Record<string, number>> = {
  pwrite64: 60,
  fsync: 6,
  writev: 12,
  write: 12,
  openat: 3,
  futex: 40,
};

const shortPoints: readonly KillPoint[] = [
  { call: 'pwrite64', when: 1 },
  { call: 'pwrite64', when: 5 },
  { call: 'pwrite64', when: 12 },
  { call: 'pwrite64', when: 25 },
  { call: 'pwrite64', when: 47 },
  { call: 'fsync', when: 1 },
  { call: 'fsync', when: 2 },
  { call: 'openat', when: 1 },
  { call: 'writev', when: 1 },
  { call: 'writev', when: 2 },
  { call: 'writev', when: 3 },
  { call: 'writev', when: 5 },
];

/** All points in order, again and again until there are so many. */
function* longPoints(): Generator<KillPoint> {
  for (;;)
    for (const [call, last] of Object.entries(calls))
      for (let when = 1; when <= last; when += 1) yield { call, when };
}

const takePoints = (rounds: number): KillPoint[] => {
  const all = longPoints();
  return Array.from({ length: rounds }, () => all.next().value as KillPoint);
};

/** A court whose file is read whole after each kill must not grow old. */
const mostInACourt = 40;

/** Two courts at a time, each with its share of the points. */
export async function killPoints({ rounds, ...options }: FaultOptions): Promise<Trial> {
  const points = rounds === undefined ? shortPoints : takePoints(rounds);
  const courts = Math.max(2, Math.ceil(points.length / mostInACourt));
  const shares = Array.from({ length: courts }, (_, share) =>
    points.filter((_point, place) => place % courts === share),
  );
  const trial = (template?: string) =>
    inLanes(
      shares.map((share) => () => killAt(share, template === undefined ? options : { ...options, template })),
    );
  // The first start is tried elsewhere; a few points are not worth a court to copy.
  return together(await (rounds === undefined ? trial() : withTemplate(options, trial)));
}

export const killAt = (points: readonly KillPoint[], options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    for (const [round, point] of points.entries()) {
      await pressUntilKilled(court, point, round);
      if (!(await court.start())) return;
      court.most('restart ms', court.console.readyAfterMs);
      const isSettled = await court.settle();
      court.check();
      if (!isSettled || court.complaints.length > 0) return;
    }
  });

const mostPresses = 40;

async function pressUntilKilled(court: FaultCourt, { call, when }: KillPoint, round: number): Promise<void> {
  // Another pair of buttons each round: a first press raises an alarm, a further one belongs to it.
  const ids = [0, 1].map((next) => buttonIds[(2 * round + next) % buttonIds.length] ?? '');
  const buttons = await Promise.all(ids.map((id) => court.button(id)));
  await buttons[0]?.press().then(({ receipted }) => receipted);
  const fault = await attach(court.console.pid, { calls: call, what: 'signal=KILL', when: String(when) });
  const killed = court.console.ended().then(() => undefined);
  for (let press = 0; press < mostPresses && court.console.isRunning; press += 1) {
    const given = await Promise.all(buttons.map((button) => button.press()));
    await Promise.race([killed, Promise.all(given.map(({ receipted }) => receipted))]);
  }
  court.count(court.console.isRunning ? 'points not reached' : 'kills');
  await fault.detach();
  if (court.console.isRunning) await court.console.kill();
}
