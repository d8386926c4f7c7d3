/** Keeps the escalation policies in memory as they are on disk. */
import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { Contacts } from './contacts.service.js';
import { PolicyTable } from './policies.store.js';
import {
  builtInPolicy,
  callableRoles,
  holesIn,
  policyFor,
  type Holders,
  type NewPolicy,
  type PolicyItem,
} from './policy.js';

@Injectable()
export class Policies implements OnModuleInit {
  #known: readonly PolicyItem[] = [];

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly contacts: Contacts,
    private readonly ledger: Ledger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#known = await this.reader.rows(PolicyTable).find({ order: { id: 'ASC' } });
    // Only what reached the disk: a work that is undone must not leave a policy in memory.
    this.ledger.onCommitted((facts) => {
      for (const { type, subject, context } of facts) {
        if (type !== 'policy.set' && type !== 'policy.removed') continue;
        const others = this.#known.filter(({ id }) => id !== subject.id);
        this.#known = type === 'policy.removed' ? others : [...others, context as PolicyItem];
      }
    });
  }

  /** Those of the court, and what is built in while none of them stands for all rooms. */
  all(): PolicyItem[] {
    return withBuiltIn(this.#known);
  }

  /** The same as they are within a work. */
  async inUnit(unit: Unit): Promise<PolicyItem[]> {
    return withBuiltIn(await unit.rows(PolicyTable).find({ order: { id: 'ASC' } }));
  }

  /** The one that stands for all rooms that no other names. */
  forAll(): PolicyItem {
    return this.all().find(({ places }) => places.length === 0) ?? builtInPolicy;
  }

  of(place: string): PolicyItem {
    return policyFor(this.#known, place);
  }

  /** @throws `invalid` POLICY_HOLE with what is wrong, `conflict` POLICY_OVERLAP */
  async set(id: string | undefined, given: NewPolicy, by: Actor): Promise<PolicyItem> {
    const holes = holesIn(given, await this.#holders());
    if (holes.length > 0)
      throw invalid('POLICY_HOLE', 'with this policy somebody would call in vain', { holes });
    if (id !== undefined && !this.#known.some((one) => one.id === id)) throw unknown();
    const other = this.#known.find((one) => one.id !== id && overlaps(one, given));
    if (other !== undefined)
      throw conflict('POLICY_OVERLAP', 'another policy stands for some of these rooms', { policy: other.id });
    const policy = { ...given, id: id ?? newIdentifier(Date.now(), { bytes: randomBytes }) };
    await this.writer.write(async (unit) => {
      await unit.rows(PolicyTable).delete({ id: policy.id });
      await unit.rows(PolicyTable).insert(policy);
      const { name: _name, ...data } = given;
      unit.record({
        type: 'policy.set',
        by,
        subject: { kind: 'policy', id: policy.id },
        data,
        context: policy,
      });
    });
    return policy;
  }

  async remove(id: string, by: Actor): Promise<void> {
    await this.writer.write(async (unit) => {
      if ((await unit.rows(PolicyTable).delete({ id })).affected !== 1) throw unknown();
      unit.record({ type: 'policy.removed', by, subject: { kind: 'policy', id }, data: {} });
    });
  }

  /** A court that keeps no contacts yet is not set up: there everybody counts as reached. */
  async #holders(): Promise<ReadonlyMap<string, Holders>> {
    const people = await this.contacts.of(callableRoles);
    const keepsNone = people.every(({ ways }) => ways.length === 0);
    return new Map(
      callableRoles.map((role) => {
        const holding = people.filter(({ roles }) => roles.includes(role));
        const reached = holding.filter(({ ways }) => keepsNone || ways.length > 0);
        return [role, { held: holding.length, reached: reached.length }];
      }),
    );
  }
}

const withBuiltIn = (known: readonly PolicyItem[]): PolicyItem[] =>
  known.some(({ places }) => places.length === 0) ? [...known] : [...known, builtInPolicy];

const overlaps = (a: NewPolicy, b: NewPolicy): boolean =>
  a.places.length === 0 ? b.places.length === 0 : a.places.some((place) => b.places.includes(place));

const unknown = (): Error => missing('POLICY_MISSING', 'there is no such policy');
