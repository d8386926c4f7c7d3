/** Hears who stands on post: somebody whom no way reaches is a standing trouble, once the court keeps contacts at all. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Contacts } from '../duty/contacts.service.js';
import { Duty } from '../duty/duty.service.js';
import { Reactions } from '../ledger/reactions.js';
import type { Unit } from '../storage/unit.js';
import { Troubles } from './troubles.service.js';

const kind = 'no-contact';

@Injectable()
export class ContactsListener implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly duty: Duty,
    private readonly contacts: Contacts,
    private readonly troubles: Troubles,
  ) {}

  onModuleInit(): void {
    for (const to of ['duty.started', 'duty.ended', 'contact.set'])
      this.reactions.add({
        name: `who-cannot-be-reached-is-trouble-after-${to.replace('.', '-')}`,
        to,
        act: (unit) => this.#look(unit),
      });
  }

  async #look(unit: Unit): Promise<void> {
    const ways = await this.contacts.ways(unit);
    const onPost = ways.size === 0 ? [] : await this.duty.onPost(unit);
    const mute = new Map(
      onPost.filter(({ person }) => !ways.has(person)).map((one) => [one.person, one.post]),
    );
    await this.troubles.end(
      unit,
      kind,
      undefined,
      ({ detail, place }) => mute.get(String(detail['note'])) !== place,
    );
    for (const [note, place] of mute) await this.troubles.raise(unit, { kind, place, detail: { note } });
  }
}
