/** A post changes hands only when who goes offers it and who comes accepts; both and what was open are noted. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { People } from '../access/people.service.js';
import type { Viewer } from '../access/viewer.js';
import { dutyRole } from '../duty/duty.js';
import { Duty } from '../duty/duty.service.js';
import { person as personActor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { Boards } from './boards.service.js';
import { openOn, type HandoverItem, type HandoverState } from './handover.js';
import { answer, handoverWith, insertHandover, listHandovers, offeredBy } from './handovers.store.js';

/** Where hand-overs are kept, and what they tell of. */
@Injectable()
export class HandoverSources {
  constructor(
    readonly reader: Reader,
    readonly entries: Entries,
    readonly boards: Boards,
  ) {}
}

@Injectable()
export class Handovers {
  constructor(
    private readonly writer: Writer,
    private readonly sources: HandoverSources,
    private readonly people: People,
    private readonly duty: Duty,
  ) {}

  /** @throws NOT_ON_DUTY, HANDOVER_OFFERED, `invalid` RECEIVER_UNFIT */
  async offer(giver: string, to: string, note: string | undefined): Promise<HandoverItem> {
    const receiver = (await this.people.list()).find(({ id }) => id === to);
    if (receiver === undefined || to === giver || dutyRole(receiver.roles) === undefined)
      throw invalid('RECEIVER_UNFIT', 'a post is handed over to another person who answers alarms');
    const item = await this.writer.write(async (unit) => {
      const post = (await this.duty.onPost(unit)).find(({ person }) => person === giver)?.post;
      if (post === undefined) throw conflict('NOT_ON_DUTY', 'you are on no post');
      const standing = await offeredBy(unit, giver);
      if (standing !== undefined)
        throw conflict('HANDOVER_OFFERED', 'you have offered it already; withdraw that first', {
          first: { at: standing.offeredAt, receiver: standing.receiver },
        });
      const offered: HandoverItem = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        giver,
        receiver: to,
        post,
        state: 'offered',
        offeredAt: unit.at,
        ...(note === undefined ? {} : { note: word(note, 'staff') }),
        open: openOn(this.sources.boards.board),
      };
      await insertHandover(unit, offered);
      tell(unit, 'offered', offered, giver);
      return offered;
    });
    return this.#named(item.id);
  }

  /** He takes the post, unless he stands on one already; who offered it leaves his. */
  async accept(id: string, viewer: Viewer): Promise<HandoverItem> {
    return this.#answer(id, viewer.person, 'accepted', async (unit, { giver, post }) => {
      await this.duty.end(unit, giver);
      const isOnPost = (await this.duty.onPost(unit)).some(({ person }) => person === viewer.person);
      if (!isOnPost) await this.duty.start(unit, viewer, post);
    });
  }

  refuse(id: string, person: string, reason: string): Promise<HandoverItem> {
    return this.#answer(id, person, 'refused', () => Promise.resolve(), reason);
  }

  withdraw(id: string, person: string): Promise<HandoverItem> {
    return this.#answer(id, person, 'withdrawn', () => Promise.resolve());
  }

  async list(
    limit: number,
    cursor: string | undefined,
    state: HandoverState | undefined,
  ): Promise<{ items: HandoverItem[]; next: string | null }> {
    const rows = await listHandovers(this.sources.reader, limit + 1, cursor, state);
    const items = await this.sources.entries.joined(rows.slice(0, limit));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws HANDOVER_MISSING where it is not for him; HANDOVER_ANSWERED with how it stands */
  async #answer(
    id: string,
    person: string,
    state: Exclude<HandoverState, 'offered'>,
    act: (unit: Unit, item: HandoverItem) => Promise<void>,
    reason?: string,
  ): Promise<HandoverItem> {
    await this.writer.write(async (unit) => {
      const item = await handoverWith(unit, id);
      const who = state === 'withdrawn' ? item?.giver : item?.receiver;
      if (item === undefined || who !== person)
        throw missing('HANDOVER_MISSING', 'there is no such hand-over for you to answer');
      const why = reason === undefined ? {} : { reason: word(reason, 'staff') };
      if (!(await answer(unit, id, { state, answeredAt: unit.at, ...why })))
        throw conflict('HANDOVER_ANSWERED', `it is ${item.state} already`, {
          first: { at: item.answeredAt, state: item.state },
        });
      await act(unit, item);
      tell(unit, state, { ...item, ...why }, person);
    });
    return this.#named(id);
  }

  async #named(id: string): Promise<HandoverItem> {
    const item = await handoverWith(this.sources.reader, id);
    if (item === undefined) throw missing('HANDOVER_MISSING', 'there is no such hand-over');
    return this.sources.entries.joined(item);
  }
}

function tell(
  unit: Unit,
  what: HandoverState,
  { id, giver, receiver, post, note, reason, open }: HandoverItem,
  by: string,
): void {
  unit.record({
    type: `handover.${what}`,
    by: personActor(by),
    subject: { kind: 'handover', id },
    data: { giver, receiver, post, note: what === 'offered' ? note : undefined, reason, open },
  });
}
