/** Which particulars of an act somebody must still be asked about. Pure, and light enough for the pages. */
import type { LawCode } from '../law/code-table.js';
import type { Particulars } from './incident.js';

/** Which of them says what an element of an act is. */
const answers: Readonly<Record<string, 'victimRole' | 'injury' | 'headCount' | 'damageYuan'>> = {
  'victim-role': 'victimRole',
  'victim-staff': 'victimRole',
  victim: 'victimRole',
  injury: 'injury',
  'head-count': 'headCount',
  damage: 'damageYuan',
};

/** What nobody has answered yet of an element that somebody calls established. */
export function stillAsked(
  code: Parameters<typeof unanswered>[0],
  element: string,
  particulars: Partial<Record<keyof Particulars, unknown>>,
) {
  const answer = answers[element];
  return answer !== undefined && unanswered(code).includes(answer) && particulars[answer] === undefined
    ? answer
    : undefined;
}

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
