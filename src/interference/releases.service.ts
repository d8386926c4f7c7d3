/** Unseals what a wrong key sealed: one of 督察 asks and says why, another one agrees (domain.md 5.6: unsealing takes two). */
import { Injectable } from '@nestjs/common';
import type { Approval } from '../access/approval.js';
import { Approvals } from '../access/approvals.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { conflict, missing } from '../kernel/errors.js';
import { word } from '../ledger/ledger.service.js';
import { Marks } from '../recordings/marks.service.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import {
  exhibitsOf,
  spanOf,
  type InterferenceItem,
  type InterferenceRecord,
  type Release,
} from './interference.js';
import { InterferenceTable, recordWith } from './interference.store.js';

const kind = 'interference.release';

@Injectable()
export class Releases {
  constructor(
    private readonly writer: Writer,
    private readonly marks: Marks,
    private readonly approvals: Approvals,
  ) {}

  /**
   * The first one's word asks, the second one's agrees: the recordings go back to the lists and to their incident.
   * @throws RECORD_MISSING, NOTHING_SEALED, INTERFERENCE_RELEASED with who was first, SECOND_PERSON_NEEDED
   */
  release(viewer: Viewer, id: string, reason: string): Promise<Release> {
    return this.writer.write(async (unit) => {
      const record = await sealedRecord(unit, id);
      const waits = await this.approvals.of(unit, kind, id);
      if (waits === undefined) {
        await this.approvals.ask(unit, viewer, { kind, subject: id, why: reason, scope: 'sealed' });
        return { id, state: 'asked' };
      }
      const agreed = { reason: word(reason, 'sealed') };
      await this.#unseal(
        unit,
        viewer,
        record,
        await this.approvals.approve(unit, viewer, kind, waits.id, agreed),
      );
      return { id, state: 'released' };
    });
  }

  /** The records, each with what one of 督察 asked for and another one has not agreed to. */
  async onto(items: readonly InterferenceItem[]): Promise<InterferenceItem[]> {
    const waiting = new Map((await this.approvals.waiting(kind)).map((one) => [one.subject, one]));
    return items.map((item) => {
      const waits = waiting.get(item.id);
      return waits === undefined ? item : { ...item, releaseAsked: { ...waits.asked, why: waits.why } };
    });
  }

  async #unseal(
    unit: Unit,
    viewer: Viewer,
    record: InterferenceRecord,
    { asked, why }: Approval,
  ): Promise<void> {
    const span = spanOf(record);
    const by = actorOf(viewer);
    const reason = { word: why.word };
    await unit.rows(InterferenceTable).update({ id: record.id }, { released: { at: unit.at, by, reason } });
    unit.record({
      type: 'interference.released',
      by,
      subject: { kind: 'interference', id: record.id },
      data: { reason, asked, evidence: span && exhibitsOf(await this.marks.unseal(unit, span)) },
    });
  }
}

async function sealedRecord(unit: Unit, id: string): Promise<InterferenceRecord> {
  const record = await recordWith(unit, id);
  if (record === undefined) throw missing('RECORD_MISSING', 'there is no such record in the register');
  if (spanOf(record) === undefined)
    throw conflict('NOTHING_SEALED', 'no recording was sealed by this record');
  if (record.released !== undefined) {
    const { reason: _reason, ...first } = record.released;
    throw conflict('INTERFERENCE_RELEASED', 'somebody released it already', { first });
  }
  return record;
}
