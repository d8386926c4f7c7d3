/** Keeps on an incident what the law suggests for it: its candidates, and a finding to decide for each at 中 or above. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { classify, type Classification } from '../law/classification.js';
import { codeOf, type Law } from '../law/code-table.js';
import { LawBook } from '../law/law-book.service.js';
import { word } from '../ledger/ledger.service.js';
import type { Unit } from '../storage/unit.js';
import type { Candidate } from './incident.js';
import { changeIncident, insertFinding, type IncidentRow } from './incidents.store.js';
import { candidatesOf, isSuggested } from './suggestion.js';

@Injectable()
export class Suggesting {
  constructor(private readonly book: LawBook) {}

  /**
   * @param said what its words suggest together with its signals; the signals alone when absent
   * @param decided codes that stand as findings already: nobody is asked twice
   */
  async suggest(
    unit: Unit,
    row: Pick<IncidentRow, 'id' | 'zone' | 'signals'>,
    said: Classification | undefined,
    decided: ReadonlySet<string> = new Set(),
  ): Promise<void> {
    const law = this.book.current;
    const signalled = classify({ zone: row.zone, text: '', signals: row.signals }, law);
    const candidates = candidatesOf(said ?? signalled, (quote) => word(quote, 'staff'));
    if (candidates.length === 0) return;
    await changeIncident(unit, row.id, { candidates });
    unit.record({
      type: 'incident.classified',
      by: theSystem,
      subject: { kind: 'incident', id: row.id },
      data: { candidates, lawVersion: law.version },
    });
    const bySignals = suggestedCodes(signalled);
    for (const candidate of candidates.filter((each) => isSuggested(each) && !decided.has(each.code)))
      await this.#ask(unit, row.id, candidate, bySignals.has(candidate.code));
  }

  async #ask(unit: Unit, incident: string, candidate: Candidate, bySignals: boolean): Promise<void> {
    const { code, level, because, missing: lacking } = candidate;
    const { version: lawVersion } = this.book.current;
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    // What a device saw is filled in; what somebody typed is asked about.
    const elements = bySignals ? shownElements(this.book.current, code, lacking) : [];
    await insertFinding(unit, { id, incident, code, status: 'candidate', level, lawVersion, elements });
    unit.record({
      type: 'finding.suggested',
      by: theSystem,
      subject: { kind: 'finding', id },
      data: {
        incident,
        code,
        level,
        lawVersion,
        because,
        missing: lacking,
        elements,
        // Signals of devices may share an incident with the police at once; a sentence that somebody typed may not.
        from: bySignals ? 'signals' : 'words',
      },
    });
  }
}

/** The elements that nobody must still be asked about. */
const shownElements = (law: Law, code: string, lacking: Candidate['missing']): readonly string[] =>
  (codeOf(code, law)?.elements ?? [])
    .map(({ id }) => id)
    .filter((id) => lacking.every(({ element }) => element !== id));

const suggestedCodes = ({ candidates }: Classification): ReadonlySet<string> =>
  new Set(candidates.filter(({ level }) => level !== 'low').map(({ code }) => code));
