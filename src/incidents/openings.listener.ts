/** Opens incidents without an alarm: a refusal at a gate in which nothing dangerous was seen, a threat on a recording. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { decisionRings } from '../alarms/ranking.js';
import { Reactions } from '../ledger/reactions.js';
import { Places } from '../places/places.service.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import type { IncidentItem } from './incident.js';
import { Incidents } from './incidents.service.js';

interface Tagged {
  readonly place: string;
  readonly zone: IncidentItem['zone'];
  readonly tag: string;
  readonly evidence?: string;
  readonly incident?: string;
}

interface Decided {
  readonly outcome: string;
  readonly class?: string;
  readonly place: string;
}

const isQuietRefusal = ({ data }: RecordedFact): boolean => {
  const { outcome, class: found } = data as unknown as Decided;
  return (outcome === 'refused' || outcome === 'fled') && !decisionRings(outcome, found);
};

@Injectable()
export class OpeningsListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly incidents: Incidents,
    private readonly places: Places,
  ) {}

  onModuleInit(): void {
    this.reactions.add({
      name: 'a-refusal-opens-an-incident',
      to: 'lane.decided',
      when: isQuietRefusal,
      act: (unit, fact) => this.#openRefusal(unit, fact),
    });
    this.reactions.add({
      name: 'a-threat-on-a-recording-opens-an-incident',
      to: 'mark.made',
      when: ({ data }) => data['tag'] === 'threat' || data['tag'] === 'insult',
      act: (unit, fact) => this.#openTagged(unit, fact),
    });
  }

  /** Nothing rings; what the refused had with him is still to be verified. */
  async #openRefusal(unit: Unit, { by, data }: RecordedFact): Promise<void> {
    const { class: found, outcome, place } = data as unknown as Decided;
    await this.incidents.open(unit, {
      place,
      zone: this.places.zoneOf(place),
      source: 'screening',
      alarms: [],
      signals: [{ kind: 'gate', ...(found === undefined ? {} : { class: found }), outcome }],
      by,
    });
  }

  /** A judge's key or somebody who listened calls it a threat or an insult (T1 and B4 are candidates). */
  async #openTagged(unit: Unit, { by, data, subject }: RecordedFact): Promise<void> {
    const { place, zone, tag, evidence, incident } = data as unknown as Tagged;
    const signals = [{ kind: 'tag', tag }];
    const known =
      incident ??
      (await this.incidents.open(unit, {
        place,
        zone,
        source: 'recording',
        alarms: [],
        signals,
        by,
        mark: subject.id,
      }));
    if (evidence === undefined) return;
    unit.record({
      type: 'incident.recording-tagged',
      by,
      subject: { kind: 'incident', id: known },
      data: { tag, evidence },
    });
  }
}
