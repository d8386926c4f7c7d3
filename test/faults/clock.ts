/** Steps the console's clock while alarms are open: nothing is lost, nobody falls silent, nobody is called late. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConsoleOptions } from '../support/console-program.js';
import { buttonIds, FaultCourt, type FaultOptions } from './court.js';
import { factsOf } from './court-file.js';
import { complaint, type Complaint, type Trial } from './complaint.js';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const hourSeconds = 3_600;
const tenYearsSeconds = 10 * 365 * 24 * hourSeconds;
/** three seconds until nobody has shown it (contracts.md 1), two more that a step may be late (reliability R9) */
const calledWithinMs = 3_000 + 2_000;
const mostWaitMs = 8_000;
const silenceLookMs = 6_000;

/** Offsets from the right time, in the order in which they come. */
const shortSteps: readonly number[] = [hourSeconds, -hourSeconds];
const longSteps: readonly number[] = [...shortSteps, tenYearsSeconds, 0, -tenYearsSeconds, 0];

/** The clock of a console alone; its timers and this machine go on as they did. */
export class SteppedClock {
  readonly #file: string;

  /** @throws with a clear word where libfaketime is not installed */
  constructor(court: FaultCourt) {
    if (!existsSync(library)) throw new Error('the clock is stepped by the Debian package faketime');
    this.#file = join(court.folder, 'clock');
    this.step(0);
  }

  get loaded(): Partial<ConsoleOptions> {
    return {
      settings: {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: this.#file,
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
    };
  }

  /** @param offset seconds from the right time */
  step(offset: number): void {
    writeFileSync(this.#file, offset < 0 ? String(offset) : `+${offset}`);
  }
}

export const steppedClock = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    const clock = new SteppedClock(court);
    if (!(await court.start(clock.loaded))) return;
    const steps = options.rounds === undefined ? shortSteps : longSteps;
    for (const [place, offset] of steps.entries()) {
      const button = await court.button(buttonIds[2 * place] ?? '');
      const next = await court.button(buttonIds[2 * place + 1] ?? '');
      await (
        await button.press()
      ).receipted;
      clock.step(offset);
      await (
        await next.press()
      ).receipted;
      court.count('steps');
      await expectCalls(court, [button.id, next.id], `clock ${offset} s off`);
      // Long enough for a look at who is silent.
      if (options.rounds !== undefined) await pause(silenceLookMs);
    }
    await court.settle();
    court.check();
    court.complaints.push(...silences(court), ...untoldSteps(court, steps.length));
  });

/** Which of these devices' alarms has called people because no screen showed it. */
export function calledFor(court: FaultCourt): Set<string> {
  const facts = factsOf(court.database);
  const devices = new Map(
    facts
      .filter(({ type }) => type === 'alarm.raised')
      .map(({ subject, data }) => [subject.id, data['device'] as string | undefined]),
  );
  return new Set(
    facts
      .filter(({ type, data }) => type === 'alarm.escalated' && data['why'] === 'not-shown')
      .map(({ subject }) => devices.get(subject.id) ?? ''),
  );
}

/** By this machine's own clock, which nobody steps. */
export async function expectCalls(
  court: FaultCourt,
  devices: readonly string[],
  when: string,
  withinMs = calledWithinMs,
): Promise<void> {
  const startedAtMs = performance.now();
  let called = calledFor(court);
  const isMissing = (): boolean => devices.some((device) => !called.has(device));
  while (isMissing() && performance.now() - startedAtMs < withinMs + mostWaitMs) {
    await pause(50);
    called = calledFor(court);
  }
  const tookMs = performance.now() - startedAtMs;
  court.most('ms until people are called', tookMs);
  if (isMissing() || tookMs > withinMs)
    court.complaints.push(
      complaint(
        'not-escalated',
        `${when}: ${devices.filter((device) => !called.has(device)).join(' ') || 'all called, but'} after ${Math.round(tookMs)} ms`,
      ),
    );
}

/** The console itself says that its clock was stepped, each time anew, and that it is right again. */
function untoldSteps(court: FaultCourt, steps: number): Complaint[] {
  const told = factsOf(court.database).filter(({ type }) => type.startsWith('clock.'));
  return told.length >= steps
    ? []
    : [complaint('clock-not-told', `${told.length} of ${steps} steps were told`)];
}

const silences = (court: FaultCourt): Complaint[] =>
  factsOf(court.database)
    .filter(({ type }) => type === 'device.silent')
    .map(({ subject }) => complaint('false-silence', `${subject.id} spoke and was called silent`));

/** Presses, kills the console before the step is due, and asks that it comes at once after the restart. */
export const timersSurvive = (options: FaultOptions): Promise<Trial> =>
  FaultCourt.broken(options, async (court) => {
    if (!(await court.start())) return;
    for (let round = 0; round < (options.rounds ?? 1); round += 1) {
      const buttons = await Promise.all(
        [0, 1].map((next) => court.button(buttonIds[(2 * round + next) % buttonIds.length] ?? '')),
      );
      for (const button of buttons) await (await button.press()).receipted;
      await court.console.kill();
      await pause(3_000);
      if (!(await court.start())) return;
      await expectCalls(
        court,
        buttons.map(({ id }) => id),
        'after a restart',
        2_000,
      );
      court.check();
    }
  });
