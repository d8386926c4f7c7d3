/** Who was on which post, from when until when. */
import type { Instant } from '../kernel/clock.js';
import { json, key, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { DutyItem, SoundCheck } from './duty.js';

export interface DutyRow extends DutyItem {
  readonly until?: Instant;
}

export const DutyTable = table<DutyRow>('duty', {
  id: key,
  person: text,
  name: json,
  role: text,
  post: text,
  since: text,
  until: text,
  sound: json,
});

type Raw = Omit<DutyItem, 'name' | 'sound'> & { readonly name: string; readonly sound: string | null };

const item = ({ sound, name, ...row }: Raw): DutyItem => ({
  ...row,
  name: JSON.parse(name) as DutyItem['name'],
  ...(sound === null ? {} : { sound: JSON.parse(sound) as SoundCheck }),
});

/** Those on post now, or the one person among them. */
export async function onPost(asking: Asking, person?: string): Promise<DutyItem[]> {
  const rows = await asking.query<Raw>(
    `SELECT "id", "person", "name", "role", "post", "since", "sound" FROM "duty" WHERE "until" IS NULL
     ${person === undefined ? '' : 'AND "person" = ?'} ORDER BY "since", "id"`,
    person === undefined ? [] : [person],
  );
  return rows.map(item);
}

export async function onPostAt(asking: Asking, at: Instant): Promise<DutyItem[]> {
  const rows = await asking.query<Raw>(
    `SELECT "id", "person", "name", "role", "post", "since", "sound" FROM "duty" WHERE "since" <= ? AND ("until" IS NULL OR "until" > ?)
     ORDER BY "since", "id"`,
    [at, at],
  );
  return rows.map(item);
}

export async function onPostSince(asking: Asking, from: Instant): Promise<DutyItem[]> {
  const rows = await asking.query<Raw>(
    `SELECT "id", "person", "name", "role", "post", "since", "sound" FROM "duty" WHERE "until" IS NULL OR "until" > ?`,
    [from],
  );
  return rows.map(item);
}

export const leavePost = (asking: Asking, id: string, at: Instant): Promise<unknown> =>
  asking.query('UPDATE "duty" SET "until" = ? WHERE "id" = ? AND "until" IS NULL', [at, id]);

export const keepSound = (asking: Asking, id: string, sound: SoundCheck): Promise<unknown> =>
  asking.query('UPDATE "duty" SET "sound" = ? WHERE "id" = ?', [JSON.stringify(sound), id]);
