/** What a newer version of the law changes, part by part. Pure. */
import { canonical, type Json } from '../kernel/canonical.js';
import type { Law } from './code-table.js';

export interface LawChange {
  readonly part: 'code' | 'measure' | 'source' | 'zone' | 'signal' | 'offence' | 'order';
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** which members of it differ */
  readonly fields: readonly string[];
  /** what those members said before and say now, where both versions have it */
  readonly before?: Members;
  readonly after?: Members;
}

type Members = Readonly<Record<string, unknown>>;
type Part = Readonly<Record<string, Members>>;

const same = (one: unknown, other: unknown): boolean =>
  one === other ||
  (one !== undefined && other !== undefined && canonical(one as Json) === canonical(other as Json));

const only = (fields: readonly string[], members: Members): Members =>
  Object.fromEntries(fields.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])));

function changesOf(part: LawChange['part'], before: Part, after: Part): LawChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id): LawChange[] => {
    const [old, next] = [before[id], after[id]];
    if (old === undefined) return [{ part, id, change: 'added', fields: [] }];
    if (next === undefined) return [{ part, id, change: 'removed', fields: [] }];
    const fields = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
      (name) => !same(old[name], next[name]),
    );
    if (fields.length === 0) return [];
    return [{ part, id, change: 'changed', fields, before: only(fields, old), after: only(fields, next) }];
  });
}

const by = (items: readonly object[], name: string): Part =>
  Object.fromEntries(
    items.map((item) => [String((item as Record<string, unknown>)[name]), item as Record<string, unknown>]),
  );
/** Signals have no names: alike ones of a code are told by their place. */
const signalsOf = (law: Law): Part =>
  Object.fromEntries(law.signals.map((signal, at) => [`${signal.code} ${at + 1}`, { ...signal }]));

const orderChange = (before: readonly string[], after: readonly string[]): LawChange => ({
  part: 'order',
  id: 'tieOrder',
  change: 'changed',
  fields: ['codes'],
  before: { codes: before },
  after: { codes: after },
});

export const lawChanges = (before: Law, after: Law): LawChange[] => [
  ...changesOf('code', by(before.codes, 'code'), by(after.codes, 'code')),
  ...changesOf('measure', by(before.measures, 'id'), by(after.measures, 'id')),
  ...changesOf('source', by(before.sources, 'id'), by(after.sources, 'id')),
  ...changesOf('zone', before.zones, after.zones),
  ...changesOf('signal', signalsOf(before), signalsOf(after)),
  ...changesOf('offence', by(before.offenceNeeds, 'offence'), by(after.offenceNeeds, 'offence')),
  ...(same(before.tieOrder, after.tieOrder) ? [] : [orderChange(before.tieOrder, after.tieOrder)]),
];
