/** Long quiet duty: five presses a second and people who answer, in a court that is killed every ten minutes and in one that lives on; what each console keeps of memory and of open files. */
import { setTimeout as pause } from 'node:timers/promises';
import { Answering } from './answering.js';
import type { Button } from './button.js';
import { complaint, together, type Trial } from './complaint.js';
import { headOf } from './court-file.js';
import { FaultCourt, buttonIds, type FaultOptions } from './court.js';
import { childrenOf, footprintOf, slopeOf, type Footprint } from './footprint.js';
import { cookieOf, FaultScreen, missedFacts } from './screen.js';

const shortMinutes = 10;
const killEveryMinutes = 10;
const beatMs = 200;
const looksAMinute = 12;
const screensOpen = 3;
const catchesUpMs = 30_000;
/** as long as a console is believed to fill its caches */
const warmUpMinutes = 20;
/** fewer are too few for a line through them */
const fewestMinutes = 20;
const mostMiBAnHour = 1;
const mostFilesMore = 10;

/** Of one process in one life of it, minute by minute. */
interface Life {
  readonly who: 'console' | 'signer';
  readonly pid: number;
  /** the least of the minute: what a collection of garbage leaves */
  readonly rssMiB: number[];
  /** the most of the minute */
  readonly files: number[];
}

/** `rounds` are minutes. */
export const soak = async (options: FaultOptions): Promise<Trial> => {
  const minutes = options.rounds ?? shortMinutes;
  const killEvery = Math.min(killEveryMinutes, Math.ceil(minutes / 2));
  const trials = [duty(options, 'killed', minutes, killEvery), duty(options, 'never killed', minutes)];
  return together(await Promise.all(trials));
};

const duty = (options: FaultOptions, name: string, minutes: number, killEvery = minutes): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    const { url } = court.console;
    const guard = new Answering(url, court.history);
    const chief = new Answering(url, court.history);
    await Promise.all([guard.signIn(), chief.signIn('chief')]);
    // What a press opened is ended too, or hours of incidents would stand on the board, and in memory.
    const answer = (): Promise<void> => guard.closeAll().then(() => guard.endAll(chief));
    const cookie = await cookieOf(url, 'guard');
    const screens = Array.from({ length: screensOpen }, () => new FaultScreen(url.slice(0, -1), cookie));
    const untilMs = performance.now() + minutes * 60_000;
    const buttons = await Promise.all(buttonIds.slice(0, 10).map((id) => court.button(id)));
    const load = speakUntil(untilMs, buttons);
    const lives: Life[] = [];
    try {
      for (let minute = 0; minute < minutes; minute += 1) {
        if (minute % killEvery === 0) {
          if (minute > 0 && !(await diesAndRises(court))) return;
          lives.push(...(await bornIn(court.console.pid)));
        }
        await Promise.all([watchAMinute(lives.slice(-2)), answer()]);
        process.stdout.write(`${name}, minute ${minute + 1}: ${lives.slice(-2).map(lastOf).join(', ')}\n`);
      }
      await load;
      await court.settle();
      const head = headOf(court.database);
      await Promise.all(screens.map((screen) => screen.reaches(head, catchesUpMs)));
    } finally {
      await Promise.all(screens.map((screen) => screen.close()));
    }
    for (const [at, life] of lives.entries()) judge(court, `${name} ${Math.floor(at / 2) + 1}`, life);
    for (const screen of screens.slice(1))
      if (screens[0] !== undefined) court.complaints.push(...missedFacts(screen, screens[0]));
    court.check();
  });

/** One after another, by the beat, whether or not there is a console. */
async function speakUntil(untilMs: number, buttons: readonly Button[]): Promise<void> {
  for (let said = 0; performance.now() < untilMs; said += 1) {
    await buttons[said % buttons.length]?.press();
    await pause(beatMs - (performance.now() % beatMs));
  }
}

async function diesAndRises(court: FaultCourt): Promise<boolean> {
  await court.console.kill();
  court.count('kills');
  return court.start();
}

async function bornIn(console: number): Promise<Life[]> {
  let [signer] = childrenOf(console);
  for (; signer === undefined; [signer] = childrenOf(console)) await pause(10);
  return [
    { who: 'console', pid: console, rssMiB: [], files: [] },
    { who: 'signer', pid: signer, rssMiB: [], files: [] },
  ];
}

async function watchAMinute(lives: readonly Life[]): Promise<void> {
  const looks: Footprint[][] = [];
  for (let look = 0; look < looksAMinute; look += 1) {
    await pause(60_000 / looksAMinute);
    looks.push(lives.map(({ pid }) => footprintOf(pid)));
  }
  for (const [at, { rssMiB, files }] of lives.entries()) {
    rssMiB.push(Math.min(...looks.map((look) => look[at]?.rssMiB ?? Number.NaN)));
    files.push(Math.max(...looks.map((look) => look[at]?.files ?? Number.NaN)));
  }
}

const lastOf = ({ who, rssMiB, files }: Life): string =>
  `${who} ${rssMiB.at(-1)?.toFixed(1)} MiB ${files.at(-1)} files`;

function judge(court: FaultCourt, name: string, { who, rssMiB, files }: Life): void {
  const filesMore = (files.at(-1) ?? 0) - (files[0] ?? 0);
  const about = `${who}, ${name}`;
  if (filesMore > mostFilesMore)
    court.complaints.push(complaint('files-left-open', `${about}: ${files.join(' ')}`));
  court.most(`files more, ${who}`, filesMore);
  court.most(`MiB, ${who}`, Math.max(...rssMiB));
  const warm = rssMiB.slice(warmUpMinutes);
  if (warm.length < fewestMinutes) return;
  const { perHour, error } = slopeOf(warm);
  process.stdout.write(`${about}: ${perHour.toFixed(2)} ± ${error.toFixed(2)} MiB/h\n`);
  court.most(`KiB an hour, ${who}`, perHour * 1024);
  // Not what chance alone may add.
  if (perHour - 2 * error > mostMiBAnHour)
    court.complaints.push(
      complaint('memory-grows', `${about}: ${perHour.toFixed(2)} ± ${error.toFixed(2)} MiB an hour`),
    );
}
