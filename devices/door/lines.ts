/** What a person may type at a door. */
import { linesOfAll, readLineOfAll, wordsOf } from '../agent/lines.js';
import type { Reading } from '../agent/program.js';
import type { SayingOf } from '../protocol/event.js';

export const doorLines = ['opened [BY]', 'forced', 'held-open', ...linesOfAll];

export function readDoorLine(line: string): Reading<SayingOf<'door'>> {
  const [verb, by] = wordsOf(line);
  if (verb === 'forced' || verb === 'held-open') return { saying: { type: verb } };
  if (verb === 'opened') return { saying: { type: 'opened', ...(by !== undefined && { by }) } };
  return readLineOfAll(line);
}
