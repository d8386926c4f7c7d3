/** Which measures (处置措施) have a ground for an incident, by zone, act and role, and what each still lacks. Pure. */
import type { Role } from '../access/permission.js';
import type { Zone } from '../alarms/alarm.js';
import { invalid, refused } from '../kernel/errors.js';
import { given } from '../kernel/given.js';
import type { Law, LawCode, Measure } from '../law/code-table.js';
import { compareByTie } from '../law/primary.js';
import type { IncidentItem } from './incident.js';

export interface OfferedMeasure extends Pick<
  Measure,
  | 'id'
  | 'zh'
  | 'en'
  | 'grounds'
  | 'orders'
  | 'executes'
  | 'decision'
  | 'limits'
  | 'urgent'
  | 'persons'
  | 'caps'
> {
  /** the acts that ground it */
  readonly codes: readonly string[];
  /** what must be confirmed first, where only a weaker ground carries it */
  readonly confirm?: { readonly zh: string; readonly en: string };
}

type Acts = Pick<IncidentItem, 'zone' | 'findings' | 'candidates'>;

/** Whom the law lets order or carry out a measure → who of the house notes that it was done. */
const houseRoles: Readonly<Record<string, readonly Role[]>> = {
  presiding: ['judge'],
  judge: ['judge'],
  commander: ['guard', 'chief'],
  police: ['guard', 'chief', 'officer'],
  police2: ['guard', 'chief', 'officer'],
  policeOrSecurity: ['guard', 'chief', 'officer'],
  screener: ['screener', 'guard', 'chief', 'officer'],
  president: ['president'],
  committee: ['committee'],
  court: ['president', 'committee', 'chief'],
};

const isTheirs = ({ orders, executes }: Measure, roles: readonly Role[]): boolean =>
  [orders, executes].some(({ role }) => (houseRoles[role] ?? []).some((one) => roles.includes(one)));

/** Codes that belong to this zone and not to every zone, as 偷拍窃听 and 干预过问 do. */
const ownCodes = (zone: Zone, law: Law): string[] =>
  law.zones[zone].codes.filter(
    (code) => !Object.values(law.zones).every(({ codes }) => codes.includes(code)),
  );

/** What every act of a zone allows: where nobody has named an act and the zone has no residual item. */
function shared(codes: readonly LawCode[]): LawCode[] {
  const [first, ...rest] = codes;
  if (first === undefined) return [];
  const measures = first.measures.filter(({ id }) =>
    rest.every((code) => code.measures.some((measure) => measure.id === id)),
  );
  return [{ ...first, measures }];
}

/** The acts that carry measures: those found or suggested; else those thought of; else what any act there would allow. */
function actsOf({ zone, findings, candidates }: Acts, law: Law): LawCode[] {
  const named = new Set(
    findings.filter(({ status }) => status === 'confirmed' || status === 'candidate').map(({ code }) => code),
  );
  const thought = named.size > 0 ? named : new Set(candidates.map(({ code }) => code));
  const known = law.codes.filter(({ code }) => thought.has(code));
  if (known.length > 0) return known.toSorted((one, other) => compareByTie(one.code, other.code, law));
  const own = ownCodes(zone, law);
  const ofZone = law.codes.filter(({ code }) => own.includes(code));
  const residual = ofZone.filter((code) => code.residual === true);
  return residual.length > 0 ? residual : shared(ofZone);
}

function offer(measure: Measure, acts: readonly LawCode[]): OfferedMeasure {
  const carrying = acts.filter((act) => act.measures.some(({ id }) => id === measure.id));
  const flags = carrying.map((act) => act.measures.find(({ id }) => id === measure.id)?.confirm);
  const { id, zh, en, grounds, orders, executes, decision, limits, urgent, persons, caps } = measure;
  // One act that carries it without a caveat is enough.
  const confirm = flags.every((flag) => flag !== undefined) ? flags[0] : undefined;
  return {
    ...{ id, zh, en, grounds, orders, executes },
    ...given({ decision, limits, urgent, persons, caps }),
    codes: carrying.map(({ code }) => code),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** Each with its ground, those of the gravest act first (制止并协助救治 first against 自杀自残). */
export function measuresOffered(incident: Acts, roles: readonly Role[], law: Law): OfferedMeasure[] {
  const acts = actsOf(incident, law);
  const ids = new Set(acts.flatMap((act) => act.measures.map(({ id }) => id)));
  return [...ids].flatMap((id) => {
    const measure = law.measures.find((one) => one.id === id);
    return measure !== undefined && measure.zones.includes(incident.zone) && isTheirs(measure, roles)
      ? [offer(measure, acts)]
      : [];
  });
}

/**
 * The measure with its ground here.
 * @throws `invalid` MEASURE_UNKNOWN, MEASURE_WITHOUT_GROUND; `refused` MEASURE_OF_OTHERS
 */
export function groundedMeasure(
  id: string,
  incident: Acts,
  roles: readonly Role[],
  law: Law,
): OfferedMeasure {
  const measure = law.measures.find((one) => one.id === id);
  if (measure === undefined) throw invalid('MEASURE_UNKNOWN', `the law in force has no measure ${id}`);
  const { zone } = incident;
  const details = { measure: id, zone, zones: measure.zones, grounds: measure.grounds };
  if (!measure.zones.includes(zone))
    throw invalid('MEASURE_WITHOUT_GROUND', `${id} has no ground in zone ${zone}`, {
      ...details,
      lacks: 'zone',
    });
  const acts = actsOf(incident, law);
  const offered = offer(measure, acts);
  if (offered.codes.length === 0)
    throw invalid('MEASURE_WITHOUT_GROUND', `none of the acts found or suggested here carries ${id}`, {
      ...details,
      lacks: 'act',
      acts: acts.map(({ code }) => code),
      carriedBy: law.codes
        .filter((code) => code.measures.some((one) => one.id === id))
        .map(({ code }) => code),
    });
  if (!isTheirs(measure, roles))
    throw refused('MEASURE_OF_OTHERS', `${id} is not for your role to note`, {
      ...details,
      orders: measure.orders,
      executes: measure.executes,
    });
  return offered;
}

/** What somebody wants to note, in plain words. */
export interface SaidExecution {
  readonly orderedBy?: string | undefined;
  readonly executedBy?: readonly string[] | undefined;
  readonly decision?:
    | {
        readonly proceeding?: 'civil' | 'criminal' | 'administrative' | undefined;
        readonly amountYuan?: number | undefined;
        readonly days?: number | undefined;
      }
    | undefined;
}

/**
 * The limits without which it must not even be noted as lawful.
 * @throws `invalid` MEASURE_NEEDS_DECISION, MEASURE_OVER_LIMIT, MEASURE_NEEDS_TWO, MEASURE_NEEDS_COMMANDER
 */
export function demandLimits(measure: OfferedMeasure, said: SaidExecution): void {
  const { id, decision, persons, confirm } = measure;
  // 罚款、拘留: 院长批准并制作决定书; the console records and never decides.
  if (decision !== undefined && said.decision === undefined)
    throw invalid(
      'MEASURE_NEEDS_DECISION',
      `${id} needs the president’s approval and the number of the written decision`,
      {
        measure: id,
        needs: decision,
      },
    );
  demandCap(measure, said.decision);
  if (persons !== undefined && new Set(said.executedBy).size < persons)
    throw invalid('MEASURE_NEEDS_TWO', `${id} is carried out by ${persons} officers: name them`, {
      measure: id,
      persons,
    });
  if (confirm !== undefined && decision === undefined && said.orderedBy === undefined)
    throw invalid(
      'MEASURE_NEEDS_COMMANDER',
      `${id} rests here on a ground that the commander must confirm: name him`,
      {
        measure: id,
        confirm,
      },
    );
}

function demandCap({ id, caps }: OfferedMeasure, decision: SaidExecution['decision']): void {
  const cap = caps?.find(({ proceeding }) => proceeding === (decision?.proceeding ?? 'civil'));
  const isOver = (most: number | undefined, value: number | undefined): boolean =>
    most !== undefined && value !== undefined && value > most;
  if (cap !== undefined && (isOver(cap.amountYuan, decision?.amountYuan) || isOver(cap.days, decision?.days)))
    throw invalid('MEASURE_OVER_LIMIT', `${id} exceeds what the law allows`, { measure: id, cap });
}
