/** Hears who comes on post and leaves it: a chain of calls in which nobody is reachable is a standing trouble. */
import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Duty } from '../duty/duty.service.js';
import { Policies } from '../duty/policies.service.js';
import { isDead } from '../duty/policy.js';
import { Reactions } from '../ledger/reactions.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { Troubles } from './troubles.service.js';

@Injectable()
export class ChainsListener implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly reactions: Reactions,
    private readonly duty: Duty,
    private readonly policies: Policies,
    private readonly troubles: Troubles,
    private readonly writer: Writer,
  ) {}

  onModuleInit(): void {
    for (const to of ['duty.started', 'duty.ended', 'policy.set', 'policy.removed'])
      this.reactions.add({
        name: `a-dead-chain-is-trouble-after-${to.replace('.', '-')}`,
        to,
        act: (unit) => this.#look(unit),
      });
  }

  /** A court in which nobody was ever on post is not set up yet. */
  async onApplicationBootstrap(): Promise<void> {
    await this.writer.write(async (unit) => {
      if (await this.duty.wasManned(unit)) await this.#look(unit);
    });
  }

  async #look(unit: Unit): Promise<void> {
    const onPost = await this.duty.onPost(unit);
    const policies = await this.policies.inUnit(unit);
    for (const policy of policies.filter((one) => isDead(one, onPost)))
      await this.troubles.raise(unit, { kind: 'nobody-reachable', detail: { note: policy.id } });
    const alive = new Set(policies.filter((one) => !isDead(one, onPost)).map(({ id }) => id));
    const known = new Set(policies.map(({ id }) => id));
    await this.troubles.end(unit, 'nobody-reachable', undefined, ({ detail }) => {
      const policy = String(detail['note']);
      return alive.has(policy) || !known.has(policy);
    });
  }
}
