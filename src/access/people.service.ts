/** The register of people: who there is, with which rights, and how they change. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { word } from '../ledger/ledger.service.js';
import { present } from '../storage/entity.js';
import { Reader } from '../storage/reader.js';
import type { Asking, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { demoPassword, demoPeople } from './demo.js';
import { Passwords } from './passwords.adapter.js';
import { PeopleTable, type PersonRow } from './people.store.js';
import type { Role } from './permission.js';
import { wrongWith, type Rights } from './person.js';
import { Sessions } from './sessions.service.js';

/** What those who may read names see of a person. */
export type PersonItem = Pick<PersonRow, 'id' | 'name' | 'roles'>;
export type RegisteredPerson = Omit<PersonRow, 'password'>;

export interface NewPerson extends Rights {
  /** as `spelled` gives it */
  readonly username: string;
  readonly name: string;
  readonly passwordHash: string;
}

export interface RightsChange {
  readonly roles?: readonly Role[] | undefined;
  readonly station?: string | undefined;
  readonly disabled?: boolean | undefined;
}

@Injectable()
export class People {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
  ) {}

  async list(): Promise<PersonItem[]> {
    const rows = await this.reader.rows(PeopleTable).find({ order: { username: 'ASC' } });
    return rows.map(({ id, name, roles }) => ({ id, name, roles }));
  }

  /** All of it but the passwords, by username. */
  async register(): Promise<RegisteredPerson[]> {
    const rows = await this.reader.rows(PeopleTable).find({ order: { username: 'ASC' } });
    return rows.map((row) => {
      const { password: _password, ...person } = present(row);
      return person;
    });
  }

  /** Those who may sign in under this username, as `spelled` gives it. */
  async called(asking: Asking, username: string): Promise<PersonItem | undefined> {
    const row = await asking.rows(PeopleTable).findOneBy({ username, disabled: false });
    return row === null ? undefined : { id: row.id, name: row.name, roles: row.roles };
  }

  isRegistered(asking: Asking, id: string): Promise<boolean> {
    return asking.rows(PeopleTable).existsBy({ id });
  }

  async isEmpty(): Promise<boolean> {
    return (await this.reader.rows(PeopleTable).count()) === 0;
  }

  /** @throws `conflict` USERNAME_TAKEN */
  async add(
    unit: Unit,
    { username, name, passwordHash, roles, station }: NewPerson,
    by?: Actor,
  ): Promise<string> {
    demandRights({ roles, station });
    if ((await unit.rows(PeopleTable).findOneBy({ username })) !== null)
      throw conflict('USERNAME_TAKEN', 'somebody else has this username');
    const id = newIdentifier(Date.now(), { bytes: randomBytes });
    const given = station === undefined ? {} : { station };
    await unit
      .rows(PeopleTable)
      .insert({ id, username, name, roles, password: passwordHash, disabled: false, ...given });
    unit.record({
      type: 'person.joined',
      by: by ?? { kind: 'person', id },
      subject: { kind: 'person', id },
      data: { username: word(username, 'access'), name: word(name, 'staff'), roles, ...given },
    });
    return id;
  }

  /** Takes effect at once: whoever is disabled is signed out, whose roles change is asked anew what he may. */
  async change(id: string, change: RightsChange, by: Actor): Promise<RegisteredPerson> {
    // Nobody gives himself a right, or shuts the last administrator out.
    if (by.id === id) throw conflict('OWN_RIGHTS', 'another administrator must change your rights');
    const after = await this.writer.write(async (unit) => {
      const row = await unit.rows(PeopleTable).findOneBy({ id });
      if (row === null) throw missing('PERSON_UNKNOWN', 'there is no such person');
      const before = present(row);
      const roles = change.roles ?? before.roles;
      const station = roles.includes('police') ? (change.station ?? before.station) : undefined;
      demandRights({ roles, station });
      const disabled = change.disabled ?? before.disabled;
      await unit.query('UPDATE "people" SET "roles" = ?, "station" = ?, "disabled" = ? WHERE "id" = ?', [
        JSON.stringify(roles),
        station,
        disabled ? 1 : 0,
        id,
      ]);
      const given = station === undefined ? {} : { station };
      unit.record({
        type: 'person.changed',
        by,
        subject: { kind: 'person', id },
        data: { roles, disabled, ...given },
      });
      return { id, username: before.username, name: before.name, roles, disabled, ...given };
    });
    await this.sessions.rightsChanged(id, after.disabled);
    return after;
  }

  /** The public sign-ins of the demo; those that are there already are left as they are. */
  async seedDemo(): Promise<void> {
    const there = new Set((await this.reader.rows(PeopleTable).find()).map((row) => row.username));
    const fresh = demoPeople.filter(({ username }) => !there.has(username));
    // Each with a salt of its own, and off the writer.
    const hashed = await Promise.all(
      fresh.map(async (person) => ({ ...person, passwordHash: await this.passwords.hash(demoPassword) })),
    );
    if (hashed.length === 0) return;
    await this.writer.write(async (unit) => {
      for (const person of hashed) await this.add(unit, person, theSystem);
    });
  }
}

function demandRights(rights: Rights): void {
  const wrong = wrongWith(rights);
  if (wrong !== undefined) throw invalid('RIGHTS_INVALID', wrong);
}
