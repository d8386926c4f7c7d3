/** The rows of what people flagged and reported. */
import { In, IsNull } from 'typeorm';
import type { Instant } from '../kernel/clock.js';
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Alone } from './bench.js';
import type { OwnCallRow } from './own-call.js';

export const OwnCallTable = table<OwnCallRow>('ownCalls', {
  id: key,
  kind: text,
  how: text,
  at: text,
  happenedAt: text,
  place: text,
  person: text,
  device: text,
  from: text,
  to: text,
  channel: text,
  wrote: json,
  incident: text,
  readAt: text,
  releasedAt: text,
});

/**
 * Newest first: what he wrote, and what a key flagged in a room while that was his alone.
 * Both the call and its report lie in that time: a report that comes late belongs to nobody who came later.
 */
export async function ownCalls(
  asking: Asking,
  { person, alone }: { readonly person: string; readonly alone: readonly Alone[] },
  limit: number,
  after: { readonly at: string; readonly id: string } | undefined,
): Promise<OwnCallRow[]> {
  const query = asking
    .rows(OwnCallTable)
    .createQueryBuilder('call')
    .orderBy('call.at', 'DESC')
    .addOrderBy('call.id', 'DESC')
    .take(limit);
  const spans = alone.map(
    (_, n) =>
      `(call.how = 'key' AND call.place = :place${n} AND call.happenedAt >= :from${n} AND call.at < :to${n})`,
  );
  const bounds = alone.flatMap(({ place, from, to }, n) => [
    [`place${n}`, place],
    [`from${n}`, from],
    [`to${n}`, to],
  ]);
  query.where(`(${['call.person = :person', ...spans].join(' OR ')})`, {
    person,
    ...(Object.fromEntries(bounds) as object),
  });
  if (after !== undefined) query.andWhere('(call.at < :at OR (call.at = :at AND call.id < :id))', after);
  return (await query.getMany()).map(present);
}

/** The first reading counts. */
export const readCalls = (asking: Asking, ids: readonly string[], at: Instant): Promise<unknown> =>
  asking.rows(OwnCallTable).update({ id: In([...ids]), readAt: IsNull() }, { readAt: at });
