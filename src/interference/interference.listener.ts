/** Hears the recorders' keys for 干预 and 过问. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Events } from '../intake/events.service.js';
import { Reactions } from '../ledger/reactions.js';
import { isSealedTag } from '../recordings/mark.js';
import type { Flagged } from '../recordings/marks.service.js';
import { Interference } from './interference.service.js';

@Injectable()
export class InterferenceListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly events: Events,
    private readonly interference: Interference,
  ) {}

  onModuleInit(): void {
    this.reactions.add({
      name: 'file-flagged-interference',
      to: 'event.recorded',
      when: ({ data }) => data['kind'] === 'recorder' && data['type'] === 'flagged',
      act: async (unit, fact) => {
        const event = (await this.events.of(unit, fact)) as Flagged;
        if (isSealedTag(event.tag)) await this.interference.flag(unit, fact, event);
      },
    });
  }
}
