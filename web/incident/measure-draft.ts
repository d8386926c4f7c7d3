/** What a person wrote in the form of a measure, and what of it is sent. Pure. */
import type { Instant } from '../../src/kernel/clock.js';
import type { Law } from '../../src/law/code-table.js';
import type { OfferedMeasure } from '../wire.js';

export type Proceeding = NonNullable<Law['measures'][number]['caps']>[number]['proceeding'];

export interface MeasureDraft {
  readonly orderedBy?: string;
  /** two fields, one name each */
  readonly executedBy?: readonly string[];
  readonly told?: string;
  readonly toldAt?: Instant | undefined;
  readonly startedAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
  readonly injuries?: string;
  readonly force?: string;
  readonly recordings?: readonly string[];
  readonly note?: string;
  readonly number?: string;
  readonly approvedBy?: string;
  readonly approvedAt?: Instant | undefined;
  readonly proceeding?: Proceeding | undefined;
  readonly amountYuan?: number | undefined;
  readonly days?: number | undefined;
}

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

const said = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => isSaid(value)),
  );

/** The body to send: only what was said; a decision is a document of its own. */
export const bodyOf = (draft: MeasureDraft): Record<string, unknown> => {
  const { number, approvedBy, approvedAt, proceeding, amountYuan, days, executedBy, ...rest } = draft;
  const names = (executedBy ?? []).map((name) => name.trim()).filter((name) => name !== '');
  const decision = said({ number, approvedBy, approvedAt, proceeding, amountYuan, days });
  return said({
    ...rest,
    executedBy: names,
    decision: isSaid(decision['number']) ? decision : undefined,
  });
};

export type Lack = 'ordered-by' | 'executed-by' | 'number' | 'approved-by' | 'approved-at';

/** What the console would refuse the measure for; the rest may be added later. */
export const lacksOf = (
  { persons, confirm, decision }: Pick<OfferedMeasure, 'persons' | 'confirm' | 'decision'>,
  draft: MeasureDraft,
): Lack[] => {
  const { executedBy } = bodyOf(draft) as { executedBy?: readonly string[] };
  const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === '';
  const lacks: Lack[] = [];
  if (confirm !== undefined && decision === undefined && isBlank(draft.orderedBy)) lacks.push('ordered-by');
  if (new Set(executedBy).size < (persons ?? 0)) lacks.push('executed-by');
  if (decision === undefined) return lacks;
  if (isBlank(draft.number)) lacks.push('number');
  if (isBlank(draft.approvedBy)) lacks.push('approved-by');
  if (draft.approvedAt === undefined) lacks.push('approved-at');
  return lacks;
};
