/** The rows of hearings. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import { laterBy, type Instant } from '../kernel/clock.js';
import { longestMs, type HearingItem } from './hearing.js';

export const HearingTable = table<HearingItem>('hearings', {
  id: key,
  place: text,
  startsAt: text,
  endsAt: text,
  caseNumber: json,
  cause: json,
  judge: json,
  parties: json,
  risk: text,
  source: text,
});

export async function hearingWith(asking: Asking, id: string): Promise<HearingItem | undefined> {
  const row = await asking.rows(HearingTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/** Those of some while, the earliest first: they begin before `to` and end after `from`. */
export async function hearingsBetween(
  asking: Asking,
  from: Instant,
  to: Instant,
  place?: string,
): Promise<HearingItem[]> {
  const query = asking
    .rows(HearingTable)
    .createQueryBuilder('hearing')
    // None is longer than a day: so the index on beginnings serves.
    .where('hearing.startsAt > :earliest AND hearing.startsAt <= :to AND hearing.endsAt > :from', {
      earliest: laterBy(from, -longestMs),
      from,
      to,
    })
    .orderBy('hearing.startsAt', 'ASC')
    .addOrderBy('hearing.id', 'ASC');
  if (place !== undefined) query.andWhere('hearing.place = :place', { place });
  return (await query.getMany()).map(present);
}

/** Those that an import brought and that begin in [from, to). */
export const importedBetween = async (asking: Asking, from: Instant, to: Instant): Promise<HearingItem[]> =>
  (await hearingsBetween(asking, from, to)).filter(
    ({ source, startsAt }) => source === 'import' && startsAt >= from && startsAt < to,
  );

export const insertHearing = (asking: Asking, hearing: HearingItem): Promise<unknown> =>
  asking.rows(HearingTable).insert(hearing);

export async function deleteHearing(asking: Asking, id: string): Promise<boolean> {
  return (await asking.rows(HearingTable).delete({ id })).affected === 1;
}
