/** Which measures (处置措施) may be offered for an incident, each with its ground. Pure. */
import type { Zone } from '../alarms/alarm.js';
import type { Law, Measure } from '../law/code-table.js';
import type { FindingItem } from './incident.js';

export interface OfferedMeasure {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly grounds: Measure['grounds'];
  readonly orders: Measure['orders'];
}

/** Measures of the acts that were found or suggested, kept to those with a ground in this zone; of all the zone's when none was. */
export function measuresOffered(zone: Zone, findings: readonly FindingItem[], law: Law): OfferedMeasure[] {
  const codes = new Set(
    findings.filter((finding) => finding.status !== 'rejected').map((finding) => finding.code),
  );
  const allowed = new Set(
    law.codes
      .filter((code) => codes.has(code.code))
      .flatMap((code) => code.measures.map((measure) => measure.id)),
  );
  return law.measures
    .filter((measure) => measure.zones.includes(zone) && (codes.size === 0 || allowed.has(measure.id)))
    .map(({ id, zh, en, grounds, orders }) => ({ id, zh, en, grounds, orders }));
}
