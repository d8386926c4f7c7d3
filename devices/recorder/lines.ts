/** What a person may type at a recorder. */
import { isOneOf, linesOfAll, notUnderstood, numberOf, readLineOfAll, wordsOf } from '../agent/lines.js';
import type { Reading } from '../agent/program.js';
import { type SayingOf, tags } from '../protocol/event.js';

export const recorderLines = [
  'call-started in|out EXTENSION [PEER]',
  'call-ended',
  `flag ${tags.join('|')} [SECONDS]`,
  'storage FREE-PERCENT',
  ...linesOfAll,
];

const lastSeconds = 30;

export function readRecorderLine(line: string, nowMs: number): Reading<SayingOf<'recorder'>> {
  const [verb, first, second, third] = wordsOf(line);
  if (verb === 'call-ended') return { saying: { type: 'call-ended' } };
  if (verb === 'call-started' && first !== undefined && second !== undefined) {
    const peer = third !== undefined && { peer: third };
    return { saying: { type: 'call-started', direction: first, extension: second, ...peer } };
  }
  if (verb === 'flag') return flag(line, nowMs, first, second);
  const percent = numberOf(first, 100);
  if (verb === 'storage' && percent !== undefined)
    return { saying: { type: 'storage', freePercent: percent } };
  return readLineOfAll(line);
}

/** The last seconds of what was heard. */
function flag(
  line: string,
  nowMs: number,
  tag: string | undefined,
  seconds: string | undefined,
): Reading<SayingOf<'recorder'>> {
  const length = seconds === undefined ? lastSeconds : numberOf(seconds, 86_400);
  if (!isOneOf(tags, tag) || length === undefined) return { why: notUnderstood(line) };
  const from = new Date(nowMs - length * 1000).toISOString();
  return { saying: { type: 'flagged', tag, from, to: new Date(nowMs).toISOString() } };
}
