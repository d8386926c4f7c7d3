/** What makes a finding a good one: its elements and proofs, the residual rule, the one that stands first. Pure. */
import { conflict, invalid } from '../kernel/errors.js';
import type { Law, LawCode } from '../law/code-table.js';
import { compareByTie } from '../law/primary.js';
import type { FindingItem } from './incident.js';

export type Proofs = Readonly<Record<string, readonly string[]>>;

/** Neither rejected nor replaced by another. */
export const isStanding = ({ status }: FindingItem): boolean =>
  status === 'candidate' || status === 'confirmed';

/** Of the confirmed findings the most severe by the tie order; of two of one code the older. */
export function primaryOfFindings(findings: readonly FindingItem[], law: Law): string | undefined {
  return findings
    .filter(({ status }) => status === 'confirmed')
    .toSorted((one, other) => compareByTie(one.code, other.code, law) || (one.id < other.id ? -1 : 1))[0]?.id;
}

/** @throws `invalid` ELEMENT_UNKNOWN, EXHIBIT_UNKNOWN */
export function demandProofs(
  code: LawCode,
  { elements, proofs }: { readonly elements: readonly string[]; readonly proofs?: Proofs | undefined },
  exhibits: readonly string[],
): void {
  const known = new Set(code.elements.map(({ id }) => id));
  const strange = [...elements, ...Object.keys(proofs ?? {})].filter((element) => !known.has(element));
  if (strange.length > 0)
    throw invalid('ELEMENT_UNKNOWN', `${code.code} has no such element`, {
      elements: strange,
      known: [...known],
    });
  const missing = Object.values(proofs ?? {})
    .flat()
    .filter((exhibit) => !exhibits.includes(exhibit));
  if (missing.length > 0)
    throw invalid('EXHIBIT_UNKNOWN', 'this incident has no such exhibit', { exhibits: missing });
}

const isListed = (family: string, law: Law, code: string): boolean =>
  law.codes.some((each) => each.code === code && each.family === family && each.residual !== true);

/**
 * 兜底条款 B10, C5, A5 (Measures Art. 11; Court Rules 20(5)): only where no listed act fits. What is suggested must be decided
 * first; beside a listed act that was confirmed, somebody says which other act it is.
 * @throws `conflict` LISTED_ACT_UNDECIDED, LISTED_ACT_FITS
 */
export function demandNoListedAct(
  code: LawCode,
  findings: readonly FindingItem[],
  law: Law,
  reason: string | undefined,
): void {
  if (code.residual !== true) return;
  const listed = (status: FindingItem['status']): string[] =>
    findings
      .filter((finding) => finding.status === status && isListed(code.family, law, finding.code))
      .map((finding) => finding.code);
  const undecided = listed('candidate');
  if (undecided.length > 0)
    throw conflict('LISTED_ACT_UNDECIDED', `confirm or reject the listed acts before ${code.code}`, {
      codes: undecided,
    });
  const confirmed = listed('confirmed');
  if (confirmed.length > 0 && reason === undefined)
    throw conflict(
      'LISTED_ACT_FITS',
      `${code.code} is for acts that no listed item fits: say which other act it is`,
      { codes: confirmed },
    );
}
