/** Keeps the escalation policies in memory as they are on disk, and tells who would be called for a room at a minute. */
import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { People } from '../access/people.service.js';
import type { Actor } from '../kernel/actor.js';
import { toInstant, type Instant } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { DutyItem } from './duty.js';
import { Duty } from './duty.service.js';
import { PolicyTable } from './policies.store.js';
import {
  builtInPolicy,
  calledBy,
  holesIn,
  policyFor,
  type Called,
  type NewPolicy,
  type PolicyItem,
} from './policy.js';

export interface Calling {
  readonly at: Instant;
  readonly place: string;
  readonly policy: string;
  readonly steps: readonly Called<DutyItem>[];
}

@Injectable()
export class Policies implements OnModuleInit {
  #known: readonly PolicyItem[] = [];

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly people: People,
    private readonly duty: Duty,
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

  /** From who is or was on post at that minute; of a minute to come, from who is on post now. */
  async calledFor(place: string, at: Instant = toInstant(Date.now())): Promise<Calling> {
    const policy = this.of(place);
    return { at, place, policy: policy.id, steps: calledBy(policy, await this.duty.at(at)) };
  }

  async #holders(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const role of await this.people.rolesHeld()) counts.set(role, (counts.get(role) ?? 0) + 1);
    return counts;
  }
}

const withBuiltIn = (known: readonly PolicyItem[]): PolicyItem[] =>
  known.some(({ places }) => places.length === 0) ? [...known] : [...known, builtInPolicy];

const overlaps = (a: NewPolicy, b: NewPolicy): boolean =>
  a.places.length === 0 ? b.places.length === 0 : a.places.some((place) => b.places.includes(place));

const unknown = (): Error => missing('POLICY_MISSING', 'there is no such policy');
