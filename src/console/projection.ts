/** What each viewer may see of the board and of the facts; folding projected facts over a projected board gives the next one. Pure. */
import type { Permission } from '../access/permission.js';
import { readableBy, type Granting } from '../access/reading.js';
import { sharedAlarm } from '../alarms/sharing.js';
import { sharedView } from '../incidents/sharing.js';
import { stepFacts } from '../incidents/life.js';
import type { Board, Fact, IncidentItem } from './board.js';

export interface Sight {
  readonly permissions: ReadonlySet<Permission>;
  /** for the police: the incidents shared with their station; they see nothing else */
  readonly shared?: Granting;
}

/** The first part of a fact's type → what reading it needs. What is not listed is for the auditor. */
const needOf: Readonly<Record<string, Permission>> = {
  alarm: 'alarm:read',
  trouble: 'device:read',
  flood: 'device:read',
  shelf: 'device:read',
  policy: 'policy:read',
  rota: 'policy:read',
  contact: 'policy:read',
  procedure: 'procedure:read',
  device: 'device:read',
  test: 'device:read',
  drill: 'live:follow',
  reaction: 'device:read',
  incident: 'incident:read',
  finding: 'incident:read',
  measure: 'incident:read',
  involved: 'person:identify',
  evidence: 'incident:read',
  packet: 'incident:read',
  liaison: 'incident:read',
  lane: 'screening:read',
  slip: 'screening:read',
  clip: 'recording:read',
  mark: 'recording:read',
  recorder: 'recording:read',
  interference: 'interference:read',
  watch: 'watch:read',
  hearing: 'hearing:read',
  timetable: 'hearing:read',
  duty: 'people:read',
  bench: 'people:manage',
  handover: 'duty:sign',
  place: 'place:read',
  plan: 'place:read',
};
/** Facts that concern a screen although their family is the auditor's. */
const needOfType: Readonly<Record<string, Permission | undefined>> = {
  'event.unraised': 'device:read',
  'event.escalated': 'device:read',
  'event.raised-late': 'device:read',
  'words.redacted': 'live:follow',
  'device.refused': 'ledger:read',
  // Who is to be practised need not know before it begins.
  'drill.planned': 'report:read',
  'drill.cancelled': 'report:read',
  'drill.lapsed': 'report:read',
  'evidence.sealed': 'interference:read',
  'evidence.unsealed': 'interference:read',
  'ledger.contradicted': 'live:follow',
  'ledger.agreed': 'live:follow',
  'ledger.begun-anew': 'live:follow',
  'ledger.unsigned': 'live:follow',
  'ledger.signed-again': 'live:follow',
};

export function projectBoard(board: Board, sight: Sight): Board {
  const may = (permission: Permission): boolean => sight.permissions.has(permission);
  const { shared } = sight;
  if (shared !== undefined) {
    return {
      alarms: board.alarms
        .filter((alarm) => alarm.incident !== undefined && shared.has(alarm.incident))
        .map((alarm) => readable(sharedAlarm(alarm), sight)),
      incidents: board.incidents
        .filter((incident) => shared.has(incident.id))
        .map((incident) => readable(sharedView(incident), sight)),
      troubles: [],
      lanes: [],
      devices: [],
      duty: [],
    };
  }
  return readable(
    {
      alarms: may('alarm:read') ? board.alarms : [],
      incidents: may('incident:read') ? board.incidents : [],
      troubles: may('device:read') ? board.troubles : [],
      devices: may('device:read') ? board.devices : [],
      lanes: may('screening:read') ? board.lanes : [],
      duty: may('people:read') ? board.duty : [],
      ...(may('device:read') ? ofDevices(board) : {}),
      ...(board.drill === undefined ? {} : { drill: board.drill }),
    },
    sight,
  );
}

/** What is there only while it lasts. */
const ofDevices = ({ flood, tests }: Board): Pick<Board, 'flood' | 'tests'> => ({
  ...(flood === undefined ? {} : { flood }),
  ...(tests === undefined ? {} : { tests }),
});

export function projectFacts(facts: readonly Fact[], sight: Sight): Fact[] {
  return facts.flatMap((fact) => {
    const seen = sight.shared === undefined ? seenByStaff(fact, sight) : seenByPolice(fact, sight.shared);
    return seen === undefined ? [] : [readable(seen, sight)];
  });
}

function seenByStaff(fact: Fact, { permissions }: Sight): Fact | undefined {
  const family = fact.type.split('.')[0] ?? '';
  const need = needOfType[fact.type] ?? needOf[family] ?? 'ledger:read';
  return permissions.has(need) ? fact : undefined;
}

/** What the police follow of an incident that was shared; `liaison.asked`, suggestions and internal words stay in the house. */
const policeFacts = new Set([
  'alarm.pressed-again',
  'alarm.acknowledged',
  'alarm.responding',
  'alarm.on-scene',
  'alarm.controlled',
  'alarm.closed',
  'incident.alarm-joined',
  'incident.merged',
  'incident.parted',
  ...Object.values(stepFacts).map((name) => `incident.${name}`),
  'incident.exit-approved',
  'incident.exit-signed',
  'finding.confirmed',
  'finding.completed',
  'finding.reclassified',
  'measure.taken',
  'measure.completed',
  'packet.approved',
  'packet.sealed',
  'packet.failed',
  'packet.handed-over',
  'liaison.offered',
  'liaison.accepted',
  'liaison.rejected',
  'liaison.dispatched',
  'liaison.on-scene',
  'liaison.closed',
  'liaison.message',
  'liaison.receipted',
  'words.redacted',
]);
const internal = new Set([
  'address',
  'approval',
  'asked',
  'device',
  'boot',
  'seq',
  'sha256',
  'deviceAt',
  'brokerAt',
  'reason',
  'note',
  'kind',
  'proofs',
  'particulars',
  'recordings',
]);

function seenByPolice(fact: Fact, shared: Granting): Fact | undefined {
  if (!policeFacts.has(fact.type)) return undefined;
  if (fact.type === 'words.redacted') return fact;
  const incident = fact.subject.kind === 'incident' ? fact.subject.id : fact.data['incident'];
  if (typeof incident !== 'string' || !shared.has(incident)) return undefined;
  return {
    ...fact,
    data: {
      ...Object.fromEntries(Object.entries(fact.data).filter(([key]) => !internal.has(key))),
      ...wholes(fact, shared),
    },
  };
}

/** A fact that brings incidents back to the board tells of each what a snapshot would. */
function wholes({ data }: Fact, shared: Granting): Record<string, unknown> {
  const { item, items } = data as { item?: IncidentItem; items?: readonly IncidentItem[] };
  return {
    ...(item === undefined ? {} : { item: sharedView(item) }),
    ...(items === undefined
      ? {}
      : { items: items.filter(({ id }) => shared.has(id)).map((one) => sharedView(one)) }),
  };
}

const readable = <T>(value: T, { permissions, shared }: Sight): T =>
  readableBy(value, { permissions, isOfHouse: shared === undefined });
