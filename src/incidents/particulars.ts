/** Which particulars of an act somebody must still be asked about. Pure, and light enough for the pages. */
import type { LawCode } from '../law/code-table.js';
import type { Particulars } from './incident.js';

/** Which facts the offence depends on (victim's role, injury grade, head-count, damage) and nobody has answered. */
export function unanswered(
  code: Pick<LawCode, 'victimRole' | 'headCount' | 'damage'>,
  particulars: Particulars = {},
): (keyof Particulars)[] {
  const asked: (keyof Particulars)[] = [
    ...(code.victimRole === true ? (['victimRole', 'injury'] as const) : []),
    ...(code.headCount === true ? (['headCount'] as const) : []),
    ...(code.damage === true ? (['damageYuan'] as const) : []),
  ];
  return asked.filter((name) => particulars[name] === undefined);
}
