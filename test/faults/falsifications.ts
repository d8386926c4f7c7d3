/** Lies told to the checker, each against one promise: what it does not see here it would not see in earnest. */
import { copyFileSync, existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Invariant } from './complaint.js';
import type { History, Press, Telling } from './history.js';

export interface Lie {
  readonly name: string;
  /** the promise that the lie breaks */
  readonly breaks: Invariant;
  /** what is done to a copy of the court's file */
  readonly inFile?: readonly string[];
  readonly inHistory?: (history: History) => History;
}

const free = `DROP TRIGGER "entriesStayUPDATE"; DROP TRIGGER "entriesStayDELETE"`;
const aPress = `(SELECT rowid FROM "events" WHERE "type" = 'pressed' LIMIT 1 OFFSET 7)`;
const unkeyed = `CREATE TABLE "copy" AS SELECT * FROM "events"; DROP TABLE "events"; ALTER TABLE "copy" RENAME TO "events"`;
const waiting = `SELECT "id" FROM "alarms" WHERE "response" = 'raised' AND "shown" IS NULL`;

const withPress =
  (change: (press: Press) => Press) =>
  (history: History): History => {
    const at = history.presses.findIndex(({ receipt }) => receipt !== undefined);
    return {
      ...history,
      presses: history.presses.map((press, place) => (place === at ? change(press) : press)),
    };
  };
const withSounds =
  (change: (sounds: Map<string, number>) => void) =>
  (history: History): History => {
    const sounds = new Map(history.sounds);
    change(sounds);
    return { ...history, sounds };
  };

const withTellings =
  (change: (tellings: readonly Telling[]) => readonly Telling[]) =>
  (history: History): History => ({ ...history, tellings: change(history.tellings ?? []) });

export const lies: readonly Lie[] = [
  {
    name: 'a stored press is removed',
    breaks: 'acknowledged-but-lost',
    inFile: [`DELETE FROM "events" WHERE rowid = ${aPress}`],
  },
  {
    name: 'a receipt was given for what was never stored',
    breaks: 'acknowledged-but-lost',
    inHistory: withPress((press) => ({ ...press, seq: press.seq + 1_000_000 })),
  },
  {
    name: 'a press is stored twice',
    breaks: 'doubled',
    inFile: [unkeyed, `INSERT INTO "events" SELECT * FROM "events" WHERE rowid = 5`],
  },
  {
    name: 'a press is counted twice by its alarm',
    breaks: 'doubled',
    inFile: [`UPDATE "alarms" SET "presses" = "presses" + 1 WHERE "id" = (SELECT max("id") FROM "alarms")`],
  },
  {
    name: 'a press is stored that nobody sent',
    breaks: 'never-sent',
    inFile: [`UPDATE "events" SET "seq" = "seq" + 1000000 WHERE rowid = ${aPress}`],
  },
  {
    name: 'the bytes of a press are changed',
    breaks: 'bytes-changed',
    inFile: [`UPDATE "events" SET "payload" = "payload" || x'20' WHERE rowid = ${aPress}`],
  },
  {
    name: 'an alarm is forgotten',
    breaks: 'press-without-alarm',
    inFile: [`DELETE FROM "alarms" WHERE "id" = (SELECT min("id") FROM "alarms")`],
  },
  {
    name: 'a receipt named another alarm',
    breaks: 'receipt-untrue',
    inHistory: withPress((press) => ({
      ...press,
      receipt: { outcome: 'recorded', at: '', ...press.receipt, alarm: 'another' },
    })),
  },
  {
    name: 'an entry in the middle is taken out',
    breaks: 'ledger-has-a-gap',
    inFile: [free, `DELETE FROM "entries" WHERE "seq" = 60`],
  },
  {
    name: 'a letter in an entry is changed',
    breaks: 'ledger-chain-is-broken',
    inFile: [
      free,
      `UPDATE "entries" SET "bytes" = CAST(replace(CAST("bytes" AS TEXT), '"court":"demo"', '"court":"dema"') AS BLOB) WHERE "seq" = 60`,
    ],
  },
  {
    name: 'the tail of the ledger is cut off',
    breaks: 'ledger-tail-is-cut',
    // Below the newest checkpoint: what came after it nobody has signed yet.
    inFile: [free, `DELETE FROM "entries" WHERE "seq" > (SELECT max("size") - 3 FROM "checkpoints")`],
  },
  {
    name: 'a kept subtree is another',
    breaks: 'ledger-tree-is-another',
    inFile: [`UPDATE "subtrees" SET "hash" = lower(hex(zeroblob(32))) WHERE "index" = 0`],
  },
  {
    name: 'a checkpoint is signed for another tree',
    breaks: 'checkpoint-is-false',
    inFile: [
      `UPDATE "checkpoints" SET "note" = (SELECT "note" FROM "checkpoints" ORDER BY "size" DESC LIMIT 1) WHERE "size" = (SELECT min("size") FROM "checkpoints")`,
    ],
  },
  {
    name: 'a timer is forgotten',
    breaks: 'alarm-without-timer',
    inFile: [`DELETE FROM "timers" WHERE "kind" = 'not-controlled' AND "subject" IN (${waiting})`],
  },
  {
    name: 'a step that was taken is due again',
    breaks: 'escalated-twice',
    inFile: [
      `INSERT INTO "timers" ("kind", "subject", "dueAt") SELECT 'not-shown', "subjectId", '' FROM "entries" WHERE "type" = 'alarm.escalated' LIMIT 1`,
    ],
  },
  {
    name: 'a siren was ordered twice',
    breaks: 'siren-obeyed-twice',
    inHistory: withSounds((sounds) => {
      for (const command of sounds.keys()) sounds.set(command, 2);
    }),
  },
  {
    name: 'a siren never heard its order',
    breaks: 'siren-never-heard',
    inHistory: withSounds((sounds) => sounds.clear()),
  },
  {
    name: 'the station never heard of a step',
    breaks: 'station-never-told',
    inHistory: withTellings((tellings) => tellings.slice(1).filter(({ id }) => id !== tellings[0]?.id)),
  },
  {
    name: 'the station was told again in the same life',
    breaks: 'station-told-twice',
    inHistory: withTellings((tellings) => [...tellings, ...tellings.slice(-1)]),
  },
  {
    name: 'the station was told the same under another name',
    breaks: 'station-told-twice',
    inHistory: withTellings((tellings) => [
      ...tellings,
      ...tellings.slice(-1).map((telling) => ({ ...telling, id: `${telling.id}-again` })),
    ]),
  },
  {
    name: 'a closed alarm is open again',
    breaks: 'closing-undone',
    inHistory: (history) => ({
      ...history,
      closings: [...history.closings, { alarm: 'never closed', isOk: true }],
    }),
  },
];

/** Does what the lie does to a copy of the file. @returns the copy */
export function falsified(path: string, copy: string, { inFile = [] }: Lie): string {
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  const database = new BetterSqlite3(copy);
  try {
    for (const sql of inFile) database.exec(sql);
  } finally {
    database.close();
  }
  return copy;
}
