/** People confirm, reject, complete and reclassify what the law suggests; each keeps the version of the law it was made under. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { person as personActor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { codeOf, type Law, type LawCode } from '../law/code-table.js';
import { LawBook } from '../law/law-book.service.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { demandNoListedAct, demandProofs, isStanding, primaryOfFindings, type Proofs } from './finding.js';
import type { FindingItem, Particulars } from './incident.js';
import {
  changeIncident,
  clearOf,
  decideFinding,
  exhibitsOf,
  findingsOf,
  findingWith,
  insertFinding,
  type FindingRow,
} from './incidents.store.js';
import { workedWhole, type Whole } from './whole.store.js';

export interface Statement {
  readonly elements: readonly string[];
  readonly proofs?: Proofs | undefined;
  readonly particulars?: SaidParticulars | undefined;
  readonly reason?: string | undefined;
}
export type SaidParticulars = Omit<Particulars, 'headCountSource' | 'damageSource'> & {
  readonly headCountSource?: string;
  readonly damageSource?: string;
};

@Injectable()
export class Findings {
  constructor(
    private readonly writer: Writer,
    private readonly entries: Entries,
    private readonly book: LawBook,
  ) {}

  /** A person says which act it is; nobody had suggested it, or somebody had rejected it before. */
  async find(person: string, incident: string, code: string, said: Statement): Promise<FindingItem> {
    mustBeCode(code, this.book.current);
    return this.#joined(
      this.writer.write(async (unit) => {
        const whole = await workedWhole(unit, incident);
        const known = whole.findings.find((finding) => finding.code === code && isStanding(finding));
        if (known !== undefined)
          throw conflict('FINDING_EXISTS', `${code} is a finding of this incident already`, {
            finding: known.id,
            status: known.status,
          });
        return this.#confirm(unit, whole, await this.#insert(unit, whole, code), person, said);
      }),
    );
  }

  async confirm(person: string, finding: string, said: Statement): Promise<FindingItem> {
    return this.#joined(
      this.writer.write(async (unit) => {
        const row = await mustBeFinding(unit, finding);
        return this.#confirm(unit, await workedWhole(unit, row.incident), row, person, said);
      }),
    );
  }

  async reject(person: string, finding: string, reason: string): Promise<FindingItem> {
    return this.#joined(
      this.writer.write(async (unit) => {
        const row = await mustBeFinding(unit, finding);
        const whole = await workedWhole(unit, row.incident);
        const by = personActor(person);
        const change = {
          status: 'rejected' as const,
          decided: { at: unit.at, by },
          elements: [],
          reason: word(reason, 'staff'),
        };
        await decide(unit, row, 'candidate', change);
        const primary = await this.#primary(unit, whole);
        unit.record({
          type: 'finding.rejected',
          by,
          subject: { kind: 'finding', id: row.id },
          data: { ...factOf(row), elements: [], reason: change.reason, primary },
        });
        return itemOf({ ...row, ...change });
      }),
    );
  }

  /** What was not known when it was confirmed: further elements, exhibits, the victim's role, a head-count, a damage. */
  async complete(person: string, finding: string, said: Statement): Promise<FindingItem> {
    return this.#joined(
      this.writer.write(async (unit) => {
        const row = await mustBeFinding(unit, finding);
        const whole = await workedWhole(unit, row.incident);
        // By the elements of the law it was made under, whatever is in force now.
        const law = this.book.known(row.lawVersion) ?? this.book.current;
        const stated = await this.#stated(unit, whole, mustBeCode(row.code, law), said);
        const change = {
          ...stated,
          proofs: { ...row.proofs, ...stated.proofs },
          particulars: { ...row.particulars, ...stated.particulars },
        };
        if (!(await decideFinding(unit, row.id, 'confirmed', change)))
          throw conflict('FINDING_NOT_CONFIRMED', `the finding is ${row.status}`, { status: row.status });
        unit.record({
          type: 'finding.completed',
          by: personActor(person),
          subject: { kind: 'finding', id: row.id },
          data: { ...factOf(row), ...change },
        });
        return itemOf({ ...row, ...change });
      }),
    );
  }

  /** The act is another one: the old finding stays with its reason, the new one stands in its place. */
  async reclassify(
    person: string,
    finding: string,
    code: string,
    said: Statement & { readonly reason: string },
  ): Promise<FindingItem> {
    mustBeCode(code, this.book.current);
    return this.#joined(
      this.writer.write(async (unit) => {
        const old = await mustBeFinding(unit, finding);
        if (old.code === code) throw invalid('SAME_CODE', `it is ${code} already`);
        const whole = await workedWhole(unit, old.incident);
        const others = whole.findings.filter(({ id }) => id !== old.id);
        const known = others.find((other) => other.code === code && isStanding(other));
        if (known?.status === 'confirmed')
          throw conflict('FINDING_EXISTS', `${code} was confirmed in this incident already`, {
            finding: known.id,
          });
        const row = known ?? (await this.#insert(unit, whole, code));
        const by = personActor(person);
        const replaced = { by, at: unit.at, reason: word(said.reason, 'staff'), finding: row.id };
        await decide(unit, old, 'confirmed', { status: 'replaced', replaced });
        unit.record({
          type: 'finding.reclassified',
          by,
          subject: { kind: 'finding', id: old.id },
          data: { ...factOf(old), to: code, finding: row.id, reason: replaced.reason },
        });
        return this.#confirm(
          unit,
          { ...whole, findings: others },
          { ...row, replaces: old.id },
          person,
          said,
        );
      }),
    );
  }

  async #confirm(
    unit: Unit,
    whole: Whole,
    row: FindingRow,
    person: string,
    said: Statement,
  ): Promise<FindingItem> {
    const { current: law } = this.book;
    const code = mustBeCode(row.code, law);
    const others = whole.findings.filter(({ id }) => id !== row.id);
    demandNoListedAct(code, others, law, said.reason);
    const by = personActor(person);
    const change = {
      ...(await this.#stated(unit, whole, code, said)),
      status: 'confirmed' as const,
      decided: { at: unit.at, by },
      lawVersion: law.version,
      ...(said.reason === undefined || row.replaces !== undefined
        ? {}
        : { reason: word(said.reason, 'staff') }),
      ...(row.replaces === undefined ? {} : { replaces: row.replaces }),
    };
    await decide(unit, row, 'candidate', change);
    const primary = await this.#primary(unit, whole);
    const { status: _status, decided: _decided, ...told } = change;
    unit.record({
      type: 'finding.confirmed',
      by,
      subject: { kind: 'finding', id: row.id },
      data: { ...factOf(row), ...told, primary },
    });
    return itemOf({ ...row, ...change });
  }

  /** What was said, held against the code and the exhibits of the incident. */
  async #stated(unit: Unit, whole: Whole, code: LawCode, { elements, proofs, particulars }: Statement) {
    const exhibits = proofs === undefined ? [] : await exhibitsOf(unit, whole.ids);
    demandProofs(code, { elements, proofs }, exhibits);
    return {
      elements,
      ...(proofs === undefined ? {} : { proofs }),
      ...(particulars === undefined ? {} : { particulars: inWords(particulars) }),
    };
  }

  async #insert(unit: Unit, whole: Whole, code: string): Promise<FindingRow> {
    const row: FindingRow = {
      id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
      incident: whole.incident.id,
      code,
      status: 'candidate',
      lawVersion: this.book.current.version,
      elements: [],
    };
    await insertFinding(unit, row);
    return row;
  }

  /** Kept on the incident, so that a later law does not move it. */
  async #primary(unit: Unit, { incident, ids }: Whole): Promise<string | undefined> {
    const primary = primaryOfFindings(await findingsOf(unit, ids), this.book.current);
    if (primary === incident.primary) return primary;
    if (primary === undefined) await clearOf(unit, incident.id, ['primary']);
    else await changeIncident(unit, incident.id, { primary });
    return primary;
  }

  async #joined(item: Promise<FindingItem>): Promise<FindingItem> {
    return this.entries.joined(await item);
  }
}

function mustBeCode(code: string, law: Law): LawCode {
  const known = codeOf(code, law);
  if (known === undefined) throw invalid('CODE_UNKNOWN', `the law in force has no code ${code}`);
  return known;
}

const factOf = ({ incident, code, lawVersion }: FindingRow) => ({ incident, code, lawVersion });

const itemOf = ({ incident: _incident, ...item }: FindingRow): FindingItem => item;

const inWords = ({ headCountSource, damageSource, ...rest }: SaidParticulars): Particulars => ({
  ...rest,
  ...(headCountSource === undefined ? {} : { headCountSource: word(headCountSource, 'shared') }),
  ...(damageSource === undefined ? {} : { damageSource: word(damageSource, 'shared') }),
});

async function decide(
  unit: Unit,
  row: FindingRow,
  from: FindingItem['status'],
  change: Partial<FindingRow>,
): Promise<void> {
  if (await decideFinding(unit, row.id, from, change)) return;
  throw conflict('FINDING_DECIDED', `the finding is ${row.status} already`, {
    status: row.status,
    first: row.decided,
  });
}

async function mustBeFinding(unit: Unit, id: string): Promise<FindingRow> {
  const row = await findingWith(unit, id);
  if (row === undefined) throw missing('FINDING_MISSING', 'there is no such finding');
  return row;
}
