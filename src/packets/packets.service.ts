/** Asks for a packet and approves it: two people, two sign-ins. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Grants } from '../access/grants.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { IncidentFiles } from '../incidents/incident-files.service.js';
import { conflict, missing, refused } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { toMs } from '../kernel/clock.js';
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
      if (order.asked.by.id === viewer.person || order.askedSession === viewer.session) {
        throw refused(
          'PACKET_SAME_PERSON',
          'who asked for a packet cannot approve it: it takes a second person at a sign-in of his own',
        );
      }
      const approved = { at: unit.at, by: actorOf(viewer) };
      if (!(await stepPacket(unit, id, 'asked', { state: 'approved', approved }))) {
        throw conflict('PACKET_STEP_TAKEN', `the packet is ${order.state} already`, {
          state: order.state,
          first: order.approved,
        });
      }
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

  /** @throws PACKET_MISSING where it is not there or not for this viewer's eyes */
  async row(viewer: Viewer, id: string): Promise<PacketRow> {
    const row = mustBe(await packetWith(this.reader, id));
    if (viewer.station === undefined) return row;
    if (!isSent(row) || !(await this.grants.isGranted(row.incident, viewer.station))) throw unknown();
    return row;
  }

  async item(viewer: Viewer, id: string): Promise<PacketItem> {
    return packetItem(await this.row(viewer, id), this.building.progressOf(id));
  }

  async list(viewer: Viewer, incident: string | undefined): Promise<PacketItem[]> {
    const rows = await listPackets(this.reader, incident);
    const granted =
      viewer.station === undefined ? undefined : new Set(await this.grants.grantedTo(viewer.station));
    return rows
      .filter((row) => granted === undefined || (isSent(row) && granted.has(row.incident)))
      .map((row) => packetItem(row, this.building.progressOf(row.id)));
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

/** Approving sends it; before, it is the house's own affair. */
const isSent = (row: PacketRow): boolean => row.state !== 'asked';

const unknown = (): Error => missing('PACKET_MISSING', 'there is no such packet');

function mustBe(row: PacketRow | undefined): PacketRow {
  if (row === undefined) throw unknown();
  return row;
}
