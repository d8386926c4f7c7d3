/** Hears how devices, uploads and reactions stand, and makes it trouble or ends it. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Events } from '../intake/events.service.js';
import { Reactions } from '../ledger/reactions.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Troubles } from './troubles.service.js';

const read = <Data>(fact: RecordedFact): Data => fact.data as Data;

@Injectable()
export class TroublesListener implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly reactions: Reactions,
    private readonly troubles: Troubles,
  ) {}

  onModuleInit(): void {
    this.#hearDevices();
    this.#hearTheBroker();
    this.#hearTheHouse();
    this.#hearTheLedger();
  }

  #hearTheBroker(): void {
    const { reactions, troubles } = this;
    const detailOf = (fact: RecordedFact): Record<string, unknown> => ({
      reason: fact.data['reason'],
      devices: fact.data['devices'],
    });
    reactions.add({
      name: 'a-lost-broker-is-trouble',
      to: 'broker.lost',
      act: (unit, fact) => troubles.raise(unit, { kind: 'broker', detail: detailOf(fact) }),
    });
    reactions.add({
      name: 'a-broker-that-returns-ends-trouble',
      to: 'broker.returned',
      act: (unit) => troubles.end(unit, 'broker', undefined),
    });
    reactions.add({
      name: 'a-broker-with-other-users-is-trouble',
      to: 'broker.differs',
      act: (unit, fact) => troubles.raise(unit, { kind: 'broker-users', detail: detailOf(fact) }),
    });
    reactions.add({
      name: 'a-broker-that-agrees-ends-trouble',
      to: 'broker.agrees',
      act: (unit) => troubles.end(unit, 'broker-users', undefined),
    });
  }

  #hearDevices(): void {
    const { reactions, troubles } = this;
    reactions.add({
      name: 'silence-is-trouble',
      to: 'device.silent',
      act: (unit, fact) =>
        troubles.raise(unit, {
          kind: 'silent',
          device: fact.subject.id,
          place: read<{ place: string }>(fact).place,
          detail: {},
        }),
    });
    reactions.add({
      name: 'return-ends-silence',
      to: 'device.returned',
      act: (unit, fact) => troubles.end(unit, 'silent', fact.subject.id),
    });
    reactions.add({
      name: 'a-disabled-device-is-not-missed',
      to: 'device.disabled',
      act: (unit, fact) => troubles.end(unit, 'silent', fact.subject.id),
    });
    reactions.add({
      name: 'a-noted-fault-is-trouble',
      to: 'event.noted',
      act: (unit, fact) => this.#noted(unit, fact),
    });
    reactions.add({
      name: 'a-charged-battery-ends-trouble',
      to: 'event.recorded',
      when: (fact) => fact.data['type'] === 'battery',
      act: (unit, fact) => this.#charged(unit, fact),
    });
  }

  #hearTheHouse(): void {
    const { reactions, troubles } = this;
    reactions.add({
      name: 'a-failed-reaction-is-trouble',
      to: 'reaction.failed',
      // Were this one to tell of its own failure, it would tell for ever.
      when: (fact) => fact.data['reaction'] !== 'a-failed-reaction-is-trouble',
      act: (unit, fact) =>
        troubles.raise(unit, {
          kind: 'reaction',
          detail: { reaction: fact.data['reaction'], fact: fact.data['fact'] },
        }),
    });
    reactions.add({
      name: 'a-recovered-reaction-ends-trouble',
      to: 'reaction.recovered',
      act: (unit, { data }) =>
        troubles.end(
          unit,
          'reaction',
          undefined,
          ({ detail }) => detail['reaction'] === data['reaction'] && detail['fact'] === data['fact'],
        ),
    });
    reactions.add({
      name: 'a-file-that-is-not-as-declared-is-trouble',
      to: 'upload.received',
      when: (fact) => fact.data['state'] === 'quarantined',
      act: (unit, fact) => this.#quarantined(unit, fact),
    });
  }

  #hearTheLedger(): void {
    const { reactions, troubles } = this;
    reactions.add({
      name: 'a-contradicted-ledger-is-trouble',
      to: 'ledger.contradicted',
      act: (unit, { data: { found, here, known, by } }) =>
        troubles.raise(unit, { kind: 'ledger-contradicted', detail: { found, here, known, by } }),
    });
    reactions.add({
      name: 'a-ledger-that-agrees-ends-trouble',
      to: 'ledger.agreed',
      act: (unit, { data }) =>
        troubles.end(unit, 'ledger-contradicted', undefined, ({ detail }) => detail['by'] === data['by']),
    });
    reactions.add({
      name: 'an-unsigned-ledger-is-trouble',
      to: 'ledger.unsigned',
      act: (unit, { data }) =>
        troubles.raise(unit, { kind: 'ledger-unsigned', detail: { reason: data['why'] } }),
    });
    reactions.add({
      name: 'a-ledger-signed-again-ends-trouble',
      to: 'ledger.signed-again',
      act: (unit) => troubles.end(unit, 'ledger-unsigned', undefined),
    });
  }

  #noted(unit: Unit, fact: RecordedFact): Promise<void> {
    const { device, place, note, topic } = read<{
      device: string;
      place: string;
      note: string;
      topic?: string;
    }>(fact);
    return this.troubles.raise(unit, { kind: 'protocol', device, place, detail: { note, topic } });
  }

  async #charged(unit: Unit, fact: RecordedFact): Promise<void> {
    const event = await this.events.of(unit, fact);
    if (event.type === 'battery' && event.percent >= 20)
      await this.troubles.end(unit, 'battery', read<{ device: string }>(fact).device);
  }

  #quarantined(unit: Unit, fact: RecordedFact): Promise<void> {
    const { device } = read<{ device?: string }>(fact);
    const detail = { evidence: fact.subject.id };
    return this.troubles.raise(unit, {
      kind: 'quarantined',
      ...(device === undefined ? {} : { device }),
      detail,
    });
  }
}
