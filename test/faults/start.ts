/** Kills the console while it starts for the first time and lays out its database; a normal start must then work. */
import { readFileSync } from 'node:fs';
import { FaultCourt, inLanes, type FaultOptions } from './court.js';
import { together, type Trial } from './complaint.js';
import { under } from './strace.js';

const shortPoints: readonly (readonly [string, number])[] = [
  ['pwrite64', 3],
  ['fsync', 2],
  ['unlink', 1],
  ['pwrite64', 120],
];

const calls: Readonly<Record<string, number>> = {
  pwrite64: 400,
  fsync: 40,
  unlink: 4,
  rename: 4,
  openat: 900,
  ftruncate: 4,
  mkdir: 6,
  bind: 2,
};

/** Spread over all of a start: every round takes another step of each call. */
function longPoints(rounds: number): (readonly [string, number])[] {
  const names = Object.keys(calls);
  return Array.from({ length: rounds }, (_, place) => {
    const name = names[place % names.length] ?? 'pwrite64';
    const last = calls[name] ?? 1;
    return [name, 1 + ((Math.floor(place / names.length) * 37) % last)] as const;
  });
}

export async function interruptedStarts({ rounds, ...options }: FaultOptions): Promise<Trial> {
  const points = rounds === undefined ? shortPoints : longPoints(rounds);
  return together(
    await inLanes(
      points.map(
        ([call, when]) =>
          () =>
            interruptedStart(call, when, options),
      ),
    ),
  );
}

const interruptedStart = (call: string, when: number, options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    const console = await court.launch({
      under: under({ calls: call, what: 'signal=KILL', when: String(when) }),
    });
    // A start that makes fewer such calls comes up: then it is killed there.
    const isUp = await console.ready().then(
      () => true,
      () => false,
    );
    if (isUp) killChildOf(console.pid);
    await console.ended();
    court.count(isUp ? 'starts that came up first' : 'interrupted starts');
    if (!(await court.start())) return;
    const button = await court.button('button-101');
    await button.press();
    await court.settle();
    court.check();
  });

function killChildOf(pid: number): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  for (const child of children) process.kill(Number(child), 'SIGKILL');
}
