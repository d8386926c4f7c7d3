/** Keeps the court's whole board in memory, folded from facts as they reach the disk, with the facts of the last while. */
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Floods } from '../alarms/floods.service.js';
import { ButtonTests } from '../alarms/button-tests.service.js';
import { Drills } from '../alarms/drills.service.js';
import { Alarms } from '../alarms/alarms.service.js';
import { Troubles } from '../alarms/troubles.service.js';
import { Duty } from '../duty/duty.service.js';
import { IncidentFiles } from '../incidents/incident-files.service.js';
import { Devices } from '../intake/devices.service.js';
import { Entries, keptFact } from '../ledger/entries.service.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Screening } from '../screening/screening.service.js';
import type { RecordedFact } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { emptyBoard, type Board, type Fact } from './board.js';
import { fold, withoutText } from './fold.js';

/** A screen that missed more than this gets a snapshot. */
export const longestCatchUp = 1000;
const readAgainMs = 1000;

/** What a screen is told after a commit: facts with numbers in (from, to]. */
export type BoardListener = (from: number, to: number, facts: readonly Fact[]) => void;

/** Where the board's items come from, in the folders that own them. */
@Injectable()
export class BoardSources {
  constructor(
    readonly alarms: Alarms,
    readonly troubles: Troubles,
    readonly incidents: IncidentFiles,
    readonly screening: Screening,
    readonly duty: Duty,
    readonly floods: Floods,
    readonly tests: ButtonTests,
    readonly drills: Drills,
  ) {}
}

@Injectable()
export class Boards implements OnApplicationBootstrap {
  #board: Board = emptyBoard;
  #cursor = 0;
  #recent: Fact[] = [];
  /** what was committed while the board is read from the rows: folded in afterwards */
  #late: RecordedFact[] | undefined = [];
  /** before this number lies a fact that could not be folded, here or on any screen */
  #whole = 0;
  readonly #listeners = new Set<BoardListener>();
  readonly #painters = new Set<() => void>();
  readonly #log = new Logger('board');

  constructor(
    private readonly ledger: Ledger,
    private readonly entries: Entries,
    private readonly writer: Writer,
    private readonly devices: Devices,
    private readonly sources: BoardSources,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.ledger.onCommitted((facts) => this.#advance(facts));
    await this.#read();
  }

  get board(): Board {
    return this.#board;
  }

  get cursor(): number {
    return this.#cursor;
  }

  onFacts(listener: BoardListener): void {
    this.#listeners.add(listener);
  }

  /** Tells when the board is another than the facts told so far make it. */
  onRepainted(painter: () => void): void {
    this.#painters.add(painter);
  }

  /** The board as the rows have it; what folding gives must equal it. */
  async load(): Promise<Board> {
    const { alarms, troubles, incidents, screening, duty, floods, tests, drills } = this.sources;
    const [flood, running] = [await floods.current(), await tests.running()];
    const drill = await drills.running();
    return {
      alarms: await alarms.open(),
      troubles: await troubles.open(),
      incidents: await incidents.open(),
      lanes: await screening.lanes(),
      devices: this.devices.items(),
      duty: await duty.current(),
      ...(flood === undefined ? {} : { flood }),
      ...(running.length === 0 ? {} : { tests: running }),
      ...(drill === undefined ? {} : { drill }),
    };
  }

  /** The facts after `cursor`, or nothing when there are too many of them or that number was never given. */
  async since(cursor: number): Promise<readonly Fact[] | undefined> {
    if (cursor > this.#cursor || this.#cursor - cursor > longestCatchUp || cursor < this.#whole)
      return undefined;
    const first = this.#recent[0]?.seq ?? this.#cursor + 1;
    if (cursor + 1 >= first) return this.#recent.filter((fact) => fact.seq > cursor);
    return this.entries.from(cursor + 1, this.#cursor - cursor);
  }

  /** Inside a work nothing else is committed, so the rows and the cursor belong together. */
  async #read(): Promise<void> {
    this.#late = [];
    await this.writer.write(async () => {
      this.#board = await this.load();
      this.#cursor = this.ledger.head();
    });
    const missed = this.#late.filter((fact) => fact.seq > this.#cursor);
    this.#late = undefined;
    if (missed.length > 0) this.#advance(missed);
  }

  #advance(recorded: readonly RecordedFact[]): void {
    if (this.#late !== undefined) {
      this.#late.push(...recorded);
      return;
    }
    try {
      const facts = recorded.map(keptFact);
      const from = this.#cursor;
      this.#board = facts.reduce(fold, this.#board);
      this.#cursor = facts.at(-1)?.seq ?? from;
      this.#recent = [...this.#recent, ...facts].slice(-longestCatchUp);
      for (const { type, data } of facts)
        if (type === 'words.redacted') this.#recent = withoutText(this.#recent, String(data['word']));
      for (const listener of this.#listeners) this.#tell(() => listener(from, this.#cursor, facts));
    } catch (error) {
      this.#say(error);
      void this.#repaint();
    }
  }

  /** No screen may stay behind for one fact: the board is read anew, and every screen is shown it whole. */
  async #repaint(): Promise<void> {
    try {
      await this.#read();
      this.#whole = this.#cursor;
      for (const painter of this.#painters) this.#tell(painter);
    } catch (error) {
      this.#say(error);
      setTimeout(() => void this.#repaint(), readAgainMs).unref();
    }
  }

  /** The facts are on disk: what goes wrong with showing them must not look as if they were not. */
  #tell(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#say(error);
    }
  }

  #say(error: unknown): void {
    this.#log.error(error instanceof Error ? (error.stack ?? error.message) : error);
  }
}
