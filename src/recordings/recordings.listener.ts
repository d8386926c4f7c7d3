/** Hears what recorders announce, flag, and do. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventOf } from '../../devices/protocol/event.js';
import { Events } from '../intake/events.service.js';
import { Reactions } from '../ledger/reactions.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Marks, type Flagged } from './marks.service.js';
import { Recorders } from './recorders.service.js';
import { Recordings, type ClipReady } from './recordings.service.js';

type RecorderEvent = EventOf<'recorder'>;

@Injectable()
export class RecordingsListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly events: Events,
    private readonly recordings: Recordings,
    private readonly marks: Marks,
    private readonly recorders: Recorders,
  ) {}

  onModuleInit(): void {
    const { recordings, marks, recorders } = this;
    this.#hear('expect-clip', ['clip-ready'], (unit, fact, event) =>
      recordings.announce(unit, fact, event as ClipReady),
    );
    this.#hear('mark-flag', ['flagged'], (unit, fact, event) => marks.flag(unit, fact, event as Flagged));
    this.#hear(
      'follow-recorder',
      ['recording-started', 'recording-stopped', 'storage', 'call-started', 'call-ended'],
      (unit, fact, event) => recorders.hear(unit, fact, event),
    );
  }

  #hear(
    name: string,
    types: readonly string[],
    act: (unit: Unit, fact: RecordedFact, event: RecorderEvent) => Promise<void>,
  ): void {
    this.reactions.add({
      name,
      to: 'event.recorded',
      when: ({ data }) => data['kind'] === 'recorder' && types.includes(String(data['type'])),
      act: async (unit, fact) => act(unit, fact, (await this.events.of(unit, fact)) as RecorderEvent),
    });
  }
}
