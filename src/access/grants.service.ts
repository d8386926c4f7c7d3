/** Who of another house may see what: kept in memory as it is on disk, since every fact asks. */
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toInstant, type Instant } from '../kernel/clock.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { ACCESS_OPTIONS, type AccessOptions } from './access-options.js';
import { allGrants, putGrant } from './grants.store.js';

interface Granted {
  readonly subject: string;
  readonly viewer: string;
  readonly until?: Instant;
}

@Injectable()
export class Grants implements OnModuleInit {
  /** viewer → subject → until when */
  readonly #known = new Map<string, Map<string, Instant | undefined>>();

  constructor(
    private readonly reader: Reader,
    private readonly ledger: Ledger,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const { subject, viewer, until } of await allGrants(this.reader))
      this.#remember({ subject, viewer, ...(until === null ? {} : { until }) });
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

  /** Ids of all that `viewer` may see now. */
  knownTo(viewer: string): ReadonlySet<string> {
    const now = toInstant(this.options.clock.nowMs());
    const granted = [...(this.#known.get(viewer) ?? [])];
    return new Set(
      granted.filter(([, until]) => until === undefined || until > now).map(([subject]) => subject),
    );
  }

  grantedTo(viewer: string): Promise<string[]> {
    return Promise.resolve([...this.knownTo(viewer)]);
  }

  /** Nothing is granted to who has no station. */
  isGranted(subject: string, viewer: string | undefined): Promise<boolean> {
    return Promise.resolve(viewer !== undefined && this.knownTo(viewer).has(subject));
  }

  #remember({ subject, viewer, until }: Granted): void {
    const known = this.#known.get(viewer) ?? new Map<string, Instant | undefined>();
    this.#known.set(viewer, known.set(subject, until));
  }
}
