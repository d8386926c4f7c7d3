/** Hears what is flagged and reported, and what becomes of it. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Channel } from '../interference/interference.js';
import { Devices } from '../intake/devices.service.js';
import { Reactions } from '../ledger/reactions.js';
import type { Word } from '../ledger/entry.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { writtenFields, type CallKind, type OwnCallRow } from './own-call.js';
import { OwnCallTable, readCalls } from './own-calls.store.js';

interface Told {
  readonly tag: CallKind;
  readonly device?: string;
  readonly place?: string;
  readonly happenedAt?: string;
  readonly from?: string;
  readonly to?: string;
  readonly channel?: Channel;
  readonly report?: Word;
  readonly mark?: string;
}

@Injectable()
export class OwnCallsListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly devices: Devices,
  ) {}

  onModuleInit(): void {
    this.reactions.add({
      name: 'keep-own-interference',
      to: 'interference.recorded',
      act: (unit, fact) => this.#keep(unit, fact, toldIn(fact).tag),
    });
    this.reactions.add({
      name: 'keep-own-mark',
      to: 'mark.made',
      // What somebody else tags while he listens is not the judge's flag.
      when: ({ by, data }) => by.kind === 'device' && data['tag'] !== undefined,
      act: (unit, fact) => this.#keep(unit, fact, toldIn(fact).tag),
    });
    this.reactions.add({
      name: 'keep-own-report',
      to: 'incident.opened',
      when: ({ data }) => data['source'] === 'report',
      act: (unit, fact) => this.#keep(unit, fact, 'report', fact.subject.id),
    });
    this.reactions.add({
      name: 'join-own-mark',
      to: 'incident.opened',
      when: ({ data }) => data['mark'] !== undefined,
      act: async (unit, { data, subject }) =>
        void (await unit.rows(OwnCallTable).update({ id: String(data['mark']) }, { incident: subject.id })),
    });
    this.reactions.add({
      name: 'read-own-interference',
      to: 'interference.read',
      act: async (unit, { data, at }) => void (await readCalls(unit, data['records'] as string[], at)),
    });
    this.reactions.add({
      name: 'release-own-interference',
      to: 'interference.released',
      act: async (unit, { subject, at }) =>
        void (await unit.rows(OwnCallTable).update({ id: subject.id }, { releasedAt: at })),
    });
  }

  async #keep(unit: Unit, fact: RecordedFact, kind: CallKind, incident?: string): Promise<void> {
    const { subject, at, by } = fact;
    const { device, place, happenedAt, from, to, channel } = toldIn(fact);
    const isKey = by.kind !== 'person';
    const wrote = writtenIn(fact);
    const row = {
      id: subject.id,
      kind,
      how: isKey ? 'key' : 'form',
      at,
      happenedAt: happenedAt ?? from ?? at,
      person: isKey ? undefined : by.id,
      place: place ?? this.devices.named(device ?? '')?.place,
      device,
      from,
      to,
      channel,
      wrote: Object.keys(wrote).length === 0 ? undefined : wrote,
      incident,
    };
    await unit.rows(OwnCallTable).insert(row as OwnCallRow);
  }
}

const toldIn = ({ data }: RecordedFact): Told => data as unknown as Told;

/** The words as they are kept: by their hashes. */
function writtenIn({ data }: RecordedFact): NonNullable<OwnCallRow['wrote']> {
  const said = { ...data, ...(data['report'] === undefined ? {} : { content: data['report'] }) } as Record<
    string,
    Word | undefined
  >;
  return Object.fromEntries(
    writtenFields.flatMap((field) => {
      const word = said[field];
      return word === undefined ? [] : [[field, { word: word.word }]];
    }),
  );
}
