/** The rows of what was offered to a colleague. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { OfferItem } from './offer.js';

type OfferRow = Omit<OfferItem, 'subject'> & { readonly subjectKind: string; readonly subject: string };

export const OfferTable = table<OfferRow>('offers', {
  id: key,
  subjectKind: text,
  subject: text,
  place: text,
  giver: text,
  receiver: text,
  state: text,
  at: text,
  until: text,
  answeredAt: text,
  note: json,
  reason: json,
});

const item = (row: OfferRow): OfferItem => {
  const { subjectKind, subject, ...rest } = present(row);
  return { ...rest, subject: { kind: subjectKind, id: subject } };
};

export const insertOffer = (asking: Asking, { subject, ...offer }: OfferItem): Promise<unknown> =>
  asking.rows(OfferTable).insert({ ...offer, subjectKind: subject.kind, subject: subject.id });

export async function offerWith(asking: Asking, id: string): Promise<OfferItem | undefined> {
  const row = await asking.rows(OfferTable).findOneBy({ id });
  return row === null ? undefined : item(row);
}

/** Offers that stand and should have been answered by then. */
export async function dueOffers(asking: Asking, now: string): Promise<OfferItem[]> {
  // Spelled out, so that the index of offers that stand serves it.
  const due = await asking.query<{ id: string }>(
    `SELECT "id" FROM "offers" WHERE "state" = 'offered' AND "until" <= ?`,
    [now],
  );
  const offers = await Promise.all(due.map(({ id }) => offerWith(asking, id)));
  return offers.flatMap((offer) => (offer?.state === 'offered' ? [offer] : []));
}

/** Guarded: only an offer that stands is answered. @returns whether it stood */
export async function answerOffer(
  asking: Asking,
  id: string,
  change: Pick<OfferItem, 'state' | 'answeredAt' | 'reason'>,
): Promise<boolean> {
  return (await asking.rows(OfferTable).update({ id, state: 'offered' }, change)).affected === 1;
}
