/** Holds what the devices and the people were told against what the court's file has, promise by promise. */
import { isForAnswering } from '../../src/alarms/answer.js';
import { stepKinds } from '../../src/duty/policy.js';
import { complaint, type Complaint, type Invariant } from './complaint.js';
import {
  factOf,
  readCourtFile,
  soundsOf,
  tellingsOf,
  type AlarmRow,
  type CourtFile,
  type EventRow,
  type Fact,
  type OddityRow,
} from './court-file.js';
import { nameOf, sayingOf, sha256Of, type History, type Press, type Telling } from './history.js';
import { ledgerComplaints } from './ledger-check.js';

type Say = (invariant: Invariant, about: string) => void;

/** Everything that is wrong; an empty list is the promise kept. */
export function complaints(history: History, file: CourtFile): Complaint[] {
  const found = ledgerComplaints(file);
  const say: Say = (invariant, about) => void found.push(complaint(invariant, about));
  const facts = file.entries.map(factOf);
  if (file.integrity !== 'ok') say('database-is-damaged', file.integrity.slice(0, 200));
  if (file.owed > 0) say('reaction-owed', `${file.owed} reactions failed`);
  checkPresses(history, file, facts, say);
  checkAlarms(history, file, facts, say);
  checkSteps(file, facts, say);
  if (history.sounds !== undefined) checkSirens(history.sounds, file, facts, say);
  if (history.tellings !== undefined) checkStation(history.tellings, facts, say);
  return found;
}

/** @param path of the SQLite file, whose console may be running */
export const complaintsOf = (path: string, history: History): Complaint[] =>
  complaints(history, readCourtFile(path));

function countBy<Item>(items: readonly Item[], name: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(name(item));
    if (group === undefined) groups.set(name(item), [item]);
    else group.push(item);
  }
  return groups;
}

const isRinging = ({ type }: Fact): boolean => type === 'alarm.raised' || type === 'alarm.pressed-again';
const told = new Set(['event.recorded', 'event.conflict', 'event.malformed']);

/** Where a press may lie: under its name, or beside it where the name had another content already. */
type Kept = Pick<EventRow, 'payload' | 'alarm'> & { readonly key: string; readonly isConflict: boolean };

const keptOf = ({ events, oddities }: CourtFile): Kept[] => [
  ...events
    .filter(({ type }) => type === 'pressed')
    .map((row) => ({ ...row, key: nameOf(row), isConflict: false })),
  ...oddities.filter(isNamedConflict).map((row) => ({
    ...row,
    key: sayingOf({ ...row, sha256: sha256Of(row.payload) }),
    isConflict: true,
  })),
];
const isNamedConflict = (row: OddityRow): row is OddityRow & { boot: string; seq: number } =>
  row.kind === 'conflict' && row.boot !== null && row.seq !== null;

/** The same name as `Kept.key` for what a fact tells of. */
function keyOf({ type, data }: Fact): string {
  const name = nameOf(data as unknown as Press);
  return type === 'event.conflict' || data['conflict'] === true ? `${name}/${String(data['sha256'])}` : name;
}

function checkPresses(history: History, file: CourtFile, facts: readonly Fact[], say: Say): void {
  const kept = countBy(keptOf(file), ({ key }) => key);
  const recorded = countBy(
    facts.filter(({ type }) => told.has(type)),
    keyOf,
  );
  const rings = countBy(
    facts.filter((fact) => isRinging(fact) && fact.data['boot'] !== undefined),
    keyOf,
  );
  const sent = countBy(history.presses, nameOf);
  for (const press of history.presses) {
    checkReceipt(press, kept, say);
    if (press.receipt?.outcome === 'conflict' && sent.get(nameOf(press))?.length === 1)
      say(
        'receipt-untrue',
        `${nameOf(press)} was told of a conflict, and nobody said anything else by that name`,
      );
  }
  for (const [key, [row, ...more]] of kept) {
    if (row === undefined) continue;
    if (more.length > 0) say('doubled', `${key} is ${more.length + 1} rows`);
    const sayings = sent.get(row.isConflict ? key.slice(0, key.lastIndexOf('/')) : key) ?? [];
    if (sayings.length === 0) say('never-sent', `nobody sent ${key}`);
    else if (!sayings.some(({ sha256 }) => sha256 === sha256Of(row.payload)))
      say('bytes-changed', `${key} was changed`);
    if (!recorded.has(key)) say('press-without-alarm', `${key} has no entry of its own`);
    checkRing(key, row, rings.get(key) ?? [], say);
  }
  for (const [key, times] of recorded)
    if (times.length > 1) say('doubled', `${key} was recorded ${times.length} times`);
  for (const key of rings.keys())
    if (!kept.has(key)) say('acknowledged-but-lost', `${key} rang and is not there`);
}

function checkRing(key: string, row: Kept, rings: readonly Fact[], say: Say): void {
  if (rings.length === 0) say('press-without-alarm', `${key} is stored and never rang`);
  if (rings.length > 1) say('doubled', `${key} rang ${rings.length} times`);
  const alarm = rings[0]?.subject.id;
  if (alarm !== undefined && row.alarm !== alarm)
    say('press-without-alarm', `${key} rang ${alarm} and its row says ${row.alarm}`);
}

/** Acknowledged: present exactly once. Unknown: either, never twice, which the rows' own check sees. */
function checkReceipt(press: Press, kept: ReadonlyMap<string, readonly Kept[]>, say: Say): void {
  const { receipt } = press;
  if (receipt === undefined) return;
  const isConflict = receipt.outcome === 'conflict';
  const [row] = kept.get(isConflict ? sayingOf(press) : nameOf(press)) ?? [];
  if (row === undefined) {
    say('acknowledged-but-lost', `${sayingOf(press)} has a receipt and no row`);
    return;
  }
  if (sha256Of(row.payload) !== press.sha256)
    say('acknowledged-but-lost', `${sayingOf(press)} has a receipt, and what is stored is something else`);
  if (!['recorded', 'repeated', 'conflict'].includes(receipt.outcome))
    say('receipt-untrue', `${nameOf(press)} was told ${receipt.outcome}`);
  // An event that could not ring at first was told so: nothing about an alarm.
  if (receipt.alarm !== undefined && receipt.alarm !== row.alarm)
    say('receipt-untrue', `${nameOf(press)} was told alarm ${receipt.alarm}, its row says ${row.alarm}`);
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
    if (alarm === undefined) say('press-without-alarm', `alarm ${id} is in the ledger and not in its table`);
    if (raised !== 1) say('doubled', `alarm ${id} was raised ${raised} times`);
    if (alarm !== undefined && alarm.presses !== told.length)
      say('doubled', `alarm ${id} counts ${alarm.presses} presses, the ledger ${told.length}`);
    if (alarm !== undefined && alarm.incident === null) say('alarm-without-incident', id);
  }
  for (const id of alarms.keys())
    if (!rings.has(id)) say('press-without-alarm', `alarm ${id} is in its table and not in the ledger`);
  for (const { alarm, isOk } of history.closings) {
    const times = closed.get(alarm)?.length ?? 0;
    if (isOk && (times === 0 || alarms.get(alarm)?.response !== 'closed'))
      say('closing-undone', `alarm ${alarm} was closed, and is not`);
    if (times > 1) say('doubled', `alarm ${alarm} was closed ${times} times`);
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
      const most = 1 + (isForAnswering({ kind }) ? ringsAnew(facts, alarm.id) : 0);
      if (times > most) say('escalated-twice', `${step} was taken ${times} times`);
      if (times >= most && timers.has(step)) say('escalated-twice', `${step} was taken and is still a timer`);
      if (times === 0 && !timers.has(step) && isWaiting(alarm))
        say('alarm-without-timer', `${step} is neither a timer nor was it taken`);
    }
  }
}

const answers = new Set(['alarm.acknowledged', 'alarm.responding', 'alarm.on-scene', 'alarm.controlled']);

/** How often it was pressed after an answer: each time people are called anew. */
function ringsAnew(facts: readonly Fact[], alarm: string): number {
  let times = 0;
  let isAnswered = false;
  for (const { type, subject } of facts) {
    if (subject.id !== alarm) continue;
    if (type === 'alarm.pressed-again' && isAnswered) times += 1;
    if (type === 'alarm.pressed-again') isAnswered = false;
    if (answers.has(type)) isAnswered = true;
  }
  return times;
}

/** Nobody has looked at it, so each of its steps is needed. */
const isWaiting = ({ response, shown }: AlarmRow): boolean => response === 'raised' && shown === null;

/** Contract 1: a command is ignored after its `until`; the siren's is two minutes after the order. */
const heardWithinMs = 110_000;

/** Exactly once, counted at the receiving end. */
function checkSirens(
  sounds: ReadonlyMap<string, number>,
  file: CourtFile,
  facts: readonly Fact[],
  say: Say,
): void {
  const unanswered = new Set(file.alarms.filter(({ response }) => response === 'raised').map(({ id }) => id));
  const endMs = Date.parse(facts.at(-1)?.at ?? '');
  const owed = facts.filter(
    ({ subject, at }) => unanswered.has(subject.id) && endMs - Date.parse(at) < heardWithinMs,
  );
  for (const command of owed.flatMap(soundsOf))
    if (!sounds.has(command)) say('siren-never-heard', `command ${command} reached no siren`);
  const ordered = new Set(facts.flatMap(soundsOf));
  for (const [command, times] of sounds) {
    if (!ordered.has(command)) say('never-sent', `a siren obeyed ${command}, which nobody ordered`);
    if (times > 1) say('siren-obeyed-twice', `a siren obeyed ${command} ${times} times`);
  }
}

/**
 * Exactly once, counted at the station: a step has one name, and a telling of the same name again, byte for byte the same,
 * counts as the one before. Only a console that died before it had noted the answer may tell again.
 */
function checkStation(tellings: readonly Telling[], facts: readonly Fact[], say: Say): void {
  const owed = new Set(facts.flatMap(tellingsOf));
  const byName = countBy(tellings, ({ id }) => id);
  for (const id of owed) if (!byName.has(id)) say('station-never-told', `${id} never arrived`);
  for (const [id, same] of byName) {
    if (!owed.has(id)) say('never-sent', `the station was told ${id}, which nobody shared`);
    if (!same.every(({ isSigned }) => isSigned)) say('never-sent', `${id} is not signed by the court`);
    if (new Set(same.map(({ body }) => body)).size > 1) say('bytes-changed', `${id} was told in two ways`);
    if (new Set(same.map(({ life }) => life)).size < same.length)
      say('station-told-twice', `${id} was told again by a console that had its answer`);
  }
  for (const [id, same] of countBy(tellings, ({ body }) => (JSON.parse(body) as { id: string }).id))
    if (new Set(same.map((telling) => telling.id)).size > 1)
      say('station-told-twice', `${id} was told under several names`);
}
