/** How the facts about incidents change the board. */
import type { Candidate, Fact, FindingItem, IncidentItem, MeasureItem, Word, Zone } from './board.js';
import { change, given, put, read, stepOf, type Reducer } from './reducer.js';

const onIncident =
  (next: (incident: IncidentItem, fact: Fact) => IncidentItem): Reducer =>
  (board, fact) => {
    const id =
      fact.subject.kind === 'incident' ? fact.subject.id : read<{ incident?: string }>(fact).incident;
    return id === undefined
      ? board
      : { ...board, incidents: change(board.incidents, id, (item) => next(item, fact)) };
  };
const incidentOpened: Reducer = (board, fact) => {
  const data = read<{
    place: string;
    zone: Zone;
    source: IncidentItem['source'];
    alarms: string[];
    report?: Word;
  }>(fact);
  const incident: IncidentItem = {
    id: fact.subject.id,
    state: 'open',
    place: data.place,
    zone: data.zone,
    source: data.source,
    openedAt: fact.at,
    ...(data.report === undefined ? {} : { report: data.report }),
    alarms: data.alarms,
    findings: [],
    candidates: [],
    measures: [],
    evidence: [],
    packets: [],
  };
  return {
    ...board,
    incidents: put(board.incidents, incident),
    alarms: board.alarms.map((alarm) =>
      data.alarms.includes(alarm.id) ? { ...alarm, incident: incident.id } : alarm,
    ),
  };
};

const alarmJoined: Reducer = (board, fact) => {
  const { alarm } = read<{ alarm: string }>(fact);
  return {
    ...board,
    incidents: change(board.incidents, fact.subject.id, (item) => ({
      ...item,
      alarms: [...item.alarms, alarm],
    })),
    alarms: change(board.alarms, alarm, (item) => ({ ...item, incident: fact.subject.id })),
  };
};

const findingSuggested = onIncident((incident, fact) => {
  const data = read<{ code: string; level: FindingItem['level']; lawVersion: string }>(fact);
  const finding: FindingItem = {
    id: fact.subject.id,
    code: data.code,
    status: 'candidate',
    lawVersion: data.lawVersion,
    elements: [],
    ...(data.level === undefined ? {} : { level: data.level }),
  };
  return { ...incident, findings: put(incident.findings, finding) };
});

const findingDecided = (status: 'confirmed' | 'rejected'): Reducer =>
  onIncident((incident, fact) => {
    const data = read<{ code: string; lawVersion: string; elements?: string[]; reason?: Word }>(fact);
    const before = incident.findings.find((finding) => finding.id === fact.subject.id);
    const finding: FindingItem = {
      ...(before ?? { id: fact.subject.id, code: data.code, lawVersion: data.lawVersion, elements: [] }),
      status,
      elements: data.elements ?? before?.elements ?? [],
      decided: stepOf(fact),
      ...(data.reason === undefined ? {} : { reason: data.reason }),
    };
    return { ...incident, findings: put(incident.findings, finding) };
  });

const measureTaken = onIncident((incident, fact) => {
  const { id, measure, orderedBy, executedBy, note } = read<Omit<MeasureItem, 'at' | 'by'>>(fact);
  const item = {
    id,
    measure,
    at: fact.at,
    by: fact.by,
    ...given({ orderedBy, executedBy, note }),
  } as MeasureItem;
  return { ...incident, measures: put(incident.measures, item) };
});

const packetIs = (state: string): Reducer =>
  onIncident((incident, fact) => ({
    ...incident,
    packets: put(incident.packets, { id: fact.subject.id, state }),
  }));

const evidenceJoined = onIncident((incident, fact) =>
  incident.evidence.includes(fact.subject.id)
    ? incident
    : { ...incident, evidence: [...incident.evidence, fact.subject.id] },
);

export const incidentReducers: Readonly<Record<string, Reducer>> = {
  'incident.opened': incidentOpened,
  'incident.alarm-joined': alarmJoined,
  'incident.classified': onIncident((incident, fact) => ({
    ...incident,
    candidates: read<{ candidates: Candidate[] }>(fact).candidates,
  })),
  'finding.suggested': findingSuggested,
  'finding.confirmed': findingDecided('confirmed'),
  'finding.rejected': findingDecided('rejected'),
  'measure.taken': measureTaken,
  'evidence.joined': evidenceJoined,
  'evidence.derived': evidenceJoined,
  'packet.asked': packetIs('asked'),
  'packet.approved': packetIs('approved'),
  'packet.sealed': packetIs('sealed'),
  'packet.failed': packetIs('failed'),
  'packet.handed-over': packetIs('handed-over'),
  'liaison.offered': onIncident((incident, fact) => ({
    ...incident,
    shared: { at: fact.at, why: read<{ why: 'policy' | 'person' }>(fact).why, by: fact.by },
  })),
  'liaison.asked': onIncident((incident, fact) => ({ ...incident, shareAskedAt: fact.at })),
  // The police see it no more, and nothing on the board says that they do.
  'liaison.withdrawn': onIncident(({ shared: _shared, accepted: _accepted, ...incident }) => incident),
  'liaison.accepted': onIncident((incident, fact) => ({ ...incident, accepted: stepOf(fact) })),
};
