/** The lines that every device understands from its keyboard. */
import type { SayingOf } from '../protocol/event.js';
import type { Kind } from '../protocol/topic.js';
import type { Bilingual } from './options.js';
import type { Reading } from './program.js';

/** Events that all kinds may say. */
type AnySaying = Extract<SayingOf<Kind>, { type: 'tamper' | 'battery' | 'fault' | 'test' }>;

export const linesOfAll = ['test', 'tamper', 'battery PERCENT', 'fault CODE'];

export function readLineOfAll(line: string): Reading<AnySaying> {
  const [verb, word] = wordsOf(line);
  if (verb === 'test' || verb === 'tamper') return { saying: { type: verb } };
  if (verb === 'fault' && word !== undefined) return { saying: { type: 'fault', code: word } };
  const percent = numberOf(word, 100);
  if (verb === 'battery' && percent !== undefined) return { saying: { type: 'battery', percent } };
  return { why: notUnderstood(line) };
}

export const notUnderstood = (line: string): Bilingual => [`不明白“${line}”`, `"${line}" is not understood`];

export const wordsOf = (line: string): string[] => line.split(/\s+/).filter((word) => word !== '');

/** A number of 0..most, or nothing. */
export function numberOf(word: string | undefined, most: number): number | undefined {
  const number = Number(word);
  return word !== undefined && number >= 0 && number <= most ? number : undefined;
}

export const isOneOf = <Word extends string>(
  words: readonly Word[],
  word: string | undefined,
): word is Word => word !== undefined && (words as readonly string[]).includes(word);
