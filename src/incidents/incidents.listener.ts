/** Opens an incident for every alarm, and moves its life on with its packet and with what the police tell. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AlarmItem } from '../alarms/alarm.js';
import { Alarms } from '../alarms/alarms.service.js';
import { Reactions } from '../ledger/reactions.js';
import { Places } from '../places/places.service.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Incidents } from './incidents.service.js';
import { Lives } from './lives.service.js';
import { signalsOf } from './suggestion.js';

type Raised = Pick<AlarmItem, 'place' | 'zone' | 'source' | 'drill'> & {
  readonly class?: string;
  readonly outcome?: string;
};

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
      name: 'an-alarm-made-real-makes-its-incident-real',
      to: 'alarm.made-real',
      when: ({ data }) => data['incident'] !== undefined,
      act: (unit, fact) => this.lives.madeReal(unit, incidentOf(fact), fact.by),
    });
    for (const { fact: to, news } of tidings)
      this.reactions.add({
        name: `an-incident-is-moved-by-${to.replace('.', '-')}`,
        to,
        act: (unit, fact) => this.lives.news(unit, incidentOf(fact), news, fact.by),
      });
  }

  async #open(unit: Unit, fact: RecordedFact): Promise<void> {
    const alarm = fact.data as unknown as Raised;
    const { place, zone, source, drill } = alarm;
    const area = this.places.of(place)?.area ?? '';
    const incident = await this.incidents.open(unit, {
      place,
      zone,
      source: source === 'decision' ? 'screening' : 'alarm',
      alarms: [fact.subject.id],
      signals: signalsOf(alarm, area, alarm),
      by: fact.by,
      drill,
    });
    await this.alarms.join(unit, fact.subject.id, incident);
  }
}
