/** Notes the measures that people took: only with a ground here, within their limits, and completed as more becomes known. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Role } from '../access/permission.js';
import { person as personActor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { invalid, missing } from '../kernel/errors.js';
import { given } from '../kernel/given.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { LawBook } from '../law/law-book.service.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Execution, MeasureItem } from './incident.js';
import { changeMeasure, exhibitsOf, insertMeasure, measureWith, type MeasureRow } from './incidents.store.js';
import { demandLimits, groundedMeasure, type SaidExecution } from './offering.js';
import { wholeOf, workedWhole } from './whole.store.js';

/** A measure in the words of whoever notes it. */
export interface SaidMeasure extends SaidExecution {
  readonly told?: string | undefined;
  readonly toldAt?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  readonly injuries?: string | undefined;
  readonly force?: string | undefined;
  readonly recordings?: readonly string[] | undefined;
  readonly note?: string | undefined;
  readonly decision?:
    | (NonNullable<SaidExecution['decision']> & {
        readonly number: string;
        readonly approvedBy: string;
        readonly approvedAt: string;
      })
    | undefined;
}

@Injectable()
export class Measures {
  constructor(
    private readonly writer: Writer,
    private readonly entries: Entries,
    private readonly book: LawBook,
  ) {}

  async take(
    { person, roles }: { readonly person: string; readonly roles: readonly Role[] },
    incident: string,
    id: string,
    said: SaidMeasure,
  ): Promise<MeasureItem> {
    const noted = await this.writer.write(async (unit) => {
      const { incident: row, ids, findings } = await workedWhole(unit, incident);
      const law = this.book.current;
      const { zone, candidates } = row;
      const measure = groundedMeasure(id, { zone, candidates, findings }, roles, law);
      demandLimits(measure, said);
      await demandExhibits(unit, ids, said.recordings);
      const item: MeasureItem = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        measure: id,
        at: unit.at,
        by: personActor(person),
        codes: measure.codes,
        lawVersion: law.version,
        ...inWords(said),
      };
      await insertMeasure(unit, { ...item, incident: row.id });
      const { by, at: _at, ...data } = item;
      unit.record({ type: 'measure.taken', by, subject: { kind: 'incident', id: row.id }, data });
      return item;
    });
    return this.entries.joined(noted);
  }

  /** What became known afterwards; what was noted before is never taken back, only added to or said anew. */
  async complete(person: string, id: string, said: SaidMeasure): Promise<MeasureItem> {
    const completed = await this.writer.write(async (unit) => {
      const row = await mustBeMeasure(unit, id);
      const { incident, ids } = await wholeOf(unit, row.incident);
      await demandExhibits(unit, ids, said.recordings);
      const change = inWords(said);
      await changeMeasure(unit, id, change);
      unit.record({
        type: 'measure.completed',
        by: personActor(person),
        subject: { kind: 'incident', id: incident.id },
        data: { id, measure: row.measure, ...change },
      });
      const { incident: _incident, ...item } = { ...row, ...change };
      return item;
    });
    return this.entries.joined(completed);
  }
}

/** Who ordered it, who did it, what was told and decided may go to the police; injuries and force too; a note stays inside. */
function inWords(said: SaidMeasure): Execution {
  const shared = (text: string | undefined) => (text === undefined ? undefined : word(text, 'shared'));
  const { decision } = said;
  return given({
    orderedBy: shared(said.orderedBy),
    executedBy: said.executedBy?.map((name) => word(name, 'shared')),
    told: shared(said.told),
    toldAt: said.toldAt,
    startedAt: said.startedAt,
    endedAt: said.endedAt,
    injuries: shared(said.injuries),
    force: shared(said.force),
    recordings: said.recordings,
    note: said.note === undefined ? undefined : word(said.note, 'staff'),
    decision:
      decision === undefined
        ? undefined
        : given({
            ...decision,
            number: word(decision.number, 'shared'),
            approvedBy: word(decision.approvedBy, 'shared'),
          }),
  }) as Execution;
}

async function demandExhibits(
  unit: Unit,
  incidents: readonly string[],
  recordings: readonly string[] | undefined,
): Promise<void> {
  if (recordings === undefined || recordings.length === 0) return;
  const known = await exhibitsOf(unit, incidents);
  const strange = recordings.filter((id) => !known.includes(id));
  if (strange.length > 0)
    throw invalid('EXHIBIT_UNKNOWN', 'this incident has no such exhibit', { exhibits: strange });
}

async function mustBeMeasure(unit: Unit, id: string): Promise<MeasureRow> {
  const row = await measureWith(unit, id);
  if (row === undefined) throw missing('MEASURE_MISSING', 'there is no such measure');
  return row;
}
