/** Ends what was asked for and nobody decided: an old wish must not be granted by somebody who knows nothing of it. */
import { Injectable } from '@nestjs/common';
import { Looking } from '../kernel/looking.js';
import { Writer } from '../storage/writer.js';
import { Approvals } from './approvals.service.js';

// A week is counted here: minutes are nothing.
const lookEveryMs = 10 * 60_000;

@Injectable()
export class ApprovalsFollower extends Looking {
  constructor(
    private readonly writer: Writer,
    private readonly approvals: Approvals,
  ) {
    super(lookEveryMs);
  }

  override look(): Promise<void> {
    return this.writer.write((unit) => this.approvals.expire(unit));
  }
}
