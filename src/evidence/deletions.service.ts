/** The only deletion: what is past its time and held by nothing, by two people, leaving a tombstone. */
import { Injectable } from '@nestjs/common';
import type { ApprovalItem } from '../access/approval.js';
import { Approvals } from '../access/approvals.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { conflict, missing } from '../kernel/errors.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { EvidenceTable, exhibitWith, holdsOver, listEnding } from './evidence.store.js';
import type { EvidenceItem, Exhibit } from './exhibit.js';
import { Exhibits } from './exhibits.service.js';
import { isHeldBy } from './hold.js';
import { listedAheadMs } from './retention.js';

const kind = 'evidence.deletion';

export interface AskedDeletion {
  readonly id: string;
  readonly evidence: string;
}

@Injectable()
export class Deletions {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly approvals: Approvals,
    private readonly exhibits: Exhibits,
  ) {}

  /** What is past its time now or within a week, and held by nothing; what ends first comes first. */
  async ending(): Promise<EvidenceItem[]> {
    const until = laterBy(toInstant(Date.now()), listedAheadMs);
    const ending = [];
    // One by one: together they span years, and all that was held in those would be read.
    for (const exhibit of await listEnding(this.reader, until))
      ending.push(...(await this.exhibits.items([exhibit])));
    return ending.filter(({ held }) => !held);
  }

  waiting(): Promise<ApprovalItem[]> {
    return this.approvals.waiting(kind);
  }

  /** All of them or none. @throws EVIDENCE_HELD, EVIDENCE_NOT_DUE, EVIDENCE_DELETED, EVIDENCE_UNKNOWN, APPROVAL_ASKED */
  ask(viewer: Viewer, ids: readonly string[], why: string): Promise<AskedDeletion[]> {
    return this.writer.write(async (unit) => {
      const asked = [];
      for (const id of new Set(ids)) {
        const { sha256 } = await deletable(unit, id);
        const wish = { kind, subject: id, about: { sha256 }, why };
        asked.push({ id: await this.approvals.ask(unit, viewer, wish), evidence: id });
      }
      return asked;
    });
  }

  /** The bytes go after the commit; where the machine stops in between, the next round takes them away. */
  async approve(viewer: Viewer, approvals: readonly string[]): Promise<void> {
    const gone = await this.writer.write(async (unit) => {
      const deleted = [];
      for (const approval of new Set(approvals)) deleted.push(await this.#delete(unit, viewer, approval));
      return deleted;
    });
    for (const exhibit of gone) await this.exhibits.removeBytes(exhibit);
  }

  refuse(viewer: Viewer, approvals: readonly string[]): Promise<void> {
    return this.writer.write(async (unit) => {
      for (const approval of new Set(approvals)) await this.approvals.refuse(unit, viewer, kind, approval);
    });
  }

  async #delete(unit: Unit, viewer: Viewer, approval: string): Promise<Exhibit> {
    const { subject, why, asked } = await this.approvals.approve(unit, viewer, kind, approval);
    // An incident may have taken hold of it since it was asked for.
    const exhibit = await deletable(unit, subject);
    const { sha256, sm3, bytes } = exhibit;
    const deleted = { at: unit.at, by: actorOf(viewer), asked, why: { word: why.word } };
    await unit.rows(EvidenceTable).update({ id: subject }, { state: 'deleted', deleted } as never);
    unit.record({
      type: 'evidence.deleted',
      by: actorOf(viewer),
      subject: { kind: 'evidence', id: subject },
      data: { sha256, sm3, bytes, asked, approval, why: { word: why.word } },
    });
    return exhibit;
  }
}

async function deletable(unit: Unit, id: string): Promise<Exhibit> {
  const exhibit = await exhibitWith(unit, id);
  if (exhibit === undefined || exhibit.sealed === true)
    throw missing('EVIDENCE_UNKNOWN', 'there is no such exhibit', { item: id });
  if (exhibit.state === 'deleted')
    throw conflict('EVIDENCE_DELETED', 'this exhibit was deleted already', {
      item: id,
      first: exhibit.deleted,
    });
  if (isHeldBy(await holdsOver(unit, exhibit), exhibit))
    throw conflict('EVIDENCE_HELD', 'this exhibit is held by an incident; nobody can delete it', {
      item: id,
    });
  if (exhibit.keepUntil === undefined || exhibit.keepUntil > unit.at)
    throw conflict('EVIDENCE_NOT_DUE', 'this exhibit is not past its time yet', {
      item: id,
      until: exhibit.keepUntil,
    });
  return exhibit;
}
