/** Moves an incident through its life: what people say, what a packet and the police make of it, each with its fact. */
import { Injectable } from '@nestjs/common';
import type { Step, Word } from '../alarms/alarm.js';
import { person as personActor, type Actor } from '../kernel/actor.js';
import { toInstant, toMs } from '../kernel/clock.js';
import { word } from '../ledger/ledger.service.js';
import { toldAgain } from '../ledger/words.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { IncidentFiles } from './incident-files.service.js';
import type { IncidentItem } from './incident.js';
import { changeIncident, clearOf, measuresOf, type IncidentRow } from './incidents.store.js';
import {
  afterNews,
  afterStep,
  limitWarningMs,
  stepFacts,
  type AskedExit,
  type Exit,
  type LifeStep,
} from './life.js';
import { keepLimit } from './limits.store.js';
import { mustBeIncident, wholeOf, type Whole } from './whole.store.js';

export interface Wish {
  readonly step: LifeStep;
  readonly reason?: string | undefined;
  readonly exit?: Exit | undefined;
}

@Injectable()
export class Lives {
  constructor(
    private readonly writer: Writer,
    private readonly files: IncidentFiles,
  ) {}

  async step(person: string, id: string, wish: Wish): Promise<IncidentItem> {
    await this.writer.write(async (unit) => {
      const row = await mustBeIncident(unit, id);
      const by = personActor(person);
      const whole = await wholeOf(unit, id);
      const state = afterStep(row, wish.step, {
        by,
        reason: wish.reason,
        exit: wish.exit,
        undecided: whole.findings.filter((finding) => finding.status === 'candidate').length,
        hasDecision: await hasDecision(unit, whole),
      });
      await this.#move(unit, row, state, wish, by);
    });
    return this.files.item(id);
  }

  /** What packets and police report; where the life has gone on already, nothing changes. */
  async news(unit: Unit, id: string, news: 'transfer' | 'receipt' | 'result', by: Actor): Promise<void> {
    const { incident } = await wholeOf(unit, id);
    const state = afterNews(incident.state, news);
    if (state !== undefined) await this.#move(unit, incident, state, { step: news }, by);
  }

  async #move(
    unit: Unit,
    row: IncidentRow,
    state: IncidentRow['state'],
    { step, reason, exit }: Wish,
    by: Actor,
  ): Promise<void> {
    const said = reason === undefined ? undefined : word(reason, 'staff');
    const asked = step === 'exit' ? askedExit({ at: unit.at, by }, exit, said) : undefined;
    await changeIncident(unit, row.id, defined({ state, exit: asked }));
    // A signed exit stays on record; one that was declined, overtaken or reopened is told by the ledger alone.
    if (row.exit !== undefined && !['countersign', 'archive'].includes(step))
      await clearOf(unit, row.id, ['exit']);
    unit.record({
      type: `incident.${stepFacts[step]}`,
      by,
      subject: { kind: 'incident', id: row.id },
      data: defined({
        state,
        before: row.state,
        reason: said,
        ...(step === 'countersign' ? signedBy(row) : { exit: asked?.kind }),
        item: step === 'reopen' ? await this.#reopened(unit, row) : undefined,
      }),
    });
  }

  /** Back on the board, whole; the six months run as they ran before. */
  async #reopened(unit: Unit, row: IncidentRow): Promise<IncidentItem> {
    await keepLimit(unit, row.id, toInstant(toMs(row.openedAt) + limitWarningMs));
    return toldAgain(await this.files.itemIn(unit, row.id));
  }
}

const askedExit = (when: Step, kind: Exit | undefined, reason: Word | undefined): AskedExit | undefined =>
  kind === undefined || reason === undefined ? undefined : { kind, ...when, reason };

const signedBy = ({ exit }: IncidentRow) => ({ exit: exit?.kind, asked: exit?.by.id });

const defined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const hasDecision = async (unit: Unit, { ids }: Whole): Promise<boolean> =>
  (await measuresOf(unit, ids)).some(({ decision }) => decision !== undefined);
