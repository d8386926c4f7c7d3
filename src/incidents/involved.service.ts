/** Notes who was involved, opens who he is with an entry for each opening, and finds him and his incidents again. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { person as personActor, type Actor } from '../kernel/actor.js';
import { toInstant, toMs } from '../kernel/clock.js';
import { missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Reader } from '../storage/reader.js';
import type { Asking, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { IdentitySeal } from './identity.adapter.js';
import { incidentsNear } from './incidents.store.js';
import type { AboutInvolved, Identity, InvolvedItem, Related, Repeat, ToldInvolved } from './involved.js';
import { insertInvolved, involvedBy, involvedIn, involvedWith, type InvolvedRow } from './involved.store.js';
import { mustBeIncident, wholeOf } from './whole.store.js';

export interface SaidInvolved {
  readonly role: InvolvedItem['role'];
  readonly about: AboutInvolved;
  readonly identity: Identity;
}

const nearMs = 2 * 3_600_000;

@Injectable()
export class Involved {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly seal: IdentitySeal,
  ) {}

  async add(
    person: string,
    incident: string,
    { role, about, identity }: SaidInvolved,
  ): Promise<InvolvedItem> {
    const by = personActor(person);
    return this.writer.write(async (unit) => {
      await mustBeIncident(unit, incident);
      const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
      const row: InvolvedRow = {
        id,
        incident,
        role,
        about,
        at: unit.at,
        by,
        sealed: this.seal.seal(id, identity),
        nameHash: this.seal.hashOfName(identity.name),
        ...(identity.document === undefined
          ? {}
          : { numberHash: this.seal.hashOfNumber(identity.document.number) }),
      };
      const item = await this.#item(unit, row);
      await insertInvolved(unit, row);
      unit.record({
        type: 'involved.added',
        by,
        subject: { kind: 'involved', id },
        data: { incident, role, repeats: item.repeats.length },
      });
      return item;
    });
  }

  /** Everybody involved, without names. */
  async of(incident: string): Promise<InvolvedItem[]> {
    const { ids } = await wholeOf(this.reader, incident);
    const rows = await involvedIn(this.reader, ids);
    return Promise.all(rows.map((row) => this.#item(this.reader, row)));
  }

  /** The opening is on disk before anything is shown. */
  identity(person: string, id: string): Promise<Identity> {
    return this.writer.write(async (unit) => {
      const row = await involvedWith(unit, id);
      if (row === undefined) throw missing('INVOLVED_MISSING', 'there is no such person');
      const identity = this.seal.open(id, row.sealed);
      unit.record({
        type: 'involved.opened',
        by: personActor(person),
        subject: { kind: 'involved', id },
        data: { incident: row.incident },
      });
      return identity;
    });
  }

  /** For a packet to the police: who did it is told, of everybody else only what is open. Whoever shows it notes it. */
  async toldToPolice(incident: string): Promise<ToldInvolved[]> {
    const { ids } = await wholeOf(this.reader, incident);
    return (await involvedIn(this.reader, ids)).map(({ id, role, about, sealed }) => ({
      ...{ id, role, about },
      ...(role === 'actor' ? { identity: this.seal.open(id, sealed) } : {}),
    }));
  }

  /** In the transaction in which a packet is sealed, or that of a form that names him. */
  noteDisclosed(unit: Unit, by: Actor, ids: readonly string[], packet: string): void {
    for (const id of ids)
      unit.record({ type: 'involved.disclosed', by, subject: { kind: 'involved', id }, data: { packet } });
  }

  /** By exact match alone; what was searched for stands nowhere, that somebody searched does. */
  search(
    person: string,
    wanted: { readonly number: string } | { readonly name: string },
  ): Promise<Omit<InvolvedItem, 'repeats'>[]> {
    return this.writer.write(async (unit) => {
      const hash =
        'number' in wanted
          ? { numberHash: this.seal.hashOfNumber(wanted.number) }
          : { nameHash: this.seal.hashOfName(wanted.name) };
      const found = await involvedBy(unit, hash);
      unit.record({
        type: 'involved.searched',
        by: personActor(person),
        subject: { kind: 'involved', id: newIdentifier(toMs(unit.at), { bytes: randomBytes }) },
        data: { how: 'number' in wanted ? 'number' : 'name', found: found.length },
      });
      return found.map(openPart);
    });
  }

  /** Incidents with somebody in common, or of the same place within two hours. */
  async related(incident: string): Promise<Related[]> {
    const { incident: row, ids } = await wholeOf(this.reader, incident);
    const why = new Map<string, Related['why']>();
    const note = (id: string, reason: Related['why'][number]): void => {
      const known = why.get(id) ?? [];
      if (!ids.includes(id) && !known.includes(reason)) why.set(id, [...known, reason]);
    };
    for (const { repeats } of await this.of(incident))
      for (const one of repeats) note(one.incident, 'person');
    const at = toMs(row.openedAt);
    for (const near of await incidentsNear(
      this.reader,
      row.place,
      toInstant(at - nearMs),
      toInstant(at + nearMs),
    ))
      note(near.id, 'place-and-time');
    return Promise.all(
      [...why].map(async ([id, reasons]) => {
        const { state, place, openedAt } = await mustBeIncident(this.reader, id);
        return { incident: id, state, place, openedAt, why: reasons };
      }),
    );
  }

  async #item(asking: Asking, row: InvolvedRow): Promise<InvolvedItem> {
    const byNumber =
      row.numberHash === undefined ? [] : await involvedBy(asking, { numberHash: row.numberHash });
    const byName = await involvedBy(asking, { nameHash: row.nameHash });
    const numbered = new Set(byNumber.map(({ id }) => id));
    const repeat =
      (by: Repeat['by']) =>
      ({ incident, role, at }: InvolvedRow): Repeat => ({ incident, role, at, by });
    const isOther = ({ id, incident }: InvolvedRow): boolean => id !== row.id && incident !== row.incident;
    return {
      ...openPart(row),
      repeats: [
        ...byNumber.filter(isOther).map(repeat('number')),
        ...byName.filter((one) => isOther(one) && !numbered.has(one.id)).map(repeat('name')),
      ],
    };
  }
}

const openPart = ({ id, incident, role, about, at, by }: InvolvedRow): Omit<InvolvedItem, 'repeats'> => ({
  ...{ id, incident, role, about, at, by },
});
