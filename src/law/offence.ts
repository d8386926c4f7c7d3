/** Which offences an act may amount to, and what that depends on: hints for people, who alone name an offence. Pure. */
import type { Law, LawCode } from './code-table.js';

/** What people answered of a finding. */
export interface Answers {
  readonly victimRole?: string;
  readonly injury?: string;
  readonly headCount?: number;
  readonly damageYuan?: number;
}

export interface OffenceHint {
  readonly zh: string;
  readonly article?: string;
  /** 系统补充: the Measures do not name it */
  readonly isAdded: boolean;
  /** whether what is known meets what the offence depends on; `unknown` asks for an answer */
  readonly fits: 'may' | 'unknown' | 'not';
  readonly why?: { readonly zh: string; readonly en: string };
}

type Need = Law['offenceNeeds'][number];

/** undefined where nobody has answered yet. */
const meets = (need: Need, answers: Answers): boolean | undefined => {
  const checks: (boolean | undefined)[] = [
    holds(need.victimRoles, answers.victimRole),
    holds(need.injuries, answers.injury === 'unassessed' ? undefined : answers.injury),
    reaches(need.headCount, answers.headCount),
    reaches(need.damageYuan, answers.damageYuan),
  ];
  if (checks.includes(false)) return false;
  return checks.includes(undefined) ? undefined : true;
};

const holds = (allowed: readonly string[] | undefined, value: string | undefined): boolean | undefined =>
  allowed === undefined ? true : value === undefined ? undefined : allowed.includes(value);
const reaches = (least: number | undefined, value: number | undefined): boolean | undefined =>
  least === undefined ? true : value === undefined ? undefined : value >= least;

export function offenceHints(
  code: Pick<LawCode, 'code' | 'offencesNamed' | 'offencesAdded'>,
  answers: Answers,
  needs: readonly Need[],
): OffenceHint[] {
  const hint = (zh: string, isAdded: boolean, article?: string): OffenceHint => {
    const need = needs.find(
      (one) => one.offence === zh && (one.codes === undefined || one.codes.includes(code.code)),
    );
    const met = need === undefined ? true : meets(need, answers);
    return {
      zh,
      isAdded,
      ...(article === undefined ? {} : { article }),
      fits: met === undefined ? 'unknown' : met ? 'may' : 'not',
      ...(need === undefined ? {} : { why: { zh: need.zh, en: need.en } }),
    };
  };
  return [
    ...code.offencesNamed.map((name) => hint(name, false)),
    ...code.offencesAdded.map(({ zh, article }) => hint(zh, true, article)),
  ];
}
