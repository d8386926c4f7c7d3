/** Hears what devices say and how they stand, and makes it ring or be trouble. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { device as deviceActor } from '../kernel/actor.js';
import { Events } from '../intake/events.service.js';
import { classOfItem } from '../intake/item-class.js';
import type { Occurrence } from '../intake/occurrence.js';
import { Reactions } from '../ledger/reactions.js';
import { Places } from '../places/places.service.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Alarms } from './alarms.service.js';
import { ButtonTests } from './button-tests.service.js';
import { Drills } from './drills.service.js';
import { decisionRings, rank, type Ringing } from './ranking.js';
import { Troubles } from './troubles.service.js';

@Injectable()
export class AlarmsListener implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly alarms: Alarms,
    private readonly troubles: Troubles,
    private readonly reactions: Reactions,
    private readonly places: Places,
    private readonly tests: ButtonTests,
    private readonly drills: Drills,
  ) {}

  onModuleInit(): void {
    this.events.raiseWith((unit, occurrence) => this.raise(unit, occurrence));
    this.reactions.add({
      name: 'a-refusal-on-the-screeners-page-rings',
      to: 'lane.decided',
      when: ({ by, data }) =>
        by.kind === 'person' && decisionRings(String(data['outcome']), data['class'] as string | undefined),
      act: (unit, fact) => this.#ringFromPage(unit, fact),
    });
  }

  /** What a gate's own terminal would have sent as `decision` (contracts.md 1, levels). */
  async #ringFromPage(unit: Unit, { by, subject, data }: RecordedFact): Promise<void> {
    const { place, class: found, outcome } = data as { place: string; class: string; outcome: string };
    const zone = this.places.zoneOf(place);
    const event = { lane: subject.id, ...findings(found, outcome) };
    await this.alarms.ring(unit, { by, place, zone, level: 'high', source: 'decision', event });
  }

  /** The one essential reaction. */
  async raise(unit: Unit, occurrence: Occurrence): Promise<string | undefined> {
    if (await this.tests.press(unit, occurrence)) return undefined;
    const { device, event, deviceAt, heardAt, late } = occurrence;
    const found = event?.type === 'decision' ? await this.#found(unit, occurrence) : undefined;
    const { ring, trouble } = rank({
      ...occurrence,
      kind: device.kind,
      ...(found === undefined ? {} : { class: found }),
    });
    const by = deviceActor(device.id);
    const about = nameOf(occurrence);
    if (trouble !== undefined) {
      await this.troubles.raise(
        unit,
        {
          kind: trouble.kind,
          device: device.id,
          place: device.place,
          detail: { ...trouble.detail, ...about },
        },
        by,
      );
    }
    if (ring === undefined) return undefined;
    const drill = await this.drills.press(unit, occurrence);
    const { class: detected, outcome, ...sound } = ring;
    return this.alarms.ring(unit, {
      ...sound,
      by,
      place: device.place,
      zone: device.zone,
      device: device.id,
      ...(deviceAt === undefined ? {} : { deviceAt }),
      heardAt,
      ...(late ? { late, brokerAt: heardAt } : {}),
      ...(drill === undefined ? {} : { drill }),
      event: { ...about, ...findings(detected, outcome) },
    });
  }

  /** What the gate found: by the detection that the decision names, else by what the screener wrote. */
  async #found(unit: Unit, { device, event }: Occurrence): Promise<string | undefined> {
    if (event?.type !== 'decision') return undefined;
    const { detection, item } = event;
    const named =
      detection === undefined
        ? undefined
        : await this.events.named(unit, device.id, detection.boot, detection.seq);
    return named?.type === 'detection' ? named.class : classOfItem(item);
  }
}

const findings = (detected: Ringing['class'], outcome: Ringing['outcome']): Record<string, string> =>
  detected === undefined || outcome === undefined ? {} : { class: detected, outcome };

/** How the event is named in a fact: by its boot and seq, or by its hash where it has no name or shares it. */
function nameOf({ boot, seq, sha256, verdict }: Occurrence): Record<string, unknown> {
  const name = boot === undefined || seq === undefined ? { sha256 } : { boot, seq };
  return verdict === 'conflict' ? { ...name, conflict: true, sha256 } : name;
}
