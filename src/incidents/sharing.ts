/** What leaves the house when an incident is shared: place, time, kind and level; never internal words. Pure. */
import type { IncidentItem } from './incident.js';

/** The incident as the police see it: acts that a person confirmed, measures without notes, no suggestions. */
export function sharedView(incident: IncidentItem): IncidentItem {
  const { report: _report, shareAskedAt: _asked, ...rest } = incident;
  return {
    ...rest,
    candidates: [],
    evidence: [],
    findings: incident.findings
      .filter((finding) => finding.status === 'confirmed')
      .map(({ reason: _reason, level: _level, ...finding }) => finding),
    // A packet is the house's own affair until somebody approves that it goes out.
    packets: incident.packets.filter((packet) => packet.state !== 'asked'),
    measures: incident.measures.map(({ note: _note, ...measure }) => measure),
  };
}
