/** Hears how devices, uploads and reactions stand, and makes it trouble or ends it. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Events } from '../intake/events.service.js';
import { Reactions } from '../ledger/reactions.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { mayEndTrouble, troubleEndedBy } from './ranking.js';
import { Troubles } from './troubles.service.js';

interface Failing {
  readonly ailment: string;
  readonly place: string;
  readonly [detail: string]: unknown;
}
/** What is found out about a device by watching it, so that nobody watches for it once it is disabled. */
const supervised = ['silent', 'battery', 'clock', 'gap', 'test-failed', 'test-overdue'];

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
    this.#hearTheCanary();
    this.#hearTheClock();
    this.#hearTheHouse();
    this.#hearClips();
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

  #hearTheCanary(): void {
    const { reactions, troubles } = this;
    reactions.add({
      name: 'a-failed-self-test-is-trouble',
      to: 'canary.failed',
      act: (unit, { data }) => troubles.raise(unit, { kind: 'self-test', detail: { since: data['since'] } }),
    });
    reactions.add({
      name: 'a-press-that-comes-through-ends-trouble',
      to: 'canary.recovered',
      act: (unit) => troubles.end(unit, 'self-test', undefined),
    });
  }

  /** Each kind of doubt stands for itself; a person who knows why may end it. */
  #hearTheClock(): void {
    const { reactions, troubles } = this;
    const raise = (unit: Unit, note: string, { data }: RecordedFact) =>
      troubles.raise(unit, { kind: 'own-clock', detail: { note, offMs: data['offMs'], wall: data['wall'] } });
    const end = (unit: Unit, notes: readonly string[]) =>
      troubles.end(unit, 'own-clock', undefined, ({ detail }) => notes.includes(String(detail['note'])));
    const own = ['stepped', 'behind'];
    for (const note of own)
      reactions.add({
        name: `a-clock-that-is-${note}-is-trouble`,
        to: `clock.${note}`,
        act: async (unit, fact) => {
          await end(unit, own);
          await raise(unit, note, fact);
        },
      });
    reactions.add({
      name: 'a-clock-that-is-right-ends-trouble',
      to: 'clock.right',
      act: (unit) => end(unit, own),
    });
    reactions.add({
      name: 'a-clock-that-devices-doubt-is-trouble',
      to: 'clock.doubted',
      act: (unit, fact) => raise(unit, 'devices', fact),
    });
    reactions.add({
      name: 'a-clock-that-devices-believe-ends-trouble',
      to: 'clock.believed',
      act: (unit) => end(unit, ['devices']),
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
      name: 'what-ails-a-device-is-trouble',
      to: 'device.failing',
      act: (unit, fact) => this.#failing(unit, fact),
    });
    reactions.add({
      name: 'a-mended-device-ends-trouble',
      to: 'device.mended',
      act: (unit, fact) => troubles.end(unit, read<Failing>(fact).ailment, fact.subject.id),
    });
    reactions.add({
      name: 'a-disabled-device-is-not-missed',
      to: 'device.disabled',
      act: async (unit, fact) => {
        for (const kind of supervised) await troubles.end(unit, kind, fact.subject.id);
      },
    });
    reactions.add({
      name: 'a-noted-fault-is-trouble',
      to: 'event.noted',
      act: (unit, fact) => this.#noted(unit, fact),
    });
    reactions.add({
      name: 'what-a-device-says-ends-trouble',
      to: 'event.recorded',
      when: (fact) => mayEndTrouble(fact.data['type']),
      act: (unit, fact) => this.#said(unit, fact),
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
    reactions.add({
      name: 'a-police-system-that-takes-nothing-is-trouble',
      to: 'liaison.undelivered',
      act: (unit, { subject, data }) =>
        troubles.raise(unit, { kind: 'police-link', detail: { incident: subject.id, fact: data['fact'] } }),
    });
    const files = {
      'evidence.rotted': 'rotted',
      'evidence.unreadable': 'rotted',
      'evidence.put-back': 'put-back',
      'evidence.tamper-refused': 'tamper-refused',
    };
    for (const [to, kind] of Object.entries(files))
      reactions.add({
        name: `${to}-is-trouble`,
        to,
        act: (unit, { subject }) => troubles.raise(unit, { kind, detail: { [subject.kind]: subject.id } }),
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
      name: 'a-loss-that-two-people-acknowledge-ends-trouble',
      to: 'ledger.begun-anew',
      act: (unit) => troubles.end(unit, 'ledger-contradicted', undefined, () => true),
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

  async #said(unit: Unit, fact: RecordedFact): Promise<void> {
    const ended = troubleEndedBy(await this.events.of(unit, fact));
    if (ended !== undefined) await this.troubles.end(unit, ended, read<{ device: string }>(fact).device);
  }

  /** Told anew where it got worse. */
  async #failing(unit: Unit, fact: RecordedFact): Promise<void> {
    const { ailment, place, ...detail } = read<Failing>(fact);
    await this.troubles.end(unit, ailment, fact.subject.id);
    await this.troubles.raise(unit, { kind: ailment, device: fact.subject.id, place, detail });
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
