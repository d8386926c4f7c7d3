/** How the facts about incidents change the board. */
import { isOnBoard, stepFacts, type Exit } from '../incidents/life.js';
import type {
  Board,
  Candidate,
  Fact,
  FindingItem,
  IncidentItem,
  MeasureItem,
  Particulars,
  Word,
  Zone,
} from './board.js';
import { change, put, read, stepOf, type Reducer } from './reducer.js';
import { given } from '../kernel/given.js';

const onIncident =
  (next: (incident: IncidentItem, fact: Fact) => IncidentItem): Reducer =>
  (board, fact) => {
    const id =
      fact.subject.kind === 'incident' ? fact.subject.id : read<{ incident?: string }>(fact).incident;
    return id === undefined
      ? board
      : { ...board, incidents: change(board.incidents, standing(board, id), (item) => next(item, fact)) };
  };

/** What the police were offered and took is this incident's own: one that was merged keeps it for the day it is parted. */
const onItself =
  (next: (incident: IncidentItem, fact: Fact) => IncidentItem): Reducer =>
  (board, fact) => ({
    ...board,
    incidents: change(board.incidents, fact.subject.id, (item) => next(item, fact)),
  });

/** What happens to an incident that was merged shows in the one it was merged into. */
const standing = (board: Board, id: string): string =>
  board.incidents.find((incident) => incident.merged?.includes(id) === true)?.id ?? id;
const without = (board: Board, id: string): Board => ({
  ...board,
  incidents: board.incidents.filter((incident) => incident.id !== id),
});
const putAll = (board: Board, items: readonly IncidentItem[]): Board =>
  items.reduce((next, item) => ({ ...next, incidents: put(next.incidents, item) }), board);

/** A step of its life: what ended leaves the board, what was reopened comes back whole. */
const lived: Reducer = (board, fact) => {
  const { state, item } = read<{ state: IncidentItem['state']; item?: IncidentItem }>(fact);
  const { id } = fact.subject;
  if (!isOnBoard(state)) return without(board, id);
  if (item !== undefined) return putAll(board, [item]);
  return {
    ...board,
    incidents: change(board.incidents, id, ({ exit: _exit, ...incident }) => ({ ...incident, state })),
  };
};
const exitAsked = onItself((incident, fact) => {
  const { approval, exit, why, reason } = read<{ approval?: string; exit: Exit; why: Word; reason?: Word }>(
    fact,
  );
  // `reason` without an approval: as it was told before side exits were approvals.
  const asked = { kind: exit, at: fact.at, by: fact.by, reason: reason ?? why };
  return { ...incident, exit: { ...given({ approval }), ...asked } };
});
const exitOver = onItself(({ exit: _exit, ...incident }) => incident);
const incidentOpened: Reducer = (board, fact) => {
  const data = read<{
    place: string;
    zone: Zone;
    source: IncidentItem['source'];
    alarms: string[];
    report?: Word;
    drill?: string;
  }>(fact);
  const incident: IncidentItem = {
    id: fact.subject.id,
    state: 'open',
    place: data.place,
    zone: data.zone,
    source: data.source,
    openedAt: fact.at,
    ...given({ drill: data.drill }),
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
  const data = read<
    Pick<FindingItem, 'code' | 'lawVersion'> & { level: FindingItem['level']; elements?: string[] }
  >(fact);
  const finding: FindingItem = {
    id: fact.subject.id,
    code: data.code,
    status: 'candidate',
    lawVersion: data.lawVersion,
    elements: data.elements ?? [],
    ...(data.level === undefined ? {} : { level: data.level }),
  };
  return { ...incident, findings: put(incident.findings, finding) };
});

interface Decision {
  readonly code: string;
  readonly lawVersion: string;
  readonly elements?: string[];
  readonly proofs?: FindingItem['proofs'];
  readonly particulars?: Particulars;
  readonly reason?: Word;
  readonly replaces?: string;
}

const findingDecided = (status: 'confirmed' | 'rejected'): Reducer =>
  onIncident(({ primary: _before, ...incident }, fact) => {
    const { code, lawVersion, elements, proofs, particulars, reason, replaces } = read<Decision>(fact);
    const before = incident.findings.find((finding) => finding.id === fact.subject.id);
    const finding: FindingItem = {
      ...(before ?? { id: fact.subject.id, code }),
      status,
      lawVersion,
      elements: elements ?? before?.elements ?? [],
      decided: stepOf(fact),
      ...(given({ proofs, particulars, reason, replaces }) as Partial<FindingItem>),
    };
    const { primary } = read<{ primary?: string }>(fact);
    return { ...incident, ...given({ primary }), findings: put(incident.findings, finding) };
  });

const onFinding = (next: (finding: FindingItem, fact: Fact) => FindingItem): Reducer =>
  onIncident((incident, fact) => ({
    ...incident,
    findings: change(incident.findings, fact.subject.id, (finding) => next(finding, fact)),
  }));

const findingCompleted = onFinding((finding, fact) => {
  const { elements, proofs, particulars } = read<Decision>(fact);
  return { ...finding, ...given({ elements, proofs, particulars }) };
});

const findingReclassified = onFinding((finding, fact) => {
  const { reason, finding: next } = read<{ reason?: Word; finding: string }>(fact);
  return {
    ...finding,
    status: 'replaced',
    replaced: { ...stepOf(fact), finding: next, ...(reason === undefined ? {} : { reason }) },
  };
});

const measureTaken = onIncident((incident, fact) => {
  const { id, measure, ...rest } = read<Omit<MeasureItem, 'at' | 'by'>>(fact);
  const item: MeasureItem = { id, measure, at: fact.at, by: fact.by, ...rest };
  return { ...incident, measures: put(incident.measures, item) };
});

const measureCompleted = onIncident((incident, fact) => {
  const { id, measure: _measure, ...rest } = read<Omit<MeasureItem, 'at' | 'by'>>(fact);
  return { ...incident, measures: change(incident.measures, id, (item) => ({ ...item, ...rest })) };
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

const resultOf = (fact: Fact): { result?: string } => {
  const { result } = read<{ result?: string }>(fact);
  return result === undefined ? {} : { result };
};

export const incidentReducers: Readonly<Record<string, Reducer>> = {
  'incident.opened': incidentOpened,
  'incident.alarm-joined': alarmJoined,
  'incident.made-real': onItself(({ drill: _over, ...incident }) => incident),
  'incident.classified': onIncident((incident, fact) => ({
    ...incident,
    candidates: read<{ candidates: Candidate[] }>(fact).candidates,
  })),
  'finding.suggested': findingSuggested,
  'finding.confirmed': findingDecided('confirmed'),
  'finding.rejected': findingDecided('rejected'),
  'finding.completed': findingCompleted,
  'finding.reclassified': findingReclassified,
  'measure.taken': measureTaken,
  'measure.completed': measureCompleted,
  ...Object.fromEntries(Object.values(stepFacts).map((name) => [`incident.${name}`, lived])),
  'incident.exit-asked': exitAsked,
  'incident.exit-approved': lived,
  'incident.exit-refused': exitOver,
  'incident.exit-expired': exitOver,
  // As ledgers told it before side exits were approvals.
  'incident.exit-signed': lived,
  'incident.exit-declined': exitOver,
  'incident.merged': (board, fact) =>
    putAll(without(board, fact.subject.id), read<{ items: IncidentItem[] }>(fact).items),
  'incident.parted': (board, fact) => putAll(board, read<{ items: IncidentItem[] }>(fact).items),
  'incident.limit-near': onIncident((incident, fact) => ({ ...incident, limitNearAt: fact.at })),
  'evidence.joined': evidenceJoined,
  'evidence.parted': onIncident((incident, fact) => ({
    ...incident,
    evidence: incident.evidence.filter((id) => id !== fact.subject.id),
  })),
  'evidence.derived': evidenceJoined,
  'packet.asked': packetIs('asked'),
  'packet.approved': packetIs('approved'),
  'packet.refused': packetIs('refused'),
  'packet.sealed': packetIs('sealed'),
  'packet.failed': packetIs('failed'),
  'packet.handed-over': packetIs('handed-over'),
  'liaison.offered': onItself((incident, fact) => ({
    ...incident,
    shared: { at: fact.at, why: read<{ why: 'policy' | 'person' }>(fact).why, by: fact.by },
  })),
  'liaison.asked': onItself((incident, fact) => ({ ...incident, shareAskedAt: fact.at })),
  // The police see it no more, and nothing on the board says that they do.
  'liaison.withdrawn': onItself(
    ({ shared: _shared, accepted: _accepted, policeClosed: _closed, ...incident }) => incident,
  ),
  'liaison.accepted': onItself((incident, fact) => ({ ...incident, accepted: stepOf(fact) })),
  'liaison.closed': onItself((incident, fact) => ({
    ...incident,
    policeClosed: { at: fact.at, ...resultOf(fact) },
  })),
};
