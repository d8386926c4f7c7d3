/** What leaves the house when an incident is shared: place, time, kind and level; never internal words. Pure. */
import type { FindingItem, IncidentItem } from './incident.js';

/** The incident as the police see it: acts that a person confirmed, measures without notes, no suggestions. */
export function sharedView(incident: IncidentItem): IncidentItem {
  const {
    report: _report,
    shareAskedAt: _asked,
    exit: _exit,
    limitNearAt: _limit,
    care: _care,
    findings,
    ...rest
  } = incident;
  return {
    ...rest,
    candidates: [],
    evidence: [],
    // What was confirmed and is another act now was told to them once: they see what became of it.
    findings: findings
      .filter(({ status }) => status === 'confirmed' || status === 'replaced')
      .map(sharedFinding),
    // A packet is the house's own affair until somebody approves that it goes out.
    packets: incident.packets.filter((packet) => packet.state !== 'asked' && packet.state !== 'refused'),
    measures: incident.measures.map(({ note: _note, recordings: _recordings, ...measure }) => measure),
  };
}

function sharedFinding({
  reason: _reason,
  level: _level,
  proofs: _proofs,
  particulars: _particulars,
  replaced,
  ...finding
}: FindingItem): FindingItem {
  if (replaced === undefined) return finding;
  const { reason: _why, ...seen } = replaced;
  return { ...finding, replaced: seen };
}
