/** Keeps what one person asked for until a second one decides; the act itself is its feature's. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { conflict, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import type { WordScope } from '../ledger/words.js';
import { Reader } from '../storage/reader.js';
import type { Asking, Unit } from '../storage/unit.js';
import {
  approvalItem,
  approvalWaitsMs,
  demandSecondPerson,
  type Approval,
  type ApprovalItem,
} from './approval.js';
import {
  ApprovalTable,
  approvalWith,
  decideApproval,
  openApproval,
  openApprovals,
} from './approvals.store.js';
import { actorOf, type Viewer } from './viewer.js';

export interface Wish {
  /** a fact's family and an act, e.g. `evidence.deletion` */
  readonly kind: string;
  readonly subject: string;
  readonly about?: Approval['about'];
  readonly why: string;
  readonly scope?: WordScope;
}

@Injectable()
export class Approvals {
  constructor(
    private readonly reader: Reader,
    private readonly entries: Entries,
  ) {}

  /** @throws APPROVAL_ASKED where the same was asked for and waits */
  async ask(unit: Unit, viewer: Viewer, wish: Wish): Promise<string> {
    const { kind, subject, about = {}, why, scope = 'staff' } = wish;
    const before = await openApproval(unit, kind, subject);
    if (before !== undefined)
      throw conflict('APPROVAL_ASKED', 'this was asked for already and waits for a second person', {
        first: before.asked,
        approval: before.id,
      });
    const approval: Approval = {
      id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
      kind,
      subject,
      about,
      why: word(why, scope),
      asked: { at: unit.at, by: actorOf(viewer) },
      askedSession: viewer.session,
      state: 'asked',
    };
    await unit.rows(ApprovalTable).insert(approval);
    this.#record(unit, viewer, approval, 'asked', { why: approval.why });
    return approval.id;
  }

  /**
   * The second person says yes; what follows belongs into the same work.
   * @param also what the fact tells beside
   * @throws APPROVAL_MISSING, SECOND_PERSON_NEEDED, APPROVAL_DECIDED
   */
  approve(unit: Unit, viewer: Viewer, kind: string, id: string, also: object = {}): Promise<Approval> {
    return this.#decide(unit, viewer, kind, id, { state: 'approved', also });
  }

  /** Anybody who may decide may refuse, and who asked may take it back. */
  refuse(unit: Unit, viewer: Viewer, kind: string, id: string, also: object = {}): Promise<Approval> {
    return this.#decide(unit, viewer, kind, id, { state: 'refused', also });
  }

  /** Ends what nobody decided for a week. */
  async expire(unit: Unit): Promise<void> {
    const over = toMs(unit.at) - approvalWaitsMs;
    for (const approval of await openApprovals(unit))
      if (toMs(approval.asked.at) <= over) await this.#lapse(unit, approval);
  }

  /** What it was about went another way: nothing is left to agree to. */
  async lapse(unit: Unit, kind: string, subject: string): Promise<void> {
    const approval = await openApproval(unit, kind, subject);
    if (approval !== undefined) await this.#lapse(unit, approval);
  }

  /** What waits for a second person on this subject. */
  of(asking: Asking, kind: string, subject: string): Promise<Approval | undefined> {
    return openApproval(asking, kind, subject);
  }

  /** All of a kind that wait, oldest first. */
  allOf(asking: Asking, kind: string): Promise<Approval[]> {
    return openApprovals(asking, kind);
  }

  /** The same, as people read it. */
  async waiting(kind: string): Promise<ApprovalItem[]> {
    return this.entries.joined((await openApprovals(this.reader, kind)).map(approvalItem));
  }

  async #decide(
    unit: Unit,
    viewer: Viewer,
    kind: string,
    id: string,
    { state, also }: { readonly state: 'approved' | 'refused'; readonly also: object },
  ): Promise<Approval> {
    const approval = await approvalWith(unit, kind, id);
    if (approval === undefined) throw missing('APPROVAL_MISSING', 'nothing of the kind was asked for');
    if (state === 'approved') demandSecondPerson(approval.asked, approval.askedSession, viewer);
    const decided = { at: unit.at, by: actorOf(viewer) };
    if (!(await decideApproval(unit, id, { state, decided })))
      throw conflict('APPROVAL_DECIDED', `this was ${approval.state} already`, {
        state: approval.state,
        first: approval.decided,
      });
    this.#record(unit, viewer, approval, state, { asked: approval.asked, ...also });
    return { ...(await this.entries.joined(approval, unit)), state, decided };
  }

  async #lapse(unit: Unit, approval: Approval): Promise<void> {
    const decided = { at: unit.at, by: theSystem };
    await decideApproval(unit, approval.id, { state: 'expired', decided });
    this.#tell(unit, theSystem, approval, 'expired', { asked: approval.asked });
  }

  #record(unit: Unit, viewer: Viewer, approval: Approval, step: Approval['state'], data: object): void {
    const told = { ...data, address: word(viewer.address, 'access') };
    this.#tell(unit, actorOf(viewer), approval, step, told);
  }

  #tell(
    unit: Unit,
    by: Actor,
    { id, kind, subject, about }: Approval,
    step: Approval['state'],
    told: object,
  ): void {
    unit.record({
      type: `${kind}-${step}`,
      by,
      subject: { kind: kind.split('.')[0] ?? kind, id: subject },
      data: { approval: id, ...about, ...told },
    });
  }
}
