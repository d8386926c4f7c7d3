/** A console to be broken, the buttons that press meanwhile, and what both sides say at the end. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../../src/kernel/errors.js';
import { freePorts } from '../support/free-ports.js';
import { ConsoleProgram, type ConsoleOptions, type ConsolePorts } from '../support/console-program.js';
import { Button } from './button.js';
import { complaintsOf } from './checker.js';
import { complaint, type Complaint, type Trial } from './complaint.js';
import { Recorder } from './history.js';

export interface FaultOptions {
  /** a folder that stands in for `dist`: a build with a bug planted in it */
  readonly dist?: string;
  /** how often; every suite has its own short number */
  readonly rounds?: number;
  /** of the suites that throw dice: the same again */
  readonly seed?: number;
  /** a folder of data to begin with, where the first start is not what is tried */
  readonly template?: string;
}

/** The data of a court that was started and stopped once, for as many as begin with it. */
export async function withTemplate<T>(
  { dist }: FaultOptions,
  work: (template: string) => Promise<T>,
): Promise<T> {
  const template = await mkdtemp(join(tmpdir(), 'fault-template-'));
  try {
    const first = await ConsoleProgram.start({ dataDir: template, ...(dist === undefined ? {} : { dist }) });
    await first.stop();
    return await work(template);
  } finally {
    await rm(template, { recursive: true, force: true });
  }
}

/** With the device's own pace of half a second, and a console that starts in two. */
export const receiptWithinMs = 20_000;
/** Nothing started, pressed or receipted for so long: what is waited for will not come. */
const stuckAfterMs = 150_000;
const lookEveryMs = 1_000;

export class FaultCourt {
  readonly history = new Recorder();
  readonly complaints: Complaint[] = [];
  readonly figures: Record<string, number> = {};
  readonly #buttons = new Map<string, Button>();
  #console: ConsoleProgram | undefined;

  private constructor(
    readonly folder: string,
    readonly ports: ConsolePorts,
    readonly options: FaultOptions,
  ) {}

  /** Opens a court, lets `work` break it, and tells what is wrong; leaves nothing behind. */
  static async broken(options: FaultOptions, work: (court: FaultCourt) => Promise<void>): Promise<Trial> {
    const folder = await mkdtemp(join(tmpdir(), 'fault-court-'));
    const [http = 0, mqtt = 0] = await freePorts(2);
    const court = new FaultCourt(folder, { http, mqtt }, options);
    if (options.template === undefined) await mkdir(court.dataDir);
    else await cp(options.template, court.dataDir, { recursive: true });
    try {
      await court.#unlessStuck(work(court));
    } finally {
      await court.#console?.kill();
      await Promise.allSettled([...court.#buttons.values()].map((button) => button.stop()));
      await rm(folder, { recursive: true, force: true });
    }
    const presses = { presses: court.history.sent, receipts: court.history.receipted };
    return { complaints: court.complaints, figures: { ...court.figures, ...presses } };
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  get database(): string {
    return join(this.dataDir, 'court.sqlite');
  }

  get console(): ConsoleProgram {
    if (this.#console === undefined) throw new Error('the console was not started');
    return this.#console;
  }

  async launch(more: Partial<ConsoleOptions> = {}): Promise<ConsoleProgram> {
    const { dist } = this.options;
    // Of two over one folder the second would not start, and nobody would end the first.
    if (this.#console?.isRunning === true) throw new Error('the console runs already');
    this.#console = await ConsoleProgram.launch({
      dataDir: this.dataDir,
      ports: this.ports,
      ...(dist === undefined ? {} : { dist }),
      ...more,
    });
    return this.#console;
  }

  /** Starts the console and waits until it takes alarms. @returns whether it does */
  async start(more: Partial<ConsoleOptions> = {}): Promise<boolean> {
    const console = await this.launch(more);
    try {
      await console.ready();
      this.count('starts');
      return true;
    } catch (thrown) {
      this.complaints.push(complaint('console-does-not-start', reasonOf(thrown).slice(0, 500)));
      return false;
    }
  }

  async button(id: string, url = this.console.mqtt): Promise<Button> {
    const known = this.#buttons.get(id);
    if (known !== undefined) return known;
    const button = await Button.start(id, {
      folder: join(this.folder, 'devices'),
      url,
      history: this.history,
    });
    this.#buttons.set(id, button);
    return button;
  }

  /** Powers a button down; its folder stays, and the next `button` of this name is a new boot. */
  async unplug(id: string): Promise<void> {
    await this.#buttons.get(id)?.stop();
    this.#buttons.delete(id);
  }

  /** Waits until every press has its receipt. @returns whether that came to pass */
  async settle(withinMs = receiptWithinMs): Promise<boolean> {
    const buttons = [...this.#buttons.values()];
    const drained = await Promise.all(buttons.map((button) => button.drained(withinMs)));
    for (const [place, isDrained] of drained.entries())
      if (!isDrained)
        this.complaints.push(complaint('never-receipted', `${buttons[place]?.id} after ${withinMs} ms`));
    return drained.every(Boolean);
  }

  /** @throws when nothing moves any more, so that a run that cannot go on is a failure and not a night */
  async #unlessStuck(work: Promise<void>): Promise<void> {
    let [seen, movedAtMs] = ['', performance.now()];
    let look: NodeJS.Timeout | undefined;
    const stuck = new Promise<never>((_, isStuck) => {
      look = setInterval(() => {
        const { sent, receipted } = this.history;
        const now = `${this.#console?.pid} ${sent} ${receipted} ${JSON.stringify(this.figures)}`;
        if (now !== seen) [seen, movedAtMs] = [now, performance.now()];
        if (performance.now() - movedAtMs > stuckAfterMs)
          isStuck(
            new Error(`nothing has moved for ${stuckAfterMs / 1000} s: ${now}\n${this.#console?.text}`),
          );
      }, lookEveryMs);
    });
    try {
      await Promise.race([work, stuck]);
    } finally {
      clearInterval(look);
    }
  }

  /** Compares what lies on the disk now with what was promised. */
  check(): void {
    this.complaints.push(...complaintsOf(this.database, this.history.history()));
  }

  count(figure: string, by = 1): void {
    this.figures[figure] = (this.figures[figure] ?? 0) + by;
  }

  most(figure: string, value: number): void {
    this.figures[`most ${figure}`] = Math.max(this.figures[`most ${figure}`] ?? 0, Math.round(value));
  }
}

export const buttonIds = Array.from({ length: 12 }, (_, place) => `button-${101 + place}`);

/** So many at a time; two are what a small machine's cores allow. */
export async function inLanes<T>(works: readonly (() => Promise<T>)[], lanes = 2): Promise<T[]> {
  const done: T[] = [];
  const waiting = works.entries();
  const lane = async (): Promise<void> => {
    for (const [place, work] of waiting) done[place] = await work();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}
