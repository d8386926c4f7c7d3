/** Says a member of the law's table as one would say it: its text first, what else it holds in brackets. Pure. */
import { sayOf, type Say } from '../texts/texts.js';
import type { Bilingual } from '../wire.js';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const scalar = (value: unknown, say: Say): string => {
  if (typeof value === 'boolean') return say(value ? 'law.yes' : 'law.no');
  return typeof value === 'string' ? value : JSON.stringify(value ?? '—');
};

export const plainMember = (value: unknown, language: keyof Bilingual, say: Say): string => {
  const plain = (one: unknown): string => plainMember(one, language, say);
  if (Array.isArray(value)) return value.map(plain).join(say('text.stop'));
  if (!isRecord(value)) return scalar(value, say);
  const { zh, en, id, ...rest } = value;
  const said = { zh, en }[language] ?? zh ?? id;
  const more = Object.entries(rest)
    .map(([name, member]) => `${sayOf(say, 'law-field', name)} ${plain(member)}`)
    .join(say('text.comma'));
  if (said === undefined) return more;
  return more === '' ? scalar(said, say) : say('law.with', { said: scalar(said, say), more });
};
