/** What an evidence packet is: data/packet.json, and the input it is built from (contracts.md 4). */
import { z } from 'zod';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
/** a device may name its own offset from UTC */
const instant = z.iso.datetime({ offset: true });
const count = z.int().nonnegative();
const texts = z.array(z.string());

/** A device as the 电子数据清单 describes it (domain: F3); what is not known stays a blank to fill in by hand. */
export const deviceSchema = z.object({
  id: z.string(),
  kind: z.string().optional(),
  brand: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
  place: z.string().optional(),
  /** GB/T 28181, 20 digits */
  gbCode: z.string().optional(),
});

/** One exhibit, bit for bit as received. */
export const itemSchema = z.object({
  id: z.string(),
  /** as the device or the person called it */
  name: z.string(),
  sha256: hex64,
  sm3: hex64,
  bytes: count,
  mime: z.string(),
  /** who made it: the wearer, or the system by itself */
  maker: z.string(),
  device: deviceSchema.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** the device's clock minus the console's, milliseconds */
  clockOffsetMs: z.number().optional(),
  clockComparedWith: z.string().optional(),
  clockComparedAt: instant.optional(),
  medium: z.string().optional(),
  extractedAt: instant.optional(),
  extractedBy: z.string().optional(),
  checkedBy: z.string().optional(),
  extractedWith: z.string().optional(),
  timestampToken: z.string().optional(),
  edits: z.string().optional(),
  remark: z.string().optional(),
});

export const incidentSchema = z.object({
  id: z.string(),
  state: z.string(),
  place: z.string(),
  zone: z.enum(['A', 'B', 'C', 'E', 'R']),
  openedAt: instant,
  controlledAt: instant.optional(),
  alarms: texts.optional(),
  headline: z.string().optional(),
  /** of the first alarm and its response, as the ledger has them */
  times: z
    .object({
      raisedAt: instant,
      acknowledgedAt: instant,
      respondedAt: instant,
      arrivedAt: instant,
      controlledAt: instant,
    })
    .partial()
    .optional(),
});

export const findingSchema = z.object({
  id: z.string().optional(),
  code: z.string(),
  /** the Measures' own words, with the number of the item */
  text: z.string(),
  lawVersion: z.string(),
  origin: z.enum(['rule', 'person']),
  status: z.enum(['candidate', 'confirmed', 'rejected']),
  isPrimary: z.boolean().optional(),
  /** clauses for reference; naming an offence stays with the police */
  clauses: texts.optional(),
  elements: z.record(z.string(), z.unknown()).optional(),
  reason: z.string().optional(),
  by: z.string().optional(),
  at: instant.optional(),
});

export const personSchema = z.object({
  id: z.string().optional(),
  role: z.string(),
  name: z.string().optional(),
  sex: z.string().optional(),
  bornOn: z.string().optional(),
  nation: z.string().optional(),
  document: z.string().optional(),
  address: z.string().optional(),
  telephone: z.string().optional(),
  relation: z.string().optional(),
  caseNumber: z.string().optional(),
  victimRole: z.string().optional(),
  injury: z.string().optional(),
  /** 未成年人, 怀孕, 疑似精神异常, 醉酒: what a person ticked */
  marks: z.array(z.enum(['minor', 'pregnant', 'mental', 'drunk'])).optional(),
});

export const measureSchema = z.object({
  id: z.string().optional(),
  measure: z.string(),
  text: z.string().optional(),
  at: instant.optional(),
  until: instant.optional(),
  orderedBy: z.string().optional(),
  executedBy: texts.optional(),
  told: z.string().optional(),
  force: z.string().optional(),
  injuries: z.string().optional(),
});

const said = z.string().min(1).max(4000).optional();
const mostParts = 200;

/** A thing that was taken into custody (F5). */
const objectSchema = z.object({
  name: z.string().min(1).max(200),
  ...{ count: said, model: said, features: said, foundAt: said, foundBy: said, holder: said, witness: said },
  ...{ photo: said, seal: said, cabinet: said, receiver: said, remark: said },
  destination: z.enum(['returned', 'police', 'other']).optional(),
});

/** (F8) */
const sealSchema = z.object({
  ...{ object: said, seal: said, before: said, after: said, method: said, sealedAt: said },
  ...{ by: said, witness: said, opened: said },
});

/** (F7) */
const interviewSchema = z.object({
  ...{ person: said, role: said, document: said, place: said, recorder: said, guardian: said, told: said },
  text: z.string().max(50_000).optional(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  askers: z.array(z.string().min(1)).max(2).optional(),
});

/** (F4) */
const extractionSchema = z.object({
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  steps: z.array(z.string().min(1)).max(mostParts).optional(),
  ...{ place: said, environment: said, method: said, medium: said, mediumPlace: said, whyNotMedium: said },
  ...{ witness: said, witnessDocument: said, whyNoWitness: said, recording: said },
});

/** (F6) */
const sceneSchema = z.object({
  handedOverAt: instant.optional(),
  ...{ account: said, words: said, force: said, officerInjuries: said, otherInjuries: said },
});

/** What only people can say, for the forms; whatever is left out is printed as a line to fill in by hand. */
export const letterSchema = z.object({
  objects: z.array(objectSchema).max(mostParts).optional(),
  seals: z.array(sealSchema).max(mostParts).optional(),
  interviews: z.array(interviewSchema).max(20).optional(),
  extraction: extractionSchema.optional(),
  scene: sceneSchema.optional(),
  number: z.string().optional(),
  to: z.string().optional(),
  cause: z.string().optional(),
  from: instant.optional(),
  until: instant.optional(),
  place: z.string().optional(),
  facts: z.string().optional(),
  whereabouts: z.string().optional(),
  losses: z.string().optional(),
  handlers: z.array(z.object({ name: z.string(), telephone: z.string().optional() })).optional(),
  approver: z.string().optional(),
  date: z.iso.date().optional(),
});

/** One file under data/, whoever made it. */
export const fileSchema = z.object({
  path: z.string(),
  role: z.enum(['original', 'form', 'preview']),
  sha256: hex64,
  sm3: hex64,
  bytes: count,
  mime: z.string(),
  maker: z.string(),
  device: z.string().nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  clockOffsetMs: z.number().nullable(),
  /** the exhibit it is, or is derived from */
  item: z.string().optional(),
  /** printed in a form's footer */
  verificationCode: z.string().optional(),
});

/** data/packet.json. */
export const packetSchema = z.object({
  v: z.literal(1),
  id: z.string().regex(/^[0-9a-z][0-9a-z-]{0,63}$/),
  court: z.object({ id: z.string(), name: z.string() }),
  /** when it was built, by the console's clock: 本地时间, never 可信时间戳 */
  builtAt: instant,
  builtWith: z.string(),
  /** where the time of sealing comes from; a token lies in signature/tagmanifest.tsr */
  time: z.union([
    z.object({ source: z.literal('本地签名时间') }),
    z.object({ source: z.literal('RFC 3161'), authority: z.string() }),
  ]),
  incident: incidentSchema,
  findings: z.array(findingSchema),
  persons: z.array(personSchema),
  measures: z.array(measureSchema),
  items: z.array(itemSchema),
  files: z.array(fileSchema),
  ledger: z.object({ origin: z.string(), size: count, root: z.string() }),
});

export type PacketDocument = z.infer<typeof packetSchema>;
export type PacketFile = z.infer<typeof fileSchema>;
export type PacketItem = z.infer<typeof itemSchema>;
export type Letter = z.infer<typeof letterSchema>;

/** As `GET /api/ledger/proofs` gives it: `leaf` is hex, `hashes` are base64. */
export interface EntryProof {
  readonly entry: number;
  readonly size: number;
  readonly index: number;
  readonly leaf: string;
  readonly hashes: readonly string[];
}

export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly string[];
}

export interface DisclosedWord {
  readonly seq: number;
  /** JSON Pointer into the entry */
  readonly path: string;
  /** 16 bytes, hex */
  readonly salt: string;
  readonly text: string;
}

/** One line of the register of custody; `seq` is the ledger's entry that says so. */
export interface CustodyAct {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly unit?: string;
  readonly act: string;
  readonly object?: string;
  readonly reason?: string;
  readonly approval?: string;
  readonly sha256?: string;
}

/** Everything that goes into a packet, gathered by the console; plain data, so that it can be sent to a worker. */
export interface PacketInput extends Omit<PacketDocument, 'v' | 'time' | 'files' | 'ledger' | 'items'> {
  readonly letter: Letter;
  /** what was done with the exhibits, by whom, for the register (F10) */
  readonly custody?: readonly CustodyAct[];
  /** `file`: where the bytes lie on this machine */
  readonly items: readonly (PacketItem & { readonly file: string })[];
  readonly ledger: {
    /** the incident's entries, in order; exact bytes without a newline */
    readonly entries: readonly { readonly seq: number; readonly bytes: Uint8Array }[];
    readonly disclosed: readonly DisclosedWord[];
    /** the signed note; covers every entry above */
    readonly checkpoint: string;
    /** one for each entry, to the checkpoint's size */
    readonly proofs: readonly EntryProof[];
    /** to the checkpoint from the sizes that packets which the station holds were made at */
    readonly consistency: readonly ConsistencyProof[];
  };
}

/** What vouches for the time: an authority's token, or only the court's own clock, and why where one was asked. */
export type PacketTime =
  | { readonly source: 'rfc3161'; readonly authority: string; readonly at: string }
  | { readonly source: 'local'; readonly why?: string };

/** The packet's copy that only the police's key opens. */
export interface Encrypted {
  readonly bytes: number;
  readonly sha256: string;
}
