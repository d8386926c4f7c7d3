/** Tells a fact of the ledger in one plain sentence. */
import type { Fact, Word } from '../../src/console/board.js';
import type { Names } from '../reference.js';
import { sayOf, type Family, type Say } from '../texts/texts.js';

const isWord = (value: unknown): value is Word =>
  typeof value === 'object' && value !== null && 'word' in value && typeof value.word === 'string';

/** The fields of facts whose values are words of a family. */
const families: Readonly<Record<string, Family>> = {
  pattern: 'pattern',
  source: 'source',
  kind: 'trouble',
  ailment: 'trouble',
  class: 'class',
  exit: 'incident-state',
  role: 'role',
  tag: 'tag',
  action: 'action',
  slip: 'decision',
  mode: 'shelf-mode',
  overdue: 'overdue',
  state: 'sound-check',
};

/** The fields that hold a person’s id. */
const people: ReadonlySet<string> = new Set(['officer', 'holder', 'giver', 'receiver']);

/** An alarm's outcome, unless the fact is of something else. */
const outcomesOf: Readonly<Record<string, Family>> = {
  'lane.decided': 'decision',
  'test.ended': 'test-outcome',
};

/** How a level of a finding is told, and how a level of an alarm. */
const levelText = (text: string, fact: Fact, say: Say): string =>
  ['low', 'middle'].includes(text) || fact.type.startsWith('finding.')
    ? sayOf(say, 'likelihood', text)
    : sayOf(say, 'level', text);

/** A word of the family that the field's values are of. */
const memberText = (field: string, text: string, fact: Fact, say: Say): string => {
  const family = field === 'outcome' ? (outcomesOf[fact.type] ?? 'outcome') : families[field];
  return family === undefined ? text : sayOf(say, family, text);
};

/** On its own page it needs no number. */
const incidentText = (id: string, own: string | undefined, say: Say): string =>
  id === own ? say('incident.this') : say('incident.named', { id: id.slice(-6) });

const nameOf = (field: string, value: unknown, fact: Fact, names: Names, say: Say, own?: string): string => {
  const text = String(value);
  if (people.has(field)) return names.actor({ kind: 'person', id: text });
  switch (field) {
    case 'place':
    case 'post':
      return names.fullPlace(text);
    case 'device':
      return names.device(text);
    case 'code':
    case 'to':
      return `${text} ${names.code(text, fact.data['lawVersion'])}`.trim();
    case 'incident':
      return incidentText(text, own, say);
    case 'measure':
      return names.measure(text);
    case 'level':
      return levelText(text, fact, say);
    default:
      return memberText(field, text, fact, say);
  }
};

/** The words that people wrote in it, wherever in the data they stand. */
const wordsIn = (value: unknown): readonly Word[] => {
  if (isWord(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
};

/** Who said it, and how it was heard, where another entered it. */
const heardFrom = ({ type, by, data }: Fact, names: Names, say: Say): string => {
  if (!type.startsWith('alarm.')) return '';
  const { for: named, officer, kind } = data as { for?: string; officer?: string; kind?: string };
  const whose = named ?? officer;
  const other = whose === by.id || by.kind !== 'person' ? undefined : whose;
  const parts = [
    other === undefined ? '' : say('behalf.told', { by: names.actor(by), for: names.person(other) }),
    kind === undefined ? '' : sayOf(say, 'how', kind),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : say('behalf.of', { what: parts.join(say('text.comma')) });
};

export interface Sentence {
  readonly text: string;
  /** what was written, quoted after the sentence */
  readonly quoted: readonly string[];
}

/** @param own the incident whose own page it stands on */
export const sentenceOf = (fact: Fact, names: Names, say: Say, own?: string): Sentence => {
  const values: Record<string, string | number> = {
    by: names.actor(fact.by),
    who: fact.by.kind === 'system' ? say('name.system-within') : names.actor(fact.by),
    subject: fact.subject.kind === 'device' ? names.device(fact.subject.id) : fact.subject.id,
    place: '',
    device: '',
    level: '',
    pattern: '',
    source: '',
    outcome: '',
    code: '',
    to: '',
    exit: '',
    into: '',
    version: '',
    how: '',
    found: '',
    measure: '',
    class: '',
    kind: '',
    post: '',
    tier: '',
    tag: '',
    action: '',
  };
  for (const [field, value] of Object.entries(fact.data)) {
    if (typeof value === 'string' || typeof value === 'number') {
      values[field] = nameOf(field, value, fact, names, say, own);
    }
  }
  values['what'] = values['pattern'] || values['source'] || '';
  if (isWord(fact.data['name'])) values['name'] = names.word(fact.data['name']);
  const text = sayOf(say, 'fact', fact.type, values) + heardFrom(fact, names, say);
  // What an incident holds when it comes back is no part of the sentence, nor is whence somebody signed.
  const { name: _spoken, address: _from, candidates: _many, item: _item, items: _items, ...rest } = fact.data;
  const { because = [], ...others } = rest as { because?: readonly { quotes: readonly Word[] }[] };
  const clauses = because.map(({ quotes }) => quotes[0]);
  return { text, quoted: [...new Set(wordsIn([others, clauses]).map(names.word))] };
};
