/** What a person may type at a gate. */
import { isOneOf, linesOfAll, notUnderstood, numberOf, readLineOfAll, wordsOf } from '../agent/lines.js';
import type { Reading } from '../agent/program.js';
import { detectionClasses, outcomes, type SayingOf } from '../protocol/event.js';

export type GateReading = Reading<SayingOf<'gate'>>;

export const gateLines = [
  'passages PASSED ALARMED',
  `detect ${detectionClasses.join('|')} [ZONE-CODE]`,
  `decide ${outcomes.join('|')} [ITEM] [OPERATOR,OPERATOR]`,
  'self-check ok|failed [OFFICER,OFFICER]',
  ...linesOfAll,
];

const minuteMs = 60_000;
const namesOf = (words: string | undefined): string[] =>
  words?.split(',').filter((name) => name !== '') ?? [];

/** @param last the gate's last detection, which a decision is about */
export function readGateLine(
  line: string,
  nowMs: number,
  last?: { readonly boot: string; readonly seq: number },
): GateReading {
  const [verb, first, second, third] = wordsOf(line);
  switch (verb) {
    case 'passages':
      return passages(line, nowMs, numberOf(first, 1e6), numberOf(second, 1e6));
    case 'detect':
      if (!isOneOf(detectionClasses, first)) return { why: notUnderstood(line) };
      return { saying: { type: 'detection', class: first, zoneCode: second ?? 'M1' } };
    case 'decide':
      return decide(line, last, first, second, namesOf(third));
    case 'self-check':
      if (first !== 'ok' && first !== 'failed') return { why: notUnderstood(line) };
      return { saying: { type: 'self-check', ok: first === 'ok', by: namesOf(second) } };
    default:
      return readLineOfAll(line);
  }
}

function decide(
  line: string,
  last: { readonly boot: string; readonly seq: number } | undefined,
  outcome: string | undefined,
  item: string | undefined,
  operators: string[],
): GateReading {
  if (!isOneOf(outcomes, outcome)) return { why: notUnderstood(line) };
  const about = { ...(last && { detection: { boot: last.boot, seq: last.seq } }) };
  return { saying: { type: 'decision', ...about, outcome, ...(item !== undefined && { item }), operators } };
}

function passages(
  line: string,
  nowMs: number,
  passed: number | undefined,
  alarmed: number | undefined,
): GateReading {
  if (passed === undefined || alarmed === undefined || !Number.isInteger(passed + alarmed))
    return { why: notUnderstood(line) };
  const from = new Date(nowMs - minuteMs).toISOString();
  return { saying: { type: 'passages', from, to: new Date(nowMs).toISOString(), passed, alarmed } };
}
