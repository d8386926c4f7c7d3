/** Who is on post: signing on, signing off, and who answers with a role. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { People } from '../access/people.service.js';
import type { Role } from '../access/permission.js';
import { person as personActor, theSystem, type Actor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { demoPosts } from './demo.js';
import { dutyRole, type DutyItem, type SoundState } from './duty.js';
import type { Instant } from '../kernel/clock.js';
import { DutyTable, keepSound, leavePost, onPost, onPostAt, onPostSince } from './duty.store.js';

/** Who signs on, as the register or his sign-in tells. */
export interface Signing {
  readonly person: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

@Injectable()
export class Duty {
  #lastMs = 0;

  constructor(
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly places: Places,
    private readonly people: People,
  ) {}

  /** Those on post now, longest first, joined with their names. */
  async current(): Promise<DutyItem[]> {
    return this.entries.joined(await onPost(this.reader));
  }

  /** Those on post at a minute that has been; of one to come, those on post now. */
  async at(at: Instant): Promise<DutyItem[]> {
    return this.entries.joined(await onPostAt(this.reader, at));
  }

  /** Those who are on post or have left it since then. */
  since(from: Instant): Promise<DutyItem[]> {
    return onPostSince(this.reader, from);
  }

  /** The same within a work of another. */
  onPost(unit: Unit): Promise<DutyItem[]> {
    return onPost(unit);
  }

  async wasManned(unit: Unit): Promise<boolean> {
    return (await unit.query('SELECT 1 AS "one" FROM "duty" LIMIT 1')).length > 0;
  }

  async answering(role: string): Promise<DutyItem[]> {
    return (await this.current()).filter((item) => item.role === role);
  }

  /** @throws `conflict` ON_DUTY (since when and where), `invalid` PLACE_UNKNOWN or ROLE_ANSWERS_NOTHING */
  async start(unit: Unit, who: Signing, post: string, by: Actor = personActor(who.person)): Promise<string> {
    const role = dutyRole(who.roles);
    if (role === undefined) throw invalid('ROLE_ANSWERS_NOTHING', 'this role answers no alarm');
    if (this.places.of(post) === undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${post}`);
    const [already] = await onPost(unit, who.person);
    if (already !== undefined)
      throw conflict('ON_DUTY', 'already on duty; sign off first', {
        first: { at: already.since, post: already.post },
      });
    // Two who sign on in one millisecond must be listed in the order of their facts, as every board folds them.
    this.#lastMs = Math.max(Date.now(), this.#lastMs + 1);
    const id = newIdentifier(this.#lastMs, { bytes: randomBytes });
    const name = word(who.name, 'staff');
    const { person } = who;
    await unit.rows(DutyTable).insert({ id, person, name, role, post, since: unit.at });
    unit.record({
      type: 'duty.started',
      by,
      subject: { kind: 'duty', id },
      data: { person, name, role, post },
    });
    return id;
  }

  /** False when the person was on no post. */
  async end(unit: Unit, person: string, by: Actor = personActor(person)): Promise<boolean> {
    const posts = await onPost(unit, person);
    for (const { id, post } of posts) {
      await leavePost(unit, id, unit.at);
      unit.record({ type: 'duty.ended', by, subject: { kind: 'duty', id }, data: { person, post } });
    }
    return posts.length > 0;
  }

  /**
   * The sound of his screen was tried, or the browser blocks it; noted once for each change.
   * @throws NOT_ON_DUTY
   */
  async checkSound(unit: Unit, person: string, state: SoundState): Promise<void> {
    const [item] = await onPost(unit, person);
    if (item === undefined) throw conflict('NOT_ON_DUTY', 'you are on no post');
    if (state === 'blocked' && item.sound?.state === state) return;
    await keepSound(unit, item.id, { state, at: unit.at });
    unit.record({
      type: 'duty.sound-checked',
      by: personActor(person),
      subject: { kind: 'duty', id: item.id },
      data: { state, post: item.post },
    });
  }

  /** The demo's guard room is manned; needs the demo's people and places on disk. */
  async seedDemo(unit: Unit): Promise<void> {
    for (const [username, post] of Object.entries(demoPosts)) {
      const found = await this.people.called(unit, username);
      if (found === undefined || (await onPost(unit, found.id)).length > 0) continue;
      await this.start(unit, { person: found.id, name: found.name, roles: found.roles }, post, theSystem);
    }
  }
}
