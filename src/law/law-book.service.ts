/** The law in force here, and every version that ever was: those shipped with the console, and those an administrator loaded. */
import { hash } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { person as personActor, theSystem, type Actor } from '../kernel/actor.js';
import { byCodeUnit, canonical } from '../kernel/canonical.js';
import { toInstant } from '../kernel/clock.js';
import { conflict, invalid, missing, reasonOf } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { readLaw, type Law } from './code-table.js';
import { lawChanges, type LawChange } from './law-changes.js';
import type { LawVersion } from './law-version.js';
import { insertLaw, loadedLaws, type LoadedLaw } from './laws.store.js';

interface Kept {
  readonly law: Law;
  readonly about: Omit<LawVersion, 'isCurrent'>;
}

/** Injection token: the table that this program brings. */
export const SHIPPED_LAW = Symbol('shipped law');

/** The law that came into force last stands last; of those of one day the one that was kept last. */
const inTime = (one: Kept, other: Kept): number =>
  byCodeUnit(one.about.inForceFrom, other.about.inForceFrom) ||
  byCodeUnit(one.about.loadedAt, other.about.loadedAt);

const written = (law: Law): string => canonical(law);

const aboutOf = ({ version, inForceFrom, inForceUntil }: Law) => ({
  version,
  inForceFrom,
  ...(inForceUntil === undefined ? {} : { inForceUntil }),
});

@Injectable()
export class LawBook implements OnModuleInit {
  readonly #log = new Logger('law');
  #kept: Kept[] = [];

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    @Inject(SHIPPED_LAW) private readonly shipped: Law,
  ) {}

  /** What an earlier console brought is a row like any other, so that what was found under it keeps its text. */
  async onModuleInit(): Promise<void> {
    const rows = await loadedLaws(this.reader);
    this.#kept = rows.flatMap((row) => this.#read(row)).toSorted(inTime);
    if (this.#kept.some(({ law }) => law === this.shipped)) return;
    // Another table of the same name would be the same law to every finding: this one's name says which it is.
    const taken = new Set(rows.map(({ version }) => version));
    const { version } = this.shipped;
    const law = taken.has(version)
      ? { ...this.shipped, version: `${version}+${hash('sha256', written(this.shipped)).slice(0, 8)}` }
      : this.shipped;
    if (!taken.has(law.version)) await this.#keep(law, written(law), theSystem);
  }

  /** Of those in force today the newest. */
  get current(): Law {
    const today = toInstant(Date.now()).slice(0, 10);
    const inForce = this.#kept.filter(
      ({ about }) => about.inForceFrom <= today && (about.inForceUntil ?? today) >= today,
    );
    return inForce.at(-1)?.law ?? this.shipped;
  }

  /** In the order of their coming into force. */
  versions(): LawVersion[] {
    const { version } = this.current;
    return this.#kept.map(({ about }) => ({ ...about, isCurrent: about.version === version }));
  }

  /** The version that a finding or a measure was made under. */
  known(version: string): Law | undefined {
    return this.#kept.find(({ about }) => about.version === version)?.law;
  }

  /** @throws LAW_VERSION_MISSING */
  version(version: string): Law {
    const law = this.known(version);
    if (law === undefined)
      throw missing('LAW_VERSION_MISSING', `no version ${version} of the law is kept here`);
    return law;
  }

  /** What this version changed against another one, or against the one before it. @throws LAW_VERSION_MISSING */
  changes(version: string, against?: string): LawChange[] {
    const law = this.version(version);
    const at = this.#kept.findIndex(({ about }) => about.version === version);
    const before = against === undefined ? this.#kept[at - 1]?.law : this.version(against);
    return before === undefined ? [] : lawChanges(before, law);
  }

  /**
   * @param content the file's text; all that is wrong with it is told at once, and then nothing is loaded
   * @throws `invalid` LAW_TABLE_INVALID; `conflict` LAW_VERSION_EXISTS
   */
  async load(person: string, content: string): Promise<LawVersion> {
    const law = readLaw(parsed(content));
    if (this.known(law.version) !== undefined)
      throw conflict(
        'LAW_VERSION_EXISTS',
        `version ${law.version} is kept here: a changed law needs a new version`,
        {
          version: law.version,
        },
      );
    const about = await this.#keep(law, content, personActor(person));
    return { ...about, isCurrent: this.current.version === law.version };
  }

  async #keep(law: Law, content: string, by: Actor): Promise<Kept['about']> {
    const sha256 = hash('sha256', content);
    const changes = this.#kept.length === 0 ? 0 : lawChanges(this.current, law).length;
    const { version, inForceFrom } = law;
    const about = await this.writer.write(async (unit) => {
      await insertLaw(unit, { version, content, sha256, loadedAt: unit.at, by }, inForceFrom);
      unit.record({
        type: 'law.loaded',
        by,
        subject: { kind: 'law', id: version },
        data: { version, inForceFrom, sha256, changes },
      });
      return { ...aboutOf(law), sha256, loadedAt: unit.at, by };
    });
    this.#kept = [...this.#kept, { law, about }].toSorted(inTime);
    return about;
  }

  /** One that this program cannot read must not keep the court from starting. */
  #read({ content, version, ...about }: LoadedLaw): Kept[] {
    try {
      const law = readLaw(JSON.parse(content));
      // The classifier and the browser know the shipped one already.
      const isShipped = written(law) === written(this.shipped);
      return [{ law: isShipped ? this.shipped : law, about: { ...about, ...aboutOf(law) } }];
    } catch (error) {
      this.#log.error(`version ${version} of the law cannot be read: ${reasonOf(error)}`);
      return [];
    }
  }
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw invalid('LAW_TABLE_INVALID', 'The law table is no JSON.', {
      problems: [error instanceof Error ? error.message : String(error)],
    });
  }
}
