/** The rows of where each shared incident stands with the police, and of what is on its way to their system. */
import { key, present, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { DeliveryItem, ExchangeState } from './exchange.js';

export interface ExchangeRow {
  readonly incident: string;
  readonly station: string;
  readonly state: ExchangeState;
  readonly at: string;
}

export const ExchangeTable = table<ExchangeRow>('exchanges', {
  incident: key,
  station: text,
  state: text,
  at: text,
});

export async function exchangeOf(asking: Asking, incident: string): Promise<ExchangeRow | undefined> {
  const row = await asking.rows(ExchangeTable).findOneBy({ incident });
  return row === null ? undefined : present(row);
}

export const putExchange = (asking: Asking, row: ExchangeRow): Promise<unknown> =>
  asking.rows(ExchangeTable).upsert(row, ['incident']);

export interface DeliveryRow extends DeliveryItem {
  readonly body: string;
}

export const DeliveryTable = table<DeliveryRow>('deliveries', {
  fact: { ...whole, primary: true, nullable: false },
  incident: text,
  verb: text,
  body: text,
  state: text,
  attempts: whole,
  dueAt: text,
  answer: text,
});

const mostAtOnce = 20;

/** In the order in which it happened. */
export async function dueDeliveries(asking: Asking, now: string): Promise<DeliveryRow[]> {
  const rows = await asking.query<DeliveryRow>(
    `SELECT "fact", "incident", "verb", "body", "state", "attempts", "dueAt" FROM "deliveries"
     WHERE "state" = 'waiting' AND "dueAt" <= ?`,
    [now],
  );
  // Sorted here: the database would go through all that was ever delivered, in its order.
  return rows.toSorted((a, b) => a.fact - b.fact).slice(0, mostAtOnce);
}

/** Newest first. */
export const listDeliveries = async (asking: Asking): Promise<DeliveryRow[]> =>
  (await asking.rows(DeliveryTable).find({ order: { fact: 'DESC' }, take: 200 })).map(present);
