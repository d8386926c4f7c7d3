/** The rows of what posts demand and of who stands there when. */
import { json, key, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Instant } from '../kernel/clock.js';
import type { PostItem, Turn } from './rota.js';

export const PostTable = table<PostItem>('dutyPosts', { post: key, atLeast: whole, shifts: json });
export const TurnTable = table<Turn>('dutyTurns', {
  id: key,
  post: text,
  person: text,
  startsAt: text,
  endsAt: text,
});

export const postsKept = (asking: Asking): Promise<PostItem[]> =>
  asking.rows(PostTable).find({ order: { post: 'ASC' } });

export async function keepPost(asking: Asking, item: PostItem): Promise<void> {
  await asking.rows(PostTable).delete({ post: item.post });
  if (item.shifts.length > 0) await asking.rows(PostTable).insert(item);
}

/** Those that touch the time from `from` to `to`, earliest first. */
export const turnsBetween = (asking: Asking, from: Instant, to: Instant): Promise<Turn[]> =>
  asking.query<Turn>(
    `SELECT "id", "post", "person", "startsAt", "endsAt" FROM "dutyTurns" WHERE "startsAt" < ? AND "endsAt" > ?
     ORDER BY "startsAt", "id"`,
    [to, from],
  );

export const turnWith = (asking: Asking, id: string): Promise<Turn | null> =>
  asking.rows(TurnTable).findOneBy({ id });

export const insertTurns = async (asking: Asking, turns: readonly Turn[]): Promise<void> => {
  if (turns.length > 0) await asking.rows(TurnTable).insert([...turns]);
};

export const removeTurn = async (asking: Asking, id: string): Promise<unknown> =>
  asking.rows(TurnTable).delete({ id });

export const giveTurn = async (asking: Asking, id: string, person: string): Promise<unknown> =>
  asking.rows(TurnTable).update({ id }, { person });
