/** Hears what the policy shares at once, in the transaction in which it happens. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alarms } from '../alarms/alarms.service.js';
import { Reactions } from '../ledger/reactions.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Deliveries } from './deliveries.service.js';
import { verbOf } from './exchange.js';
import { Liaison } from './liaison.service.js';
import { isSharedPress, isSharedSuggestion } from './policy.js';

@Injectable()
export class LiaisonListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly liaison: Liaison,
    private readonly alarms: Alarms,
    private readonly deliveries: Deliveries,
  ) {}

  onModuleInit(): void {
    const { reactions, liaison } = this;
    reactions.add({
      name: 'an-emergency-is-shared',
      to: 'incident.opened',
      act: (unit, fact) => this.#opened(unit, fact),
    });
    reactions.add({
      name: 'an-emergency-made-real-is-shared',
      to: 'incident.made-real',
      act: (unit, fact) => this.#madeReal(unit, fact),
    });
    reactions.add({
      name: 'a-second-press-is-shared',
      to: 'alarm.pressed-again',
      act: (unit, fact) => this.#share(unit, fact.subject.id),
    });
    reactions.add({
      name: 'a-grave-signal-is-shared',
      to: 'finding.suggested',
      when: (fact) => isSharedSuggestion(fact.data as { code: string; from: string }),
      act: (unit, fact) => liaison.offer(unit, String(fact.data['incident']), 'policy'),
    });
    // Approving a packet is the human act that sends it to the incident's police station.
    reactions.add({
      name: 'an-approved-packet-is-shared',
      to: 'packet.approved',
      act: (unit, fact) => liaison.offer(unit, String(fact.data['incident']), 'person', fact.by),
    });
    for (const to of Object.keys(verbOf))
      reactions.add({
        name: `${to}-is-sent`,
        to,
        act: (unit, fact) => this.deliveries.queue(unit, fact),
      });
    reactions.add({
      name: 'the-chief-is-asked',
      to: 'alarm.unresolved',
      when: (fact) => fact.data['incident'] !== undefined,
      act: (unit, fact) => liaison.ask(unit, String(fact.data['incident'])),
    });
  }

  async #opened(unit: Unit, fact: RecordedFact): Promise<void> {
    for (const id of fact.data['alarms'] as string[]) {
      const alarm = await this.alarms.inUnit(unit, id);
      if (isSharedPress(alarm)) await this.liaison.offer(unit, fact.subject.id, 'policy');
    }
  }

  async #madeReal(unit: Unit, { subject }: RecordedFact): Promise<void> {
    const alarms = await this.alarms.ofIncidentIn(unit, subject.id);
    if (alarms.some(isSharedPress)) await this.liaison.offer(unit, subject.id, 'policy');
  }

  async #share(unit: Unit, alarm: string): Promise<void> {
    const { incident } = await this.alarms.inUnit(unit, alarm);
    if (incident !== undefined) await this.liaison.offer(unit, incident, 'policy');
  }
}
