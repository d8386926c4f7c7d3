/** An alarm or an incident changes hands only when who holds it offers it and a colleague on post accepts. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Alarms } from '../alarms/alarms.service.js';
import {
  heldBy,
  holderOf,
  offerMs,
  withOffer,
  withoutOffer,
  wrongWithOffer,
  type Care,
  type Refusal,
} from '../alarms/care.js';
import { Duty } from '../duty/duty.service.js';
import { IncidentFiles } from '../incidents/incident-files.service.js';
import { isOnBoard } from '../incidents/life.js';
import { person as personActor, theSystem, type Actor, type Subject } from '../kernel/actor.js';
import { laterBy, toInstant, toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { OfferItem, OfferState } from './offer.js';
import { answerOffer, dueOffers, insertOffer, offerWith } from './offers.store.js';

/** What may be offered, as it stands. */
interface Matter {
  readonly place: string;
  readonly incident?: string;
  readonly care?: Care;
  readonly holder?: string | undefined;
  readonly isOpen: boolean;
}

/** The two that can change hands, in the folders that own them. */
@Injectable()
export class Matters {
  constructor(
    private readonly alarms: Alarms,
    private readonly incidents: IncidentFiles,
  ) {}

  /** @throws ALARM_MISSING, INCIDENT_MISSING */
  async of(unit: Unit, { kind, id }: Subject): Promise<Matter> {
    if (kind === 'alarm') {
      const alarm = await this.alarms.inUnit(unit, id);
      return { ...alarm, holder: holderOf(alarm), isOpen: alarm.response !== 'closed' };
    }
    const incident = await this.incidents.itemIn(unit, id);
    return { ...incident, holder: holderOf(incident), isOpen: isOnBoard(incident.state) };
  }

  keep(unit: Unit, { kind, id }: Subject, care: Care): Promise<void> {
    return kind === 'alarm' ? this.alarms.care(unit, id, care) : this.incidents.care(unit, id, care);
  }
}

@Injectable()
export class Offers {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly duty: Duty,
    private readonly matters: Matters,
  ) {}

  /** @throws NOT_ON_DUTY, RECEIVER_UNFIT, HELD_BY_ANOTHER, OFFER_STANDS, MATTER_ENDED */
  async offer(giver: string, subject: Subject, to: string, note: string | undefined): Promise<OfferItem> {
    const id = await this.writer.write(async (unit) => {
      const matter = await this.matters.of(unit, subject);
      if (!matter.isOpen) throw ended();
      const standing = matter.care?.offer;
      if (standing !== undefined)
        throw conflict('OFFER_STANDS', 'it is offered to somebody already; he answers first', {
          first: standing,
        });
      const onPost = await this.duty.onPost(unit);
      const wrong = wrongWithOffer({
        giver,
        receiver: to,
        holder: matter.holder,
        isChief: onPost.some(({ person, role }) => person === giver && role === 'chief'),
        onPost: onPost.map(({ person }) => person),
      });
      if (wrong !== undefined) throw refusalOf(wrong, matter);
      const offer = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        giver,
        receiver: to,
        at: unit.at,
        until: laterBy(unit.at, offerMs),
        ...(note === undefined ? {} : { note: word(note, 'staff') }),
      };
      await insertOffer(unit, { ...offer, subject, place: matter.place, state: 'offered' });
      await this.matters.keep(unit, subject, withOffer(matter.care, offer));
      const { at: _at, id: _id, ...told } = offer;
      tell(unit, { subject, ...matter }, 'offered', personActor(giver), { offer: offer.id, ...told });
      return offer.id;
    });
    return this.#named(id);
  }

  accept(id: string, person: string): Promise<OfferItem> {
    return this.#answered(id, person, 'accepted');
  }

  decline(id: string, person: string, reason: string | undefined): Promise<OfferItem> {
    return this.#answered(id, person, 'declined', reason);
  }

  withdraw(id: string, person: string): Promise<OfferItem> {
    return this.#answered(id, person, 'withdrawn');
  }

  /** Each offer that nobody answered in time is over, once, over restarts too. */
  async lapse(nowMs: number): Promise<void> {
    for (const { id } of await dueOffers(this.reader, toInstant(nowMs)))
      await this.writer.write((unit) => this.#end(unit, id, 'lapsed', theSystem));
  }

  async #answered(
    id: string,
    person: string,
    state: Exclude<OfferState, 'offered' | 'lapsed'>,
    reason?: string,
  ): Promise<OfferItem> {
    await this.writer.write(async (unit) => {
      const offer = await offerWith(unit, id);
      const who = state === 'withdrawn' ? offer?.giver : offer?.receiver;
      if (offer === undefined || who !== person)
        throw missing('OFFER_MISSING', 'there is no such offer for you to answer');
      if (!(await this.#end(unit, id, state, personActor(person), reason)))
        throw conflict('OFFER_ANSWERED', `it is ${offer.state} already`, {
          first: { at: offer.answeredAt, state: offer.state },
        });
    });
    return this.#named(id);
  }

  /** @returns whether it stood until now */
  async #end(
    unit: Unit,
    id: string,
    state: Exclude<OfferState, 'offered'>,
    by: Actor,
    reason?: string,
  ): Promise<boolean> {
    const why = reason === undefined ? {} : { reason: word(reason, 'staff') };
    if (!(await answerOffer(unit, id, { state, answeredAt: unit.at, ...why }))) return false;
    const offer = await offerWith(unit, id);
    if (offer === undefined) return false;
    const { subject, giver, receiver } = offer;
    const matter = await this.matters.of(unit, subject);
    if (state === 'accepted' && !matter.isOpen) throw ended();
    const care = state === 'accepted' ? heldBy(receiver, unit.at) : withoutOffer(matter.care);
    await this.matters.keep(unit, subject, care);
    tell(unit, { subject, ...matter }, factOf[state], by, { offer: id, giver, receiver, ...why });
    return true;
  }

  async #named(id: string): Promise<OfferItem> {
    const offer = await offerWith(this.reader, id);
    if (offer === undefined) throw missing('OFFER_MISSING', 'there is no such offer');
    return this.entries.joined(offer);
  }
}

const factOf = {
  accepted: 'taken-over',
  declined: 'offer-declined',
  withdrawn: 'offer-withdrawn',
  lapsed: 'offer-lapsed',
} as const;

function tell(
  unit: Unit,
  { subject, place, incident }: Matter & { readonly subject: Subject },
  what: string,
  by: Actor,
  data: Readonly<Record<string, unknown>>,
): void {
  const type = `${subject.kind}.${what}`;
  unit.record({ type, by, subject, data: { ...data, place, incident } });
}

function refusalOf(refusal: Refusal, { holder }: Matter): Error {
  if (refusal === 'NOT_ON_DUTY') return conflict('NOT_ON_DUTY', 'you are on no post');
  if (refusal === 'HELD_BY_ANOTHER')
    return conflict('HELD_BY_ANOTHER', 'somebody else on post holds it; he or the chief may offer it', {
      first: { person: holder },
    });
  return invalid('RECEIVER_UNFIT', 'it is handed to another person who is on post and does not hold it yet');
}

const ended = (): Error => conflict('MATTER_ENDED', 'it is closed; nothing of it can be handed over');
