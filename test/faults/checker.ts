/** Holds what the devices were told against what the court's file has, promise by promise. */
import { createHash } from 'node:crypto';
import { stepKinds } from '../../src/duty/policy.js';
import type { Complaint } from './complaint.js';
import { soundsOf, type AlarmRow, type CourtFile, type EventRow, type Fact } from './court-file.js';
import { nameOf, type History, type Press } from './history.js';
import { ledgerComplaints } from './ledger-check.js';

type Say = (invariant: Complaint['invariant'], what: string) => void;

/** Everything that is wrong; an empty list is the promise kept. */
export function complaints(history: History, file: CourtFile): Complaint[] {
  const found = ledgerComplaints(file);
  const say: Say = (invariant, what) => void found.push({ invariant, what });
  const facts = file.entries.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Fact);
  if (file.integrity !== 'ok') say('file whole', file.integrity);
  if (file.owed > 0) say('no reaction owed', `${file.owed} reactions failed`);
  checkPresses(history, file, facts, say);
  checkAlarms(history, file, facts, say);
  checkSteps(file, facts, say);
  checkSirens(history, file, facts, say);
  return found;
}

const countBy = <Item>(items: readonly Item[], name: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(name(item), [...(groups.get(name(item)) ?? []), item]);
  return groups;
};

const eventOf = ({ data }: Fact): string =>
  `${String(data['device'])}/${String(data['boot'])}/${String(data['seq'])}`;
const isRinging = ({ type }: Fact): boolean => type === 'alarm.raised' || type === 'alarm.pressed-again';

function checkPresses(history: History, file: CourtFile, facts: readonly Fact[], say: Say): void {
  const rows = countBy(file.events, nameOf);
  const recorded = countBy(
    facts.filter(({ type }) => type === 'event.recorded'),
    eventOf,
  );
  const rings = countBy(facts.filter(isRinging), eventOf);
  const sent = new Set(history.presses.map(nameOf));
  for (const press of history.presses) {
    const name = nameOf(press);
    const [row, ...more] = rows.get(name) ?? [];
    if (more.length > 0) say('nothing doubled', `${name} is ${more.length + 1} rows`);
    if (row === undefined) {
      if (press.receipt !== undefined) say('nothing lost', `${name} has a receipt and is not there`);
      continue;
    }
    checkKept(press, row, say);
    for (const [what, told] of [
      ['event.recorded', recorded],
      ['a ringing', rings],
    ] as const) {
      const times = told.get(name)?.length ?? 0;
      if (times === 0) say('every press rings', `${name} has no entry of ${what}`);
      if (times > 1) say('nothing doubled', `${name} has ${times} entries of ${what}`);
    }
    const alarm = rings.get(name)?.[0]?.subject.id;
    if (alarm !== undefined && row.alarm !== alarm)
      say('every press rings', `${name} rang ${alarm} and its row says ${row.alarm}`);
  }
  for (const row of file.events)
    if (row.type === 'pressed' && !sent.has(nameOf(row)))
      say('nothing invented', `nobody sent ${nameOf(row)}`);
  for (const name of rings.keys()) if (!rows.has(name)) say('nothing lost', `${name} rang and is not there`);
}

function checkKept({ receipt, sha256, ...name }: Press, row: EventRow, say: Say): void {
  const found = createHash('sha256').update(row.payload).digest('hex');
  if (sha256 !== undefined && found !== sha256) say('bytes as sent', `${nameOf(name)} was changed`);
  if (receipt === undefined) return;
  if (receipt.outcome !== 'recorded' && receipt.outcome !== 'repeated')
    say('receipts are true', `${nameOf(name)} was told ${receipt.outcome}`);
  if ((receipt.alarm ?? null) !== row.alarm)
    say('receipts are true', `${nameOf(name)} was told alarm ${receipt.alarm}, its row says ${row.alarm}`);
}

function checkAlarms(history: History, file: CourtFile, facts: readonly Fact[], say: Say): void {
  const alarms = new Map(file.alarms.map((alarm) => [alarm.id, alarm]));
  const rings = countBy(facts.filter(isRinging), ({ subject }) => subject.id);
  const closed = countBy(
    facts.filter(({ type }) => type === 'alarm.closed'),
    ({ subject }) => subject.id,
  );
  for (const [id, told] of rings) {
    const alarm = alarms.get(id);
    const raised = told.filter(({ type }) => type === 'alarm.raised').length;
    if (alarm === undefined) say('every press rings', `alarm ${id} is in the ledger and not in its table`);
    if (raised !== 1) say('nothing doubled', `alarm ${id} was raised ${raised} times`);
    if (alarm !== undefined && alarm.presses !== told.length)
      say('nothing doubled', `alarm ${id} counts ${alarm.presses} presses, the ledger ${told.length}`);
  }
  for (const id of alarms.keys())
    if (!rings.has(id)) say('every press rings', `alarm ${id} is in its table and not in the ledger`);
  for (const { alarm, isOk } of history.closings) {
    const times = closed.get(alarm)?.length ?? 0;
    if (isOk && (times === 0 || alarms.get(alarm)?.response !== 'closed'))
      say('closed stays closed', `alarm ${alarm} was closed, and is not`);
    if (times > 1) say('nothing doubled', `alarm ${alarm} was closed ${times} times`);
  }
}

/** Every step of every alarm is still a timer, or was taken once, or was not needed any more. */
function checkSteps(file: CourtFile, facts: readonly Fact[], say: Say): void {
  const timers = new Set(file.timers.map(({ kind, subject }) => `${subject} ${kind}`));
  const taken = countBy(
    facts.filter(({ type }) => type === 'alarm.escalated' || type === 'alarm.unresolved'),
    ({ type, subject, data }) =>
      `${subject.id} ${type === 'alarm.unresolved' ? 'ask-liaison' : String(data['why'])}`,
  );
  for (const alarm of file.alarms) {
    for (const kind of stepKinds) {
      const step = `${alarm.id} ${kind}`;
      const times = taken.get(step)?.length ?? 0;
      if (times > 1) say('each step once', `${step} was taken ${times} times`);
      if (times > 0 && timers.has(step)) say('each step once', `${step} was taken and is still a timer`);
      if (times === 0 && !timers.has(step) && isWaiting(alarm))
        say('timers go on', `${step} is neither a timer nor was it taken`);
    }
  }
}

/** Nobody has looked at it, so each of its steps is needed. */
const isWaiting = ({ response, shown }: AlarmRow): boolean => response === 'raised' && shown === null;

/** Contract 1: a command is ignored after its `until`; the siren's is two minutes after the order. */
const heardWithinMs = 110_000;

function checkSirens(history: History, file: CourtFile, facts: readonly Fact[], say: Say): void {
  const unanswered = new Set(file.alarms.filter(({ response }) => response === 'raised').map(({ id }) => id));
  const endMs = Date.parse(facts.at(-1)?.at ?? '');
  const owed = facts.filter(
    ({ subject, at }) => unanswered.has(subject.id) && endMs - Date.parse(at) < heardWithinMs,
  );
  for (const command of owed.flatMap(soundsOf))
    if (!history.sounds.has(command)) say('sirens sound', `command ${command} reached no siren`);
  const ordered = new Set(facts.flatMap(soundsOf));
  for (const [command, times] of history.sounds) {
    if (!ordered.has(command)) say('nothing invented', `a siren obeyed ${command}, which nobody ordered`);
    if (times > 1) say('each step once', `a siren obeyed ${command} ${times} times`);
  }
}
