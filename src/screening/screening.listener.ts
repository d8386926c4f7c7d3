/** Hears the gates. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Events } from '../intake/events.service.js';
import { Reactions } from '../ledger/reactions.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Lanes } from './lanes.service.js';
import { Screening, type GateEvent } from './screening.service.js';

@Injectable()
export class ScreeningListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly events: Events,
    private readonly screenings: Screening,
    private readonly lanes: Lanes,
  ) {}

  onModuleInit(): void {
    const { screenings } = this;
    this.reactions.add({
      name: 'open-lane',
      to: 'device.enrolled',
      when: ({ data }) => data['kind'] === 'gate',
      act: (unit, { subject, data }) =>
        this.lanes.open(unit, subject.id, String(data['place']), String(data['name'])),
    });
    this.#hear('count-passages', 'passages', (unit, fact, event) => screenings.count(unit, fact, event));
    this.#hear('keep-detection', 'detection', (unit, fact, event) => screenings.detect(unit, fact, event));
    this.#hear('keep-decision', 'decision', (unit, fact, event) =>
      screenings.heardDecision(unit, fact, event),
    );
    this.#hear('keep-self-check', 'self-check', (unit, fact, event) => screenings.check(unit, fact, event));
  }

  #hear<Type extends GateEvent['type']>(
    name: string,
    type: Type,
    act: (unit: Unit, fact: RecordedFact, event: Extract<GateEvent, { type: Type }>) => Promise<void>,
  ): void {
    this.reactions.add({
      name,
      to: 'event.recorded',
      when: ({ data }) => data['type'] === type && data['kind'] === 'gate',
      act: async (unit, fact) =>
        act(unit, fact, (await this.events.of(unit, fact)) as Extract<GateEvent, { type: Type }>),
    });
  }
}
