/** Keeps how people are reached, and tells who cannot be. */
import { Injectable } from '@nestjs/common';
import { People } from '../access/people.service.js';
import type { Role } from '../access/permission.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { missing } from '../kernel/errors.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Asking, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { ContactItem, Way } from './contact.js';
import { contactsKept, keepContact } from './contacts.store.js';
import { demoWays } from './demo.js';

@Injectable()
export class Contacts {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly people: People,
  ) {}

  /** Of those who may sign in and hold one of the roles, in the order of the register; without any way too. */
  async of(roles: readonly Role[]): Promise<(ContactItem & { readonly roles: readonly Role[] })[]> {
    const kept = await this.ways(this.reader);
    const people = (await this.people.register()).filter(
      (one) => !one.disabled && one.roles.some((role) => roles.includes(role)),
    );
    return people.map(({ id, roles: held }) => ({ person: id, roles: held, ways: kept.get(id) ?? [] }));
  }

  /** @returns by person, those alone who have any way; empty in a court that keeps none yet */
  async ways(asking: Asking): Promise<ReadonlyMap<string, readonly Way[]>> {
    return new Map((await contactsKept(asking)).map(({ person, ways }) => [person, ways]));
  }

  /** @throws PERSON_UNKNOWN */
  async set(person: string, ways: readonly Way[], by: Actor): Promise<ContactItem> {
    if (!(await this.people.list()).some(({ id }) => id === person))
      throw missing('PERSON_UNKNOWN', 'there is no such person');
    const item = { person, ways };
    await this.writer.write((unit) => this.#keep(unit, item, by));
    return item;
  }

  async seedDemo(unit: Unit): Promise<void> {
    const kept = await this.ways(unit);
    for (const [username, ways] of Object.entries(demoWays)) {
      const found = await this.people.called(unit, username);
      if (found !== undefined && !kept.has(found.id))
        await this.#keep(unit, { person: found.id, ways }, theSystem);
    }
  }

  async #keep(unit: Unit, item: ContactItem, by: Actor): Promise<void> {
    await keepContact(unit, item);
    unit.record({
      type: 'contact.set',
      by,
      subject: { kind: 'contact', id: item.person },
      data: { ways: item.ways.map(({ kind, number }) => ({ kind, number: word(number, 'staff') })) },
    });
  }
}
