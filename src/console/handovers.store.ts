/** The rows of hand-overs. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { HandoverItem, HandoverState } from './handover.js';

export const HandoverTable = table<HandoverItem>('handovers', {
  id: key,
  giver: text,
  receiver: text,
  post: text,
  state: text,
  offeredAt: text,
  answeredAt: text,
  note: json,
  reason: json,
  open: json,
});

export const insertHandover = (asking: Asking, item: HandoverItem): Promise<unknown> =>
  asking.rows(HandoverTable).insert(item);

export async function handoverWith(asking: Asking, id: string): Promise<HandoverItem | undefined> {
  const row = await asking.rows(HandoverTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export async function offeredBy(asking: Asking, giver: string): Promise<HandoverItem | undefined> {
  const row = await asking.rows(HandoverTable).findOneBy({ giver, state: 'offered' });
  return row === null ? undefined : present(row);
}

/** Guarded: only an offer that stands is answered. @returns whether it stood */
export async function answer(
  asking: Asking,
  id: string,
  change: { readonly state: HandoverState } & Pick<HandoverItem, 'answeredAt' | 'reason'>,
): Promise<boolean> {
  const { affected } = await asking.rows(HandoverTable).update({ id, state: 'offered' }, change);
  return affected === 1;
}

/** Newest first. */
export async function listHandovers(
  asking: Asking,
  limit: number,
  before: string | undefined,
  state: HandoverState | undefined,
): Promise<HandoverItem[]> {
  const query = asking
    .rows(HandoverTable)
    .createQueryBuilder('handover')
    .orderBy('handover.id', 'DESC')
    .limit(limit);
  if (state !== undefined) query.andWhere('handover.state = :state', { state });
  if (before !== undefined) query.andWhere('handover.id < :before', { before });
  return (await query.getMany()).map(present);
}
