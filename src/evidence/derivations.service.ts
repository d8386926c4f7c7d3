/** Makes redacted copies: new exhibits that name their parent, with the reason; the original stays untouched. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { actorOf, type Viewer } from '../access/viewer.js';
import { conflict, invalid } from '../kernel/errors.js';
import { given } from '../kernel/given.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { word } from '../ledger/ledger.service.js';
import { Blobs } from '../storage/blobs.js';
import { Writer } from '../storage/writer.js';
import { Hashing } from '../uploads/hashing.adapter.js';
import { covered, muted, type Region } from './covering.adapter.js';
import { EvidenceTable } from './evidence.store.js';
import { evidenceItem, type EvidenceItem, type Exhibit } from './exhibit.js';
import { Exhibits } from './exhibits.service.js';
import type { TimeSpan } from './wav.js';

export interface Covering {
  readonly why: string;
  /** of sound */
  readonly spans?: readonly TimeSpan[] | undefined;
  /** of a picture, in its own points */
  readonly regions?: readonly Region[] | undefined;
}

/** The folder in which copies are made, on the disk of the blobs. */
export class DerivationFolder {
  constructor(readonly path: string) {}
}

@Injectable()
export class Derivations {
  constructor(
    private readonly writer: Writer,
    private readonly blobs: Blobs,
    private readonly hashing: Hashing,
    private readonly exhibits: Exhibits,
    private readonly folder: DerivationFolder,
  ) {}

  /** @throws EVIDENCE_UNKNOWN, EVIDENCE_QUARANTINED, REDACTION_WHAT, REDACTION_FORMAT, REDACTION_EMPTY */
  async redact(viewer: Viewer, id: string, covering: Covering): Promise<EvidenceItem> {
    const parent = await this.exhibits.named(id);
    if (parent.state === 'quarantined')
      throw conflict(
        'EVIDENCE_QUARANTINED',
        'these bytes are not those that were declared; nothing is made of them',
      );
    await this.exhibits.demandBytes(parent);
    const child = newIdentifier(Date.now(), { bytes: randomBytes });
    const temp = join(this.folder.path, child);
    await mkdir(this.folder.path, { recursive: true });
    try {
      const tool = await this.#cover(this.exhibits.path(parent), temp, covering);
      const hashes = await this.hashing.run(temp);
      await this.blobs.place(temp, hashes.sha256);
      const exhibit = this.#childOf(parent, child, { ...hashes, tool }, covering);
      await this.writer.write((unit) => this.#keep(unit, viewer, exhibit));
      return evidenceItem(exhibit, exhibit.incident !== undefined);
    } finally {
      await rm(temp, { force: true });
    }
  }

  async #cover(from: string, to: string, { spans, regions }: Covering): Promise<string> {
    if (spans !== undefined && regions === undefined) {
      await muted(from, to, spans);
      return 'muted';
    }
    if (regions !== undefined && spans === undefined) {
      await covered(from, to, regions);
      return 'covered';
    }
    throw invalid('REDACTION_WHAT', 'give spans of sound, or regions of a picture');
  }

  #childOf(
    parent: Exhibit,
    id: string,
    made: { readonly sha256: string; readonly sm3: string; readonly bytes: number; readonly tool: string },
    { why, spans, regions }: Covering,
  ): Omit<Exhibit, 'receivedAt'> {
    const { sha256, sm3, bytes, tool } = made;
    const { mime, incident, startedAt, endedAt, device, place, zone, keepUntil } = parent;
    return {
      id,
      sha256,
      declared: sha256,
      sm3,
      bytes,
      mime,
      name: word(`${parent.name.text ?? parent.id}（遮盖件）`, 'shared'),
      startedAt,
      endedAt,
      state: 'stored',
      derivedFrom: parent.id,
      derivation: {
        tool,
        why: word(why, 'staff'),
        ...(spans === undefined ? {} : { spans }),
        ...(regions === undefined ? {} : { regions }),
      },
      ...given({ incident, device, place, zone, keepUntil }),
    };
  }

  async #keep(
    unit: Parameters<Parameters<Writer['write']>[0]>[0],
    viewer: Viewer,
    exhibit: Omit<Exhibit, 'receivedAt'>,
  ): Promise<void> {
    const { id, sha256, sm3, bytes, mime, name, incident, derivedFrom, derivation } = exhibit;
    await unit.rows(EvidenceTable).insert({ ...exhibit, receivedAt: unit.at });
    unit.record({
      type: 'evidence.derived',
      by: actorOf(viewer),
      subject: { kind: 'evidence', id },
      data: { sha256, sm3, bytes, mime, name, incident, derivedFrom, ...derivation },
    });
    unit.record({
      type: 'evidence.copied',
      by: actorOf(viewer),
      subject: { kind: 'evidence', id: derivedFrom ?? id },
      data: { incident, copy: id, tool: derivation?.tool },
    });
  }
}
