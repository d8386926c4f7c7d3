/** Who of another house may see what; of a station whose people look at a screen, all of it in memory, since every fact asks. */
import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toInstant, type Instant } from '../kernel/clock.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { grantOf, grantsAfter, newestGrants, putGrant, type GrantRow } from './grants.store.js';
import type { Granting } from './reading.js';

interface Granted {
  readonly subject: string;
  readonly viewer: string;
  readonly until?: Instant;
}

/** So many at a time: alarms come in between. */
const page = 2_000;

@Injectable()
export class Grants implements OnModuleInit {
  /** viewer → subject → until when, of the viewers that were read */
  readonly #known = new Map<string, Map<string, Instant | undefined>>();
  readonly #reading = new Map<string, Promise<void>>();

  constructor(
    private readonly reader: Reader,
    private readonly ledger: Ledger,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  onModuleInit(): void {
    // Only what reached the disk: a work that is undone must not leave a grant in memory.
    this.ledger.onCommitted((facts) => {
      for (const fact of facts)
        if (fact.type === 'access.granted') this.#remember(fact.data as unknown as Granted);
    });
  }

  /**
   * @param subject id of what is shared: an incident
   * @param viewer the police station
   * @param until shared for ever when absent
   */
  async grant(
    unit: Unit,
    subject: string,
    viewer: string,
    until?: Instant,
    by: Actor = theSystem,
  ): Promise<void> {
    await putGrant(unit, { subject, viewer, since: unit.at, until: until ?? null });
    unit.record({
      type: 'access.granted',
      by,
      subject: { kind: 'access', id: subject },
      data: { subject, viewer, ...(until === undefined ? {} : { until }) },
    });
  }

  /** Resolves when `knownTo` knows all of it: before the first look of a viewer. */
  read(viewer: string): Promise<void> {
    const reading = this.#reading.get(viewer) ?? this.#read(viewer);
    this.#reading.set(viewer, reading);
    reading.catch(() => this.#reading.delete(viewer));
    return reading;
  }

  /** What `viewer` may see; of one that was read. */
  knownTo(viewer: string): Granting {
    const now = this.#now();
    const known = this.#known.get(viewer);
    return {
      has: (subject) => {
        const until = known?.get(subject);
        return known?.has(subject) === true && (until === undefined || until > now);
      },
    };
  }

  /** Ids of what `viewer` may see now, the newest first. @param before the last of the page before */
  async newestTo(viewer: string, limit: number, before?: string): Promise<string[]> {
    const rows = await newestGrants(this.reader, viewer, this.#now(), limit, before);
    return rows.map(({ subject }) => subject);
  }

  /** Nothing is granted to who has no station. */
  async isGranted(subject: string, viewer: string | undefined): Promise<boolean> {
    const row = viewer === undefined ? undefined : await grantOf(this.reader, viewer, subject);
    return row !== undefined && (row.until === null || row.until > this.#now());
  }

  #now(): Instant {
    return toInstant(this.options.clock.nowMs());
  }

  async #read(viewer: string): Promise<void> {
    // From here on what is granted is remembered as it happens; what is read is older.
    const known = new Map<string, Instant | undefined>();
    this.#known.set(viewer, known);
    for (let rows: GrantRow[] = [], last = ''; ; last = rows.at(-1)?.subject ?? '') {
      rows = await grantsAfter(this.reader, viewer, last, page);
      for (const { subject, until } of rows) if (!known.has(subject)) known.set(subject, until ?? undefined);
      if (rows.length < page) return;
      await turn();
    }
  }

  #remember({ subject, viewer, until }: Granted): void {
    this.#known.get(viewer)?.set(subject, until);
  }
}
