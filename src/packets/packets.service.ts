/** Asks for a packet, approves it or sends it back: two people, two sign-ins. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { demandSecondPerson } from '../access/approval.js';
import { Grants } from '../access/grants.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { IncidentFiles } from '../incidents/incident-files.service.js';
import { conflict, missing, refused } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { toMs } from '../kernel/clock.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { missingIn, packetItem, type PacketItem, type PacketRow } from './packet-order.js';
import type { Letter } from './packet.js';
import { insertPacket, listPackets, packetWith, stepPacket } from './packets.store.js';
import { Building } from './building.service.js';

@Injectable()
export class Packets {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly incidents: IncidentFiles,
    private readonly grants: Grants,
    private readonly building: Building,
  ) {}

  async ask(viewer: Viewer, incident: string, letter: Letter): Promise<PacketItem> {
    const item = await this.incidents.item(incident);
    if (item.drill !== undefined)
      throw refused(
        'DRILL_NOT_HANDED_OVER',
        'the incident of a drill is handed to nobody: no packet is made of it',
      );
    const row = await this.writer.write(async (unit) => {
      const asked = { at: unit.at, by: actorOf(viewer) };
      const order: PacketRow = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        incident,
        state: 'asked',
        asked,
        askedSession: viewer.session,
        missing: missingIn(item, letter),
        letter,
      };
      await insertPacket(unit, order);
      unit.record({
        type: 'packet.asked',
        by: asked.by,
        subject: { kind: 'packet', id: order.id },
        data: { incident, missing: order.missing.map(({ code }) => code), address: viewer.address },
      });
      return order;
    });
    return packetItem(row, undefined);
  }

  /** The human act that sends it to the incident's police station. */
  async approve(viewer: Viewer, id: string): Promise<PacketItem> {
    const row = await this.writer.write(async (unit) => {
      const order = mustBe(await packetWith(unit, id));
      demandSecondPerson(order.asked, order.askedSession, viewer);
      const approved = { at: unit.at, by: actorOf(viewer) };
      if (!(await stepPacket(unit, id, 'asked', { state: 'approved', approved }))) throw stepTaken(order);
      unit.record({
        type: 'packet.approved',
        by: approved.by,
        subject: { kind: 'packet', id },
        data: { incident: order.incident, address: viewer.address },
      });
      return { ...order, state: 'approved' as const, approved };
    });
    this.building.look();
    return packetItem(row, this.building.progressOf(id));
  }

  /** Sends it back to who asked: it is not made, and another one may be asked for. */
  async refuse(viewer: Viewer, id: string, reason: string): Promise<void> {
    await this.writer.write(async (unit) => {
      const order = mustBe(await packetWith(unit, id));
      const back = { at: unit.at, by: actorOf(viewer), why: word(reason, 'staff') };
      if (!(await stepPacket(unit, id, 'asked', { state: 'refused', refused: back }))) throw stepTaken(order);
      unit.record({
        type: 'packet.refused',
        by: back.by,
        subject: { kind: 'packet', id },
        data: { incident: order.incident, why: back.why, address: viewer.address },
      });
    });
  }

  /** @throws PACKET_MISSING where it is not there or not for this viewer's eyes */
  async row(viewer: Viewer, id: string): Promise<PacketRow> {
    const row = mustBe(await packetWith(this.reader, id));
    if (!(await this.#isSeenBy(viewer, row))) throw unknown();
    return row;
  }

  async #isSeenBy({ station }: Viewer, row: PacketRow): Promise<boolean> {
    return station === undefined || (isSent(row) && (await this.grants.isGranted(row.incident, station)));
  }

  async item(viewer: Viewer, id: string): Promise<PacketItem> {
    return packetItem(await this.row(viewer, id), this.building.progressOf(id));
  }

  async list(viewer: Viewer, incident: string | undefined): Promise<PacketItem[]> {
    const rows = await listPackets(this.reader, incident);
    const seen = [];
    for (const row of rows) if (await this.#isSeenBy(viewer, row)) seen.push(row);
    return seen.map((row) => packetItem(row, this.building.progressOf(row.id)));
  }

  /** A download began: one entry; the first whole one by the police is the hand-over. */
  async noteDownload(viewer: Viewer, id: string, copy?: string): Promise<void> {
    await this.writer.write(async (unit) => {
      const { incident } = mustBe(await packetWith(unit, id));
      unit.record({
        type: 'packet.downloaded',
        by: actorOf(viewer),
        subject: { kind: 'packet', id },
        data: { incident, address: viewer.address, ...(copy === undefined ? {} : { copy }) },
      });
    });
  }

  async handOver(viewer: Viewer, id: string): Promise<void> {
    await this.writer.write(async (unit) => {
      const handedOver = { at: unit.at, by: actorOf(viewer) };
      if (!(await stepPacket(unit, id, 'sealed', { state: 'handed-over', handedOver }))) return;
      const { incident, sha256 } = mustBe(await packetWith(unit, id));
      unit.record({
        type: 'packet.handed-over',
        by: handedOver.by,
        subject: { kind: 'packet', id },
        data: { incident, sha256, station: viewer.station, address: viewer.address },
      });
    });
  }
}

/** Approving sends it; before, and where it is refused, it is the house's own affair. */
const isSent = ({ approved }: PacketRow): boolean => approved !== undefined;

function stepTaken({ state, approved, refused: back }: PacketRow): Error {
  const first = approved ?? (back === undefined ? undefined : { at: back.at, by: back.by });
  return conflict('PACKET_STEP_TAKEN', `the packet is ${state} already`, { state, first });
}

const unknown = (): Error => missing('PACKET_MISSING', 'there is no such packet');

function mustBe(row: PacketRow | undefined): PacketRow {
  if (row === undefined) throw unknown();
  return row;
}
