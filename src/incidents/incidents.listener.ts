/** Opens an incident for every alarm, and moves its life on with its packet and with what the police tell. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AlarmItem } from '../alarms/alarm.js';
import { Alarms } from '../alarms/alarms.service.js';
import { decisionRings } from '../alarms/ranking.js';
import { Reactions } from '../ledger/reactions.js';
import { Places } from '../places/places.service.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import type { IncidentItem } from './incident.js';
import { Incidents } from './incidents.service.js';
import { Lives } from './lives.service.js';
import { signalsOf } from './suggestion.js';

type Raised = Pick<AlarmItem, 'place' | 'zone' | 'source'> & {
  readonly class?: string;
  readonly outcome?: string;
};

interface Tagged {
  readonly place: string;
  readonly zone: IncidentItem['zone'];
  readonly tag: string;
  readonly evidence?: string;
  readonly incident?: string;
}

interface Found {
  readonly outcome: string;
  readonly class?: string;
}

const isQuietRefusal = ({ outcome, class: found }: Found): boolean =>
  (outcome === 'refused' || outcome === 'fled') && !decisionRings(outcome, found);

/** What moves the life on without a step of its own (domain.md 6.2). */
const tidings = [
  { fact: 'packet.handed-over', news: 'transfer' },
  { fact: 'liaison.receipted', news: 'receipt' },
  { fact: 'liaison.closed', news: 'result' },
] as const;

const incidentOf = ({ subject, data }: RecordedFact): string =>
  subject.kind === 'incident' ? subject.id : String(data['incident']);

@Injectable()
export class IncidentsListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly incidents: Incidents,
    private readonly alarms: Alarms,
    private readonly places: Places,
    private readonly lives: Lives,
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
    this.reactions.add({
      name: 'a-threat-on-a-recording-opens-an-incident',
      to: 'mark.made',
      when: ({ data }) => data['tag'] === 'threat' || data['tag'] === 'insult',
      act: (unit, fact) => this.#openTagged(unit, fact),
    });
    for (const { fact: to, news } of tidings)
      this.reactions.add({
        name: `an-incident-is-moved-by-${to.replace('.', '-')}`,
        to,
        act: (unit, fact) => this.lives.news(unit, incidentOf(fact), news, fact.by),
      });
  }

  /** A judge's key or somebody who listened calls it a threat or an insult (domain.md 5.2: T1, B4 are candidates). */
  async #openTagged(unit: Unit, { by, data }: RecordedFact): Promise<void> {
    const { place, zone, tag, evidence, incident } = data as unknown as Tagged;
    const known =
      incident ??
      (await this.incidents.open(unit, {
        place,
        zone,
        source: 'recording',
        alarms: [],
        signals: [{ kind: 'tag', tag }],
        by,
      }));
    if (evidence === undefined) return;
    unit.record({
      type: 'incident.recording-tagged',
      by,
      subject: { kind: 'incident', id: known },
      data: { tag, evidence },
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
