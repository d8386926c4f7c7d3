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
    this.#hearClips();
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

  #hearClips(): void {
    const { reactions, troubles } = this;
    reactions.add({
      name: 'a-clip-that-does-not-come-is-trouble',
      to: 'clip.missing',
      act: (unit, { subject, data }) =>
        troubles.raise(unit, {
          kind: 'clip-missing',
          device: String(data['device']),
          place: String(data['place']),
          detail: { clip: subject.id },
        }),
    });
    reactions.add({
      name: 'a-clip-that-comes-ends-trouble',
      to: 'clip.found',
      act: (unit, { subject, data }) =>
        troubles.end(
          unit,
          'clip-missing',
          String(data['device']),
          ({ detail }) => detail['clip'] === subject.id,
        ),
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
