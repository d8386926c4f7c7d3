/** Keeps what one person asked for until a second one decides; the act itself is its feature's. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { toMs } from '../kernel/clock.js';
import { conflict, missing, refused } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import type { WordScope } from '../ledger/words.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { approvalItem, isSecondPerson, type Approval, type ApprovalItem } from './approval.js';
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
   * @throws APPROVAL_MISSING, APPROVAL_SAME_PERSON, APPROVAL_DECIDED
   */
  approve(unit: Unit, viewer: Viewer, kind: string, id: string): Promise<Approval> {
    return this.#decide(unit, viewer, kind, id, 'approved');
  }

  /** Anybody who may decide may refuse, and who asked may take it back. */
  refuse(unit: Unit, viewer: Viewer, kind: string, id: string): Promise<Approval> {
    return this.#decide(unit, viewer, kind, id, 'refused');
  }

  /** What waits, oldest first. */
  async waiting(kind: string): Promise<ApprovalItem[]> {
    return this.entries.joined((await openApprovals(this.reader, kind)).map(approvalItem));
  }

  async #decide(
    unit: Unit,
    viewer: Viewer,
    kind: string,
    id: string,
    state: 'approved' | 'refused',
  ): Promise<Approval> {
    const approval = await approvalWith(unit, kind, id);
    if (approval === undefined) throw missing('APPROVAL_MISSING', 'nothing of the kind was asked for');
    if (state === 'approved' && !isSecondPerson(approval, viewer))
      throw refused(
        'APPROVAL_SAME_PERSON',
        'who asked cannot approve it: it takes a second person at a sign-in of his own',
      );
    const decided = { at: unit.at, by: actorOf(viewer) };
    if (!(await decideApproval(unit, id, { state, decided })))
      throw conflict('APPROVAL_DECIDED', `this was ${approval.state} already`, {
        state: approval.state,
        first: approval.decided,
      });
    this.#record(unit, viewer, approval, state, { asked: approval.asked });
    return { ...(await this.entries.joined(approval, unit)), state, decided };
  }

  #record(
    unit: Unit,
    viewer: Viewer,
    { id, kind, subject, about }: Approval,
    step: Approval['state'],
    data: Readonly<Record<string, unknown>>,
  ): void {
    unit.record({
      type: `${kind}-${step}`,
      by: actorOf(viewer),
      subject: { kind: kind.split('.')[0] ?? kind, id: subject },
      data: { approval: id, ...about, ...data, address: word(viewer.address, 'access') },
    });
  }
}
