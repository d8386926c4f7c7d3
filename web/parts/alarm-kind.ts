/** What called: the pattern of a press, a silent one among them, else the kind of source. */
import type { AlarmItem } from '../../src/console/board.js';
import { sayOf, type Say } from '../texts/texts.js';

export const alarmKind = (say: Say, { pattern, source }: Pick<AlarmItem, 'pattern' | 'source'>): string =>
  sayOf(say, pattern === undefined ? 'source' : 'pattern', pattern ?? source);
