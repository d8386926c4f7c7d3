/** What a person may type at a recorder. */
import { isOneOf, linesOfAll, notUnderstood, numberOf, readLineOfAll, wordsOf } from '../agent/lines.js';
import type { Reading } from '../agent/program.js';
import { type SayingOf, tags } from '../protocol/event.js';

export const recorderLines = [
  'start [REASON]',
  'stop',
  'hook off [in|out] [EXTENSION] [PEER]',
  'hook on',
  'call-started in|out EXTENSION [PEER]',
  'call-ended',
  `flag ${tags.join('|')} [SECONDS]`,
  'storage FREE-PERCENT',
  ...linesOfAll,
];

const lastSeconds = 30;

export function readRecorderLine(line: string, nowMs: number): Reading<SayingOf<'recorder'>> {
  const [verb, first, second, third, fourth] = wordsOf(line);
  if (verb === 'start') return { order: `start ${first ?? 'key'}` };
  if (verb === 'stop') return { order: 'stop key' };
  if (verb === 'hook') return hook(line, first, second, third, fourth);
  if (verb === 'flag') return flag(line, nowMs, first, second);
  return readEventLine(line);
}

/** A line that says an event and nothing more. */
function readEventLine(line: string): Reading<SayingOf<'recorder'>> {
  const [verb, first, second, third] = wordsOf(line);
  if (verb === 'call-ended') return { saying: { type: 'call-ended' } };
  if (verb === 'call-started' && first !== undefined && second !== undefined) {
    const peer = third !== undefined && { peer: third };
    return { saying: { type: 'call-started', direction: first, extension: second, ...peer } };
  }
  const percent = numberOf(first, 100);
  if (verb === 'storage' && percent !== undefined)
    return { saying: { type: 'storage', freePercent: percent } };
  return readLineOfAll(line);
}

/** The receiver is lifted or laid down: a call that is recorded. */
function hook(
  line: string,
  state: string | undefined,
  direction = 'in',
  extension = 'phone',
  peer?: string,
): Reading<SayingOf<'recorder'>> {
  if (state === 'on') return { saying: { type: 'call-ended' }, order: 'stop call-ended' };
  if (state !== 'off' || !isOneOf(['in', 'out'], direction)) return { why: notUnderstood(line) };
  const caller = peer !== undefined && { peer };
  return { saying: { type: 'call-started', direction, extension, ...caller }, order: 'start call' };
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
  return { saying: { type: 'flagged', tag, from, to: new Date(nowMs).toISOString() }, order: 'flagged' };
}
