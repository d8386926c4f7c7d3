/** Tells a station's own system what is shared with it: queued in the transaction of the fact, signed, tried again, never lost. */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Incidents } from '../incidents/incidents.service.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { laterBy } from '../kernel/clock.js';
import { conflict, reasonOf } from '../kernel/errors.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { capAlert, mostAttempts, pauseMs } from './alert.js';
import { verbOf } from './exchange.js';
import { DeliveryTable, dueDeliveries, listDeliveries, type DeliveryRow } from './exchange.store.js';

/** Where it goes and the secret that signs it; nothing is queued without. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
  readonly court: string;
  readonly isDemo: boolean;
}
export const WEBHOOK = Symbol('webhook');

const answerWithinMs = 10_000;

@Injectable()
export class Deliveries {
  constructor(
    private readonly webhook: Webhook | undefined,
    private readonly storage: { readonly reader: Reader; readonly writer: Writer; readonly entries: Entries },
    private readonly incidents: Incidents,
    private readonly places: Places,
  ) {}

  /** In the transaction of the fact: what was shared is on its way, or nothing was shared. */
  async queue(unit: Unit, fact: RecordedFact): Promise<void> {
    const verb = verbOf[fact.type];
    if (this.webhook === undefined || verb === undefined) return;
    const row = await this.incidents.row(unit, fact.subject.id);
    const text = fact.context as string | undefined;
    const { court, isDemo } = this.webhook;
    const id = `${court}-${fact.seq}`;
    const earlier = (await this.storage.entries.about([fact.subject]))
      .filter(({ type, seq }) => type in verbOf && seq < fact.seq)
      .map((entry) => ({ id: `${court}-${entry.seq}`, sent: entry.at }));
    const cap = capAlert({
      id,
      verb,
      sender: `courthouse/${court}`,
      sent: unit.at,
      earlier,
      isExercise: isDemo,
      incident: row.id,
      openedAt: row.openedAt,
      place: this.places.of(row.place)?.name ?? row.place,
      acts: await this.incidents.standingFindings(unit, row.id),
      ...(text === undefined ? {} : { text }),
    });
    const body = JSON.stringify({
      v: 1,
      id,
      verb,
      court,
      incident: row.id,
      zone: row.zone,
      at: unit.at,
      cap,
    });
    await unit.rows(DeliveryTable).insert({
      fact: fact.seq,
      incident: row.id,
      verb,
      body,
      state: 'waiting',
      attempts: 0,
      dueAt: unit.at,
    });
  }

  list(): Promise<DeliveryRow[]> {
    return listDeliveries(this.storage.reader);
  }

  /** A dead one is tried again from the start. @throws DELIVERY_NOT_DEAD */
  revive(fact: number, by: Actor): Promise<void> {
    return this.storage.writer.write(async (unit) => {
      const row = await unit.rows(DeliveryTable).findOneBy({ fact, state: 'dead' });
      if (row === null) throw conflict('DELIVERY_NOT_DEAD', 'only what was given up can be tried again');
      const change = { state: 'waiting', attempts: 0, dueAt: unit.at } as const;
      await unit.rows(DeliveryTable).update({ fact }, change);
      const subject = { kind: 'incident', id: row.incident };
      unit.record({ type: 'liaison.sent-again', by, subject, data: { fact, verb: row.verb } });
    });
  }

  /** One round: everything due, in the order in which it happened. @returns how many were tried */
  async send(now: string): Promise<number> {
    const due = await dueDeliveries(this.storage.reader, now);
    for (const row of due) await this.#settle(row, await this.#post(row), now);
    return due.length;
  }

  /** @returns why it was not taken */
  async #post({ body, fact }: DeliveryRow): Promise<string | undefined> {
    if (this.webhook === undefined) return 'no address is set';
    const { url, secret, court } = this.webhook;
    const time = Math.floor(Date.now() / 1000);
    const mac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    try {
      const { ok, status } = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        headers: {
          'Content-Type': 'application/json',
          'Court-Delivery': `${court}-${fact}`,
          'Court-Signature': `t=${time},v1=${mac}`,
        },
        body,
        signal: AbortSignal.timeout(answerWithinMs),
      });
      return ok ? undefined : `it answered ${status}`;
    } catch (error) {
      return reasonOf(error);
    }
  }

  async #settle(
    { fact, incident, attempts, verb }: DeliveryRow,
    why: string | undefined,
    now: string,
  ): Promise<void> {
    const tried = attempts + 1;
    const state = why === undefined ? 'delivered' : tried >= mostAttempts ? 'dead' : 'waiting';
    await this.storage.writer.write(async (unit) => {
      const dueAt = laterBy(now, pauseMs(attempts));
      await unit.rows(DeliveryTable).update({ fact }, { state, attempts: tried, dueAt, answer: why ?? 'ok' });
      if (state === 'waiting') return;
      unit.record({
        type: state === 'dead' ? 'liaison.undelivered' : 'liaison.delivered',
        by: theSystem,
        subject: { kind: 'incident', id: incident },
        data: { fact, verb, attempts: tried, ...(why === undefined ? {} : { why: word(why, 'staff') }) },
      });
    });
  }
}
