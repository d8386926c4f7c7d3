/** Moves an incident through its life: what people say, what a packet and the police make of it, each with its fact. */
import { Injectable } from '@nestjs/common';
import { Approvals } from '../access/approvals.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { Actor } from '../kernel/actor.js';
import { toInstant, toMs } from '../kernel/clock.js';
import { word } from '../ledger/ledger.service.js';
import { toldAgain } from '../ledger/words.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { exitKind, IncidentFiles } from './incident-files.service.js';
import type { IncidentItem, IncidentState } from './incident.js';
import { changeIncident, clearOf, measuresOf, type IncidentRow } from './incidents.store.js';
import {
  afterNews,
  afterStep,
  isOnBoard,
  isPlain,
  limitWarningMs,
  stepFacts,
  type Exit,
  type LifeStep,
} from './life.js';
import { keepLimit } from './limits.store.js';
import { Suggesting } from './suggesting.service.js';
import { withoutDrill } from './suggestion.js';
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
    private readonly approvals: Approvals,
    private readonly suggesting: Suggesting,
  ) {}

  /** @throws what `afterStep` throws; of a side exit also what approvals throw */
  async step(viewer: Viewer, id: string, wish: Wish): Promise<IncidentItem> {
    await this.writer.write(async (unit) => {
      const row = await mustBeIncident(unit, id);
      const whole = await wholeOf(unit, id);
      const exit = await this.files.askedExit(unit, row);
      const state = afterStep({ state: row.state, ...(exit && { exit }) }, wish.step, {
        reason: wish.reason,
        exit: wish.exit,
        undecided: whole.findings.filter((finding) => finding.status === 'candidate').length,
        hasDecision: await hasDecision(unit, whole),
        isDrill: row.drill !== undefined,
      });
      const { step, reason } = wish;
      if (isPlain(step)) await this.#move(unit, row, state, { step, reason }, actorOf(viewer));
      else await this.#leave(unit, row, state, { ...wish, approval: exit?.approval }, viewer);
    });
    return this.files.item(id);
  }

  /** What packets and police report; where the life has gone on already, nothing changes. */
  async news(unit: Unit, id: string, news: 'transfer' | 'receipt' | 'result', by: Actor): Promise<void> {
    const { incident } = await wholeOf(unit, id);
    const state = afterNews(incident.state, news);
    if (state === undefined) return;
    await this.approvals.lapse(unit, exitKind, incident.id);
    await this.#move(unit, incident, state, { step: news }, by);
  }

  /** Its alarm was made real: what a drill was spared now holds, and nobody's signature ends it as a drill. */
  async madeReal(unit: Unit, id: string, by: Actor): Promise<void> {
    const row = await mustBeIncident(unit, id);
    if (row.drill === undefined) return;
    const signals = withoutDrill(row.signals);
    await clearOf(unit, id, ['drill']);
    await changeIncident(unit, id, { signals });
    await keepLimit(unit, id, toInstant(toMs(row.openedAt) + limitWarningMs));
    unit.record({
      type: 'incident.made-real',
      by,
      subject: { kind: 'incident', id },
      data: { drill: row.drill, place: row.place },
    });
    const { findings } = await wholeOf(unit, id);
    await this.suggesting.suggest(
      unit,
      { ...row, signals },
      undefined,
      new Set(findings.map(({ code }) => code)),
    );
    if (!isOnBoard(row.state)) await this.#move(unit, row, 'open', { step: 'reopen' }, by);
    else await this.approvals.lapse(unit, exitKind, id);
  }

  async #move(
    unit: Unit,
    row: IncidentRow,
    state: IncidentState,
    { step, reason }: { readonly step: keyof typeof stepFacts; readonly reason?: string | undefined },
    by: Actor,
  ): Promise<void> {
    await changeIncident(unit, row.id, { state });
    unit.record({
      type: `incident.${stepFacts[step]}`,
      by,
      subject: { kind: 'incident', id: row.id },
      data: {
        state,
        before: row.state,
        ...(reason === undefined ? {} : { reason: word(reason, 'staff') }),
        ...(step === 'reopen' ? { item: await this.#reopened(unit, row) } : {}),
      },
    });
  }

  /** Sideways: one asks, another one signs at a sign-in of his own, or somebody keeps it (domain.md 6.2). */
  async #leave(
    unit: Unit,
    { id, state: before }: IncidentRow,
    state: IncidentState,
    { step, reason = '', exit, approval = '' }: Wish & { readonly approval: string | undefined },
    viewer: Viewer,
  ): Promise<void> {
    if (step === 'exit' && exit !== undefined)
      await this.approvals.ask(unit, viewer, { kind: exitKind, subject: id, about: { exit }, why: reason });
    if (step === 'keep')
      await this.approvals.refuse(unit, viewer, exitKind, approval, { reason: word(reason, 'staff') });
    if (step === 'countersign') {
      await this.approvals.approve(unit, viewer, exitKind, approval, { state, before });
      await changeIncident(unit, id, { state });
    }
  }

  /** Back on the board, whole; the six months run as they ran before. */
  async #reopened(unit: Unit, row: IncidentRow): Promise<IncidentItem> {
    await keepLimit(unit, row.id, toInstant(toMs(row.openedAt) + limitWarningMs));
    return toldAgain(await this.files.itemIn(unit, row.id));
  }
}

const hasDecision = async (unit: Unit, { ids }: Whole): Promise<boolean> =>
  (await measuresOf(unit, ids)).some(({ decision }) => decision !== undefined);
