/** Hears what recorders announce. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Events } from '../intake/events.service.js';
import { Reactions } from '../ledger/reactions.js';
import { Recordings, type ClipReady } from './recordings.service.js';

@Injectable()
export class RecordingsListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly events: Events,
    private readonly recordings: Recordings,
  ) {}

  onModuleInit(): void {
    this.reactions.add({
      name: 'expect-clip',
      to: 'event.recorded',
      when: ({ data }) => data['type'] === 'clip-ready' && data['kind'] === 'recorder',
      act: async (unit, fact) =>
        this.recordings.announce(unit, fact, (await this.events.of(unit, fact)) as ClipReady),
    });
  }
}
