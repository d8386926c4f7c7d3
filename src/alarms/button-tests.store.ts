/** The rows of tests, and of when each button is due. */
import { IsNull } from 'typeorm';
import { json, key, present, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { ButtonTestItem } from './button-test.js';

export const ButtonTestTable = table<ButtonTestItem>('buttonTests', {
  id: key,
  device: text,
  place: text,
  opened: json,
  until: text,
  pressedAt: text,
  boot: text,
  seq: whole,
  receiptedAt: text,
  shown: json,
  sounded: json,
  endedAt: text,
  outcome: text,
});

export interface TestDueRow {
  readonly device: string;
  readonly dueAt: string;
}

export const TestDueTable = table<TestDueRow>('buttonTestsDue', { device: key, dueAt: text });

const newestTests = 20;

export const runningTests = async (asking: Asking): Promise<ButtonTestItem[]> =>
  // Sorted here: the database would take the ids in order, and read every test there ever was.
  (await asking.rows(ButtonTestTable).findBy({ endedAt: IsNull() }))
    .map(present)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

export async function runningTestOf(asking: Asking, device: string): Promise<ButtonTestItem | undefined> {
  // Spelled out, so that the small index serves it: every press of a button asks.
  const [row] = await asking.query<{ id: string }>(
    `SELECT "id" FROM "buttonTests" WHERE "device" = ? AND "endedAt" IS NULL`,
    [device],
  );
  return row === undefined ? undefined : testWith(asking, row.id);
}

export async function testWith(asking: Asking, id: string): Promise<ButtonTestItem | undefined> {
  const row = await asking.rows(ButtonTestTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/** Newest first. */
export const testsOf = async (asking: Asking, device: string): Promise<ButtonTestItem[]> =>
  (
    await asking.rows(ButtonTestTable).find({ where: { device }, order: { id: 'DESC' }, take: newestTests })
  ).map(present);

export const testsDue = (asking: Asking): Promise<TestDueRow[]> => asking.rows(TestDueTable).find();

export async function setTestDue(asking: Asking, device: string, dueAt: string): Promise<void> {
  await asking.rows(TestDueTable).delete({ device });
  await asking.rows(TestDueTable).insert({ device, dueAt });
}
