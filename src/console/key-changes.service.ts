/** A new ledger key, the end of a lost one, or a ledger begun anew after a loss: two people, then the signer. */
import { Injectable } from '@nestjs/common';
import type { ApprovalItem } from '../access/approval.js';
import { Approvals } from '../access/approvals.service.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { Instant } from '../kernel/clock.js';
import { invalid, missing } from '../kernel/errors.js';
import { Checkpoints } from '../ledger/checkpoints.service.js';
import { Writer } from '../storage/writer.js';

export type KeyChange = { readonly why: string } & (
  | { readonly change: 'succeed' | 'begin-anew' }
  | { readonly change: 'withdraw'; readonly fingerprint: string; readonly from: string }
);

/** A ledger key as it is told: not the key itself. */
export interface KeyItem {
  readonly fingerprint: string;
  readonly since: Instant;
  /** when its time ended; none while it is in use */
  readonly until?: Instant;
}

const kind = 'ledger.key-change';
/** what each concerns; a withdrawal concerns the key itself */
const subjects = { succeed: 'succession', 'begin-anew': 'loss' };

@Injectable()
export class KeyChanges {
  constructor(
    private readonly writer: Writer,
    private readonly approvals: Approvals,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** @throws LEDGER_KEY_MISSING, KEY_CHANGE_IN_FUTURE, LEDGER_NOT_CONTRADICTED, APPROVAL_ASKED */
  async ask(viewer: Viewer, { why, ...wish }: KeyChange): Promise<{ readonly id: string }> {
    if (wish.change === 'withdraw') await this.#demand(wish.fingerprint, wish.from);
    const subject = wish.change === 'withdraw' ? wish.fingerprint : subjects[wish.change];
    const about = { ...wish, ...(wish.change === 'begin-anew' ? await this.#extent() : {}) };
    const id = await this.writer.write((unit) =>
      this.approvals.ask(unit, viewer, { kind, subject, about, why, scope: 'staff' }),
    );
    return { id };
  }

  /** The key in use first. */
  async keys(): Promise<KeyItem[]> {
    const rows = (await this.checkpoints.keys()).filter((row) => row.kind === 'ledger');
    return rows.map(({ id, since, until }) => ({
      fingerprint: id,
      since,
      ...(until === undefined ? {} : { until }),
    }));
  }

  waiting(): Promise<ApprovalItem[]> {
    return this.approvals.waiting(kind);
  }

  /** @returns the fingerprint of the key then in use */
  async approve(viewer: Viewer, id: string): Promise<{ readonly fingerprint: string }> {
    const { about, why, asked } = await this.writer.write((unit) =>
      this.approvals.approve(unit, viewer, kind, id),
    );
    const by = actorOf(viewer);
    if (about['change'] === 'succeed') await this.checkpoints.succeedKey(by);
    else if (about['change'] === 'begin-anew') await this.checkpoints.beginAnew(asked.by, by, why.text ?? '');
    else {
      const { fingerprint, from } = about as { fingerprint: string; from: string };
      await this.checkpoints.withdrawKey(fingerprint, from, by, why.text ?? '');
    }
    return { fingerprint: this.checkpoints.fingerprint() };
  }

  async refuse(viewer: Viewer, id: string): Promise<void> {
    await this.writer.write((unit) => this.approvals.refuse(unit, viewer, kind, id));
  }

  /** What the second person is to see of a loss. */
  async #extent(): Promise<{ readonly kept: number; readonly known: number }> {
    const { kept, known } = await this.checkpoints.loss();
    return { kept: kept.size, known: known.size };
  }

  async #demand(fingerprint: string, from: string): Promise<void> {
    if (!(await this.checkpoints.keys()).some(({ id }) => id === fingerprint))
      throw missing('LEDGER_KEY_MISSING', 'the court has no key with this fingerprint');
    if (from > new Date().toISOString())
      throw invalid('KEY_CHANGE_IN_FUTURE', 'a key is withdrawn from now or from a time that has passed');
  }
}
