/** The law in force here: the table shipped with the console, or a newer one that an administrator loaded from a file. */
import { hash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { person as personActor, theSystem, type Actor } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { builtInLaw, readLaw, type Law } from './code-table.js';
import { lawChanges, type LawChange } from './law-changes.js';
import { insertLaw, loadedLaws } from './laws.store.js';

export interface LawVersion {
  readonly version: string;
  readonly inForceFrom: string;
  readonly inForceUntil?: string;
  /** absent for the one shipped with the console */
  readonly loadedAt?: string;
  readonly sha256?: string;
  readonly by: Actor;
  readonly isCurrent: boolean;
}

interface Kept {
  readonly law: Law;
  readonly about: Omit<LawVersion, 'isCurrent'>;
}

const aboutOf = ({ version, inForceFrom, inForceUntil }: Law) => ({
  version,
  inForceFrom,
  ...(inForceUntil === undefined ? {} : { inForceUntil }),
});

@Injectable()
export class LawBook implements OnModuleInit {
  #kept: Kept[] = [{ law: builtInLaw, about: { ...aboutOf(builtInLaw), by: theSystem } }];

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const { content, ...about } of await loadedLaws(this.reader)) {
      const law = readLaw(JSON.parse(content));
      this.#kept.push({ law, about: { ...about, ...aboutOf(law) } });
    }
  }

  /** The one loaded last of those in force today; the shipped one where none is. */
  get current(): Law {
    const today = toInstant(Date.now()).slice(0, 10);
    const inForce = this.#kept.filter(
      ({ about }) => about.inForceFrom <= today && (about.inForceUntil ?? today) >= today,
    );
    return inForce.at(-1)?.law ?? builtInLaw;
  }

  versions(): LawVersion[] {
    const { version } = this.current;
    return this.#kept.map(({ about }) => ({ ...about, isCurrent: about.version === version }));
  }

  /** The version that a finding or a measure was made under, where it is kept here. */
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

  /** What this version changed against the one loaded before it. */
  changes(version: string): LawChange[] {
    const law = this.version(version);
    const at = this.#kept.findIndex(({ about }) => about.version === version);
    const before = this.#kept[at - 1];
    return before === undefined ? [] : lawChanges(before.law, law);
  }

  /**
   * @param content the file's text; all that is wrong with it is told at once, and then nothing is loaded
   * @throws `invalid` LAW_TABLE_INVALID; `conflict` LAW_VERSION_EXISTS
   */
  async load(person: string, content: string): Promise<LawVersion> {
    const law = readLaw(parsed(content));
    if (this.#kept.some(({ about }) => about.version === law.version))
      throw conflict(
        'LAW_VERSION_EXISTS',
        `version ${law.version} is kept here: a changed law needs a new version`,
        {
          version: law.version,
        },
      );
    const by = personActor(person);
    const sha256 = hash('sha256', content);
    const changes = lawChanges(this.current, law).length;
    const about = await this.writer.write(async (unit) => {
      const loaded = { version: law.version, content, sha256, loadedAt: unit.at, by };
      await insertLaw(unit, loaded, law.inForceFrom);
      unit.record({
        type: 'law.loaded',
        by,
        subject: { kind: 'law', id: law.version },
        data: { version: law.version, inForceFrom: law.inForceFrom, sha256, changes },
      });
      return { ...aboutOf(law), sha256, loadedAt: unit.at, by };
    });
    this.#kept.push({ law, about });
    return { ...about, isCurrent: this.current.version === law.version };
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
