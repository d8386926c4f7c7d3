/** Joins incidents that are one and parts them again: a merge is a link, so that no record moves or is lost. */
import { Injectable } from '@nestjs/common';
import { person as personActor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { LawBook } from '../law/law-book.service.js';
import { word } from '../ledger/ledger.service.js';
import { toldAgain } from '../ledger/words.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { primaryOfFindings } from './finding.js';
import { IncidentFiles } from './incident-files.service.js';
import type { IncidentItem } from './incident.js';
import { changeIncident, clearOf, findingsOf, mergedInto, type IncidentRow } from './incidents.store.js';
import { isWorked } from './life.js';
import { mustBeIncident } from './whole.store.js';

@Injectable()
export class Merging {
  constructor(
    private readonly writer: Writer,
    private readonly files: IncidentFiles,
    private readonly book: LawBook,
  ) {}

  /** @returns the incident that the other was merged into */
  async merge(person: string, id: string, into: string, reason: string): Promise<IncidentItem> {
    await this.writer.write(async (unit) => {
      const [one, target] = [await mustBeIncident(unit, id), await mustBeIncident(unit, into)];
      demandAlike(one, target);
      if ((await mergedInto(unit, id)).length > 0)
        throw conflict(
          'INCIDENT_HAS_MERGED',
          'others were merged into it: part them first, or merge the other way',
        );
      await changeIncident(unit, id, { state: 'merged', stateBefore: one.state, mergedInto: into });
      await this.#settlePrimary(unit, into);
      unit.record({
        type: 'incident.merged',
        by: personActor(person),
        subject: { kind: 'incident', id },
        data: {
          into,
          reason: word(reason, 'staff'),
          items: [toldAgain(await this.files.itemIn(unit, into))],
        },
      });
    });
    return this.files.item(into);
  }

  /** @returns the incident that stands alone again */
  async part(person: string, id: string, reason: string): Promise<IncidentItem> {
    await this.writer.write(async (unit) => {
      const row = await mustBeIncident(unit, id);
      if (row.mergedInto === undefined)
        throw conflict('INCIDENT_NOT_MERGED', 'this incident is not merged into another');
      await changeIncident(unit, id, { state: row.stateBefore ?? 'open' });
      await clearOf(unit, id, ['mergedInto', 'stateBefore']);
      await this.#settlePrimary(unit, id);
      await this.#settlePrimary(unit, row.mergedInto);
      const items = [];
      for (const one of [id, row.mergedInto]) items.push(toldAgain(await this.files.itemIn(unit, one)));
      unit.record({
        type: 'incident.parted',
        by: personActor(person),
        subject: { kind: 'incident', id },
        data: { from: row.mergedInto, reason: word(reason, 'staff'), items },
      });
    });
    return this.files.item(id);
  }

  async #settlePrimary(unit: Unit, id: string): Promise<void> {
    const ids = [id, ...(await mergedInto(unit, id))];
    const primary = primaryOfFindings(await findingsOf(unit, ids), this.book.current);
    if (primary === undefined) await clearOf(unit, id, ['primary']);
    else await changeIncident(unit, id, { primary });
  }
}

/** @throws `invalid` SAME_INCIDENT; `conflict` DRILL_NOT_MERGED, INCIDENT_NOT_WORKED, MERGE_SHARING_DIFFERS, MERGE_ZONE_DIFFERS */
function demandAlike(one: IncidentRow, other: IncidentRow): void {
  if (one.id === other.id) throw invalid('SAME_INCIDENT', 'an incident is not merged into itself');
  // A real one must never disappear in a drill's, nor a drill's go out with a real one.
  if (one.drill !== undefined || other.drill !== undefined)
    throw conflict('DRILL_NOT_MERGED', 'the incident of a drill stands alone');
  const ended = [one, other].find(({ state }) => !isWorked(state));
  if (ended !== undefined)
    throw conflict(
      'INCIDENT_NOT_WORKED',
      `one of them is ${ended.state}: only incidents being worked on merge`,
      {
        incident: ended.id,
        state: ended.state,
      },
    );
  // The zone decides the family of codes and which measures have a ground.
  if (one.zone !== other.zone)
    throw conflict(
      'MERGE_ZONE_DIFFERS',
      'incidents of different zones stay two: other acts, other measures',
      {
        zones: [one.zone, other.zone],
      },
    );
  // Merging must not be a back door through which something leaves the house, or is taken from the police.
  if ((one.shared === undefined) !== (other.shared === undefined))
    throw conflict(
      'MERGE_SHARING_DIFFERS',
      'one is shared with the police and the other is not: share it first',
    );
}
