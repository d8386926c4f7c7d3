/** Opens an incident for every alarm, in the transaction that raises it. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AlarmItem } from '../alarms/alarm.js';
import { Alarms } from '../alarms/alarms.service.js';
import { decisionRings } from '../alarms/ranking.js';
import { Reactions } from '../ledger/reactions.js';
import { Places } from '../places/places.service.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Incidents } from './incidents.service.js';
import { signalsOf } from './suggestion.js';

type Raised = Pick<AlarmItem, 'place' | 'zone' | 'source'> & {
  readonly class?: string;
  readonly outcome?: string;
};

interface Found {
  readonly outcome: string;
  readonly class?: string;
}

const isQuietRefusal = ({ outcome, class: found }: Found): boolean =>
  (outcome === 'refused' || outcome === 'fled') && !decisionRings(outcome, found);

@Injectable()
export class IncidentsListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly incidents: Incidents,
    private readonly alarms: Alarms,
    private readonly places: Places,
  ) {}

  onModuleInit(): void {
    this.reactions.add({
      name: 'an-alarm-opens-an-incident',
      to: 'alarm.raised',
      act: (unit, fact) => this.#open(unit, fact),
    });
    this.reactions.add({
      name: 'a-refusal-opens-an-incident',
      to: 'lane.decided',
      when: ({ data }) => isQuietRefusal(data as unknown as Found),
      act: (unit, fact) => this.#openRefusal(unit, fact),
    });
  }

  /** Nothing dangerous was seen, so nothing rings; what the refused had with him is still to be verified. */
  async #openRefusal(unit: Unit, { by, data }: RecordedFact): Promise<void> {
    const { class: found, outcome, place } = data as unknown as Found & { readonly place: string };
    await this.incidents.open(unit, {
      place,
      zone: this.places.zoneOf(place),
      source: 'screening',
      alarms: [],
      signals: [{ kind: 'gate', ...(found === undefined ? {} : { class: found }), outcome }],
      by,
    });
  }

  async #open(unit: Unit, fact: RecordedFact): Promise<void> {
    const alarm = fact.data as unknown as Raised;
    const { place, zone, source } = alarm;
    const area = this.places.of(place)?.area ?? '';
    const incident = await this.incidents.open(unit, {
      place,
      zone,
      source: source === 'decision' ? 'screening' : 'alarm',
      alarms: [fact.subject.id],
      signals: signalsOf(alarm, area, alarm),
      by: fact.by,
    });
    await this.alarms.join(unit, fact.subject.id, incident);
  }
}
