/** The shapes of the items that routes answer with, held by the compiler to the types of the house. Pure. */
import { z } from 'zod';
import { roles } from '../access/permission.js';
import type { ApprovalItem } from '../access/approval.js';
import { outcomes, patterns, responses, type AlarmItem, type TroubleItem } from '../alarms/alarm.js';
import type { Care, Offer } from '../alarms/care.js';
import type { DeviceReport, UnguardedRoom } from '../alarms/health.js';
import { soundStates, type DutyItem } from '../duty/duty.js';
import type { EvidenceItem } from '../evidence/exhibit.js';
import type { CertificateItem } from '../intake/credentials.js';
import type { Device } from '../intake/device.js';
import type { PacketItem } from '../packets/packet-order.js';
import { wordScopes } from '../ledger/words.js';
import { zones } from '../places/place.js';
import { clipStates, type RecordingItem } from '../recordings/clip.js';
import type { Fact } from './board.js';

/** Names each field that the type has, one that may be absent too. */
export const every =
  <Item>() =>
  <Shape extends Record<keyof Item, z.ZodType>>(shape: Shape) =>
    z.object(shape);
export const may = z.exactOptional;
export const id = z.string();
export const instant = z.iso.datetime();
export const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
export const zone = z.enum(zones);
export const said = { zh: z.string(), en: z.string() };

export const actor = z.object({ kind: z.enum(['person', 'device', 'system']), id });
export const word = z.object({
  word: hex64,
  text: may(z.string()),
  scope: may(z.enum(wordScopes)),
});
export const step = z.object({ at: instant, by: actor });
export const fact = every<Fact>()({
  seq: z.int().min(1),
  type: z.string(),
  at: instant,
  by: actor,
  subject: z.object({ kind: z.string(), id }),
  data: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<Fact>;

const annunciation = z.enum([
  'unacknowledged',
  'acknowledged',
  'returned-unacknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
]);

export const approval = every<ApprovalItem>()({
  id,
  kind: z.string(),
  subject: z.string(),
  about: z.record(z.string(), z.union([z.string(), z.number()])),
  why: word,
  asked: step,
  state: z.enum(['asked', 'approved', 'refused']),
  decided: may(step),
}) satisfies z.ZodType<ApprovalItem>;

export const offer = every<Offer>()({
  id,
  giver: id,
  receiver: id,
  at: instant,
  until: instant,
  note: may(word),
}) satisfies z.ZodType<Offer>;
export const care = z.object({
  holder: may(z.object({ person: id, since: instant })),
  offer: may(offer),
}) satisfies z.ZodType<Care>;

export const alarm = every<AlarmItem>()({
  id,
  device: may(id),
  place: id,
  zone,
  level: z.enum(['emergency', 'high', 'medium', 'trouble']),
  pattern: may(z.enum(patterns)),
  source: z.enum(['press', 'forced', 'decision', 'malformed', 'conflict', 'browser']),
  annunciation,
  response: z.enum(responses),
  raisedAt: instant,
  deviceAt: may(z.string()),
  brokerAt: may(z.string()),
  late: may(z.boolean()),
  incident: may(id),
  drill: may(id),
  madeReal: may(step),
  presses: z.int().min(1),
  pressedAt: instant,
  escalation: z.int().min(0),
  shown: may(step),
  sounded: may(step),
  steps: z.partialRecord(z.enum(responses), step),
  care: may(care),
  overdue: may(z.array(z.enum(['respond', 'resolve']))),
  officers: may(
    z.array(
      z.object({
        person: id,
        state: z.enum(['accepted', 'on-the-way', 'on-scene', 'needs-help', 'left']),
        since: instant,
        checkInBy: may(instant),
        missed: may(z.int()),
      }),
    ),
  ),
  outcome: may(z.enum(outcomes)),
  reason: may(word),
}) satisfies z.ZodType<AlarmItem>;

export const trouble = every<TroubleItem>()({
  id,
  kind: z.string(),
  urgent: z.boolean(),
  annunciation: may(annunciation),
  device: may(id),
  place: may(id),
  raisedAt: instant,
  detail: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<TroubleItem>;

export const evidence = every<EvidenceItem>()({
  id,
  sha256: hex64,
  sm3: hex64,
  incident: may(id),
  device: may(id),
  clip: may(z.string()),
  name: may(z.string()),
  bytes: z.int().min(0),
  mime: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  state: z.enum(['stored', 'quarantined', 'deleted']),
  held: z.boolean(),
  keepUntil: may(instant),
  checkedAt: may(instant),
  derivedFrom: may(id),
  derivation: may(
    z.object({
      tool: z.string(),
      why: word,
      spans: may(z.array(z.object({ fromMs: z.int(), toMs: z.int() }))),
      regions: may(z.array(z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }))),
    }),
  ),
  deleted: may(step.extend({ asked: step, why: word })),
}) satisfies z.ZodType<EvidenceItem>;

export const recording = every<RecordingItem>()({
  id,
  device: id,
  place: id,
  kind: z.literal('clip'),
  startedAt: z.string(),
  endedAt: z.string(),
  state: z.enum(clipStates),
  evidence: may(id),
  incident: may(id),
  caseNumber: may(word),
  kept: may(z.boolean()),
}) satisfies z.ZodType<RecordingItem>;

export const device = every<Device>()({
  id,
  kind: z.enum(['button', 'gate', 'recorder', 'door', 'siren']),
  name: z.string(),
  place: id,
  zone,
  enabled: z.boolean(),
  state: z.enum(['never-heard', 'heard', 'silent', 'disabled']),
  since: may(instant),
}) satisfies z.ZodType<Device>;

const health = z.enum(['green', 'yellow', 'red']);
const why = z.array(z.object({ code: z.string(), ...said }));
export const deviceReport = every<DeviceReport>()({
  ...device.shape,
  lastHeardAt: may(instant),
  battery: may(z.number().min(0).max(100)),
  health,
  reasons: why,
}) satisfies z.ZodType<Device>;

export const unguardedRoom = every<UnguardedRoom>()({
  place: id,
  zone,
  buttons: z.array(z.object({ id, health, reasons: why })),
  hearing: may(z.object({ id, startsAt: instant, endsAt: instant })),
});

export const certificate = every<CertificateItem>()({
  serial: z.string(),
  device: id,
  issuedAt: instant,
  until: instant,
  endsAt: may(instant),
  revoked: may(z.boolean()),
}) satisfies z.ZodType<CertificateItem>;

export const duty = every<DutyItem>()({
  id,
  person: id,
  name: word,
  role: z.string(),
  post: id,
  since: instant,
  sound: may(z.object({ state: z.enum(soundStates), at: instant })),
}) satisfies z.ZodType<DutyItem>;

export const person = z.object({ id, name: z.string(), roles: z.array(z.enum(roles)) });

export const packet = every<PacketItem>()({
  id,
  incident: id,
  state: z.enum(['asked', 'refused', 'approved', 'building', 'sealed', 'failed', 'handed-over']),
  progress: may(z.number().min(0).max(1)),
  askedBy: id,
  askedAt: instant,
  approvedBy: may(id),
  approvedAt: may(instant),
  refused: may(step.extend({ why: word })),
  sealedAt: may(instant),
  handedOverAt: may(instant),
  sha256: may(hex64),
  sm3: may(hex64),
  bytes: may(z.int().min(0)),
  failed: may(word),
  missing: z.array(z.object({ code: z.string(), ...said })),
  time: may(
    z.discriminatedUnion('source', [
      z.object({ source: z.literal('rfc3161'), authority: z.string(), at: instant }),
      z.object({ source: z.literal('local'), why: may(z.string()) }),
    ]),
  ),
  encrypted: may(z.object({ bytes: z.int().min(0), sha256: hex64 })),
}) satisfies z.ZodType<PacketItem>;

export const press = z.object({
  id,
  place: z.string(),
  pattern: z.enum(['help', 'emergency', 'silent']),
  at: instant,
  state: z.enum(['sent', 'received', 'coming', 'at-the-door', 'ended']),
});

export const form = z.object({
  name: z.string(),
  title: z.string(),
  inside: z.boolean(),
  missing: z.array(z.object(said)),
});
