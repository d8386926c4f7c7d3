/** What a person may type at a button. */
import { isOneOf, linesOfAll, readLineOfAll, wordsOf } from '../agent/lines.js';
import type { Reading } from '../agent/program.js';
import { patterns, type SayingOf } from '../protocol/event.js';

export const buttonLines = [`press ${patterns.join('|')}`, 'stand-down', ...linesOfAll];

export function readButtonLine(line: string): Reading<SayingOf<'button'>> {
  const [verb, word] = wordsOf(line);
  if (verb === 'stand-down') return { saying: { type: 'stand-down-asked' } };
  if (verb !== 'press') return readLineOfAll(line);
  if (isOneOf(patterns, word)) return { saying: { type: 'pressed', pattern: word } };
  return { why: [`没有“${word ?? ''}”这种按法`, `a press is one of ${patterns.join(', ')}`] };
}
