/** Hears how screening lanes stand, and makes it trouble or ends it. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions, type Reaction } from '../ledger/reactions.js';
import { Troubles } from './troubles.service.js';

const fewest = 2;

@Injectable()
export class LaneTroubles implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly troubles: Troubles,
  ) {}

  onModuleInit(): void {
    this.#add('a-lane-with-few-is-trouble', 'lane.understaffed', this.#raise('lane-operators'));
    this.#add('an-unchecked-lane-is-trouble', 'lane.unchecked', this.#raise('lane-unchecked'));
    // A gate's own failed check is ranked with its other events.
    this.#add(
      'a-check-that-failed-by-hand-is-trouble',
      'lane.checked',
      this.#raise('self-check'),
      (fact) => fact.by.kind === 'person' && fact.data['ok'] === false,
    );
    this.#add(
      'a-checked-lane-ends-trouble',
      'lane.checked',
      this.#end('lane-unchecked', 'self-check'),
      (fact) => fact.data['ok'] === true,
    );
    for (const type of ['lane.joined', 'lane.checked'])
      this.#add(
        `enough-people-end-trouble-${type}`,
        type,
        this.#end('lane-operators'),
        (fact) => Number(fact.data['count']) >= fewest,
      );
    for (const type of ['lane.ended', 'lane.day-began'])
      this.#add(`nothing-is-wrong-after-${type}`, type, this.#end('lane-operators', 'lane-unchecked'));
  }

  #add(name: string, to: string, act: Reaction['act'], when?: Reaction['when']): void {
    this.reactions.add({
      name: name.replace('.', '-'),
      to,
      act,
      ...(when === undefined ? {} : { when }),
    });
  }

  #raise(kind: string): Reaction['act'] {
    return (unit, { subject, data }) =>
      this.troubles.raise(unit, { kind, device: subject.id, place: String(data['place']), detail: {} });
  }

  #end(...kinds: readonly string[]): Reaction['act'] {
    return async (unit, { subject }) => {
      for (const kind of kinds) await this.troubles.end(unit, kind, subject.id);
    };
  }
}
