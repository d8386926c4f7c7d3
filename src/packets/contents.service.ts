/** Gathers what goes into a packet: the incident as people confirmed it, its exhibits, its part of the ledger with proofs. */
import { Injectable } from '@nestjs/common';
import { People } from '../access/people.service.js';
import type { Word } from '../alarms/alarm.js';
import { Exhibits, type ClockedExhibit } from '../evidence/exhibits.service.js';
import { IncidentFiles, subjectsOf, type IncidentFile } from '../incidents/incident-files.service.js';
import { Devices } from '../intake/devices.service.js';
import { Involved } from '../incidents/involved.service.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { codeOf, measureOf, type Law } from '../law/code-table.js';
import { LawBook } from '../law/law-book.service.js';
import { unavailable } from '../kernel/errors.js';
import { Checkpoints } from '../ledger/checkpoints.service.js';
import { Entries } from '../ledger/entries.service.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { custodyOf } from './custody.js';
import type { FormInput } from './form-draft.js';
import type { PacketRow } from './packet-order.js';
import type { PacketInput } from './packet.js';
import { personOf } from './person.js';
import { provenSizes } from './packets.store.js';

export interface Court {
  readonly id: string;
  readonly name: string;
}

@Injectable()
export class LedgerPart {
  constructor(
    private readonly entries: Entries,
    private readonly checkpoints: Checkpoints,
    private readonly reader: Reader,
  ) {}

  /** Its entries and the newest checkpoint, for a preview. */
  async asItStands(incident: IncidentFile): Promise<FormInput['ledger']> {
    const newest = this.checkpoints.newest();
    if (newest === undefined) throw unavailable('LEDGER_UNSIGNED', 'nothing of the ledger was signed yet');
    return { entries: await this.entries.rowsAbout(subjectsOf(incident)), checkpoint: newest.note };
  }

  /** The incident's entries up to a checkpoint made now, and only the words that may leave the house. */
  async of(incident: IncidentFile): Promise<{ ledger: PacketInput['ledger']; treeSize: number }> {
    const { size, note } = await this.checkpoints.cosigned();
    const losses = await this.#losses();
    const rows = [...losses, ...(await this.entries.rowsAbout(subjectsOf(incident)))]
      .filter((row) => row.seq <= size)
      .toSorted((a, b) => a.seq - b.seq);
    const words = await this.entries.wordsOf(rows.map((row) => row.seq));
    const proofs = [];
    for (const row of rows) proofs.push(await this.checkpoints.inclusion(row.seq, size));
    const consistency = [];
    const kept = this.checkpoints.standing.losses.map((loss) => loss.kept).filter((older) => older > 0);
    for (const older of new Set([...(await provenSizes(this.reader)), ...kept]))
      if (older < size) consistency.push(await this.checkpoints.consistency(older, size));
    const disclosed = words.flatMap(({ seq, path, salt, text, scope }) =>
      scope === 'shared' && salt !== null && text !== null ? [{ seq, path, salt, text }] : [],
    );
    return {
      ledger: {
        entries: rows.map(({ seq, bytes }) => ({ seq, bytes: new Uint8Array(bytes) })),
        disclosed,
        checkpoint: note,
        proofs,
        consistency,
      },
      treeSize: size,
    };
  }

  /** What two people acknowledged as lost of this ledger goes with everything that leaves the house. */
  async #losses(): ReturnType<Entries['rowsAbout']> {
    const { losses } = this.checkpoints.standing;
    return (await Promise.all(losses.map(({ entry }) => this.entries.rowsFrom(entry, 1)))).flat();
  }
}

/** What an incident has: its story, its exhibits, who was in it. */
export interface House {
  readonly incidents: IncidentFiles;
  readonly exhibits: Exhibits;
  readonly involved: Involved;
}

/** Whom and what the ids mean. */
export interface Names {
  readonly places: Places;
  readonly devices: Devices;
  readonly people: People;
  readonly book: LawBook;
}

type Told = Omit<PacketInput, 'ledger'>;

@Injectable()
export class Contents {
  constructor(
    private readonly court: Court,
    private readonly house: House,
    private readonly ledgerPart: LedgerPart,
    private readonly names: Names,
  ) {}

  async of(packet: PacketRow, builtAt: string): Promise<{ input: PacketInput; treeSize: number }> {
    const file = await this.house.incidents.file(packet.incident);
    const { ledger, treeSize } = await this.ledgerPart.of(file);
    return { input: { ...(await this.#told(file, packet, builtAt)), ledger }, treeSize };
  }

  /** As it would be now: nothing is signed, asked of a witness or written. */
  async preview(packet: PacketRow, builtAt: string): Promise<FormInput> {
    const file = await this.house.incidents.file(packet.incident);
    const ledger = await this.ledgerPart.asItStands(file);
    return { ...(await this.#told(file, packet, builtAt)), ledger };
  }

  async #told(file: IncidentFile, packet: PacketRow, builtAt: string): Promise<Told> {
    const exhibits = (await this.house.exhibits.ofIncident(packet.incident)).filter(
      (exhibit) => exhibit.state === 'stored',
    );
    const place = this.names.places.of(file.place)?.name ?? file.place;
    return {
      id: packet.id,
      court: this.court,
      builtAt,
      builtWith: 'courthouse-safety-console 0.1.0',
      incident: {
        id: file.id,
        state: file.state,
        place,
        zone: file.zone,
        openedAt: file.openedAt,
        alarms: [...file.alarms],
        ...timesOf(file),
      },
      findings: this.#findings(file),
      persons: (await this.house.involved.toldToPolice(packet.incident)).map(personOf),
      measures: file.measures.map((taken) => measureOfPacket(taken, this.#lawOf(taken))),
      items: exhibits.map((exhibit) => this.#item(exhibit)),
      custody: custodyOf(
        file.timeline,
        new Map((await this.names.people.list()).map((person) => [person.id, person])),
        new Map(exhibits.map((exhibit) => [exhibit.id, textOf(exhibit.name) ?? exhibit.id])),
      ),
      letter: { place, ...packet.letter },
    };
  }

  /** Only what a person confirmed leaves the house. */
  #findings(file: IncidentFile): PacketInput['findings'] {
    const confirmed = file.findings.filter((finding) => finding.status === 'confirmed');
    return confirmed.map((finding) => {
      // In the words of the version it was made under, whatever is in force when the packet is built.
      const law = this.names.book.known(finding.lawVersion);
      const code = law === undefined ? undefined : codeOf(finding.code, law);
      return {
        id: finding.id,
        code: finding.code,
        text: code?.zh ?? finding.code,
        lawVersion: finding.lawVersion,
        origin: 'person',
        status: 'confirmed',
        isPrimary: finding.id === file.primary,
        clauses: code?.administrative ?? [],
        elements: Object.fromEntries(finding.elements.map((element) => [element, true])),
        ...(finding.decided === undefined ? {} : { by: finding.decided.by.id, at: finding.decided.at }),
      };
    });
  }

  #lawOf({ lawVersion }: IncidentFile['measures'][number]): Law | undefined {
    const { book } = this.names;
    return lawVersion === undefined ? book.current : book.known(lawVersion);
  }

  /** In the transaction in which the packet is sealed. */
  noteExported(unit: Unit, { items, persons }: PacketInput, packet: string): void {
    const ids = items.map(({ id }) => id);
    this.house.exhibits.noteExported(unit, ids, packet);
    this.noteNamed(unit, theSystem, persons, packet);
  }

  /** Whoever is named is an opening of who he is. */
  noteNamed(unit: Unit, by: Actor, persons: PacketInput['persons'], packet: string): void {
    const ids = persons.flatMap(({ id, name }) => (id === undefined || name === undefined ? [] : [id]));
    this.house.involved.noteDisclosed(unit, by, ids, packet);
  }

  #item(exhibit: ClockedExhibit): PacketInput['items'][number] {
    const device = exhibit.device === undefined ? undefined : this.names.devices.named(exhibit.device);
    return {
      id: exhibit.id,
      name: textOf(exhibit.name) ?? exhibit.id,
      sha256: exhibit.sha256,
      sm3: exhibit.sm3,
      bytes: exhibit.bytes,
      mime: exhibit.mime,
      maker: device === undefined ? '工作人员上传' : '系统自动',
      device:
        device === undefined
          ? null
          : {
              id: device.id,
              kind: device.kind,
              place: this.names.places.of(device.place)?.name ?? device.place,
            },
      startedAt: exhibit.startedAt,
      endedAt: exhibit.endedAt,
      ...(exhibit.clockOffsetMs === undefined
        ? {}
        : { clockOffsetMs: exhibit.clockOffsetMs, clockComparedWith: '控制台时钟' }),
      extractedAt: exhibit.receivedAt,
      edits: '无',
      file: this.house.exhibits.path(exhibit),
    };
  }
}

/** Of the alarm that opened it; of the report where there was none. */
function timesOf(file: IncidentFile): Pick<PacketInput['incident'], 'controlledAt' | 'times'> {
  const [first] = file.alarmItems;
  const controlledAt = file.alarmItems.flatMap(({ steps }) => steps.controlled?.at ?? [])[0];
  const steps = first?.steps;
  const times = {
    raisedAt: first?.raisedAt,
    acknowledgedAt: steps?.acknowledged?.at,
    respondedAt: steps?.responding?.at,
    arrivedAt: steps?.['on-scene']?.at,
    controlledAt,
  };
  const known = Object.entries(times).filter(([, at]) => at !== undefined);
  return { ...(controlledAt === undefined ? {} : { controlledAt }), times: Object.fromEntries(known) };
}

const textOf = (word: Word | string): string | undefined => (typeof word === 'string' ? word : word.text);

function measureOfPacket(
  taken: IncidentFile['measures'][number],
  law: Law | undefined,
): PacketInput['measures'][number] {
  const orderedBy = taken.orderedBy?.text;
  const executedBy = taken.executedBy?.flatMap((word) => (word.text === undefined ? [] : [word.text]));
  const text = law === undefined ? undefined : measureOf(taken.measure, law)?.zh;
  return {
    id: taken.id,
    measure: taken.measure,
    at: taken.at,
    ...(text === undefined ? {} : { text }),
    ...(orderedBy === undefined ? {} : { orderedBy }),
    ...(executedBy === undefined ? {} : { executedBy }),
  };
}
