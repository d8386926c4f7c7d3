/** Who has which room, from when until when. */
import { In, IsNull } from 'typeorm';
import type { Instant } from '../kernel/clock.js';
import { key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Bench } from './bench.js';

export const BenchTable = table<Bench>('benches', {
  id: key,
  person: text,
  place: text,
  since: text,
  until: text,
});

/** Those held now, by one person or by anybody. */
export async function heldBenches(asking: Asking, person?: string): Promise<Bench[]> {
  const whose = person === undefined ? {} : { person };
  const rows = await asking.rows(BenchTable).findBy({ until: IsNull(), ...whose });
  // Sorted here: the database would take the ids in order, and read every bench there ever was.
  return rows.map(present).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** All that anybody ever held of these places. */
export const benchesAt = async (asking: Asking, places: readonly string[]): Promise<Bench[]> =>
  places.length === 0 ? [] : (await asking.rows(BenchTable).findBy({ place: In([...places]) })).map(present);

/** Where he sits or ever sat. */
export const placesOf = async (asking: Asking, person: string): Promise<string[]> => {
  const rows = await asking.rows(BenchTable).findBy({ person });
  return [...new Set(rows.map(({ place }) => place))];
};

export const leaveBench = (asking: Asking, id: string, at: Instant): Promise<unknown> =>
  asking.rows(BenchTable).update({ id }, { until: at });
