/** Tries again what a reaction owes: it failed once, the fact it reacts to is on disk. */
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Entries } from './entries.service.js';
import { delayReaction, reactionsOwed, settleReaction, type DueReaction } from './ledger.store.js';
import { Reactions } from './reactions.js';

const lookEveryMs = 2000;
const longestDelayMs = 300_000;

@Injectable()
export class ReactionsFollower extends Looking {
  constructor(
    private readonly reactions: Reactions,
    private readonly entries: Entries,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {
    super(lookEveryMs);
  }

  protected override async look(): Promise<void> {
    const nowMs = Date.now();
    const latest = toInstant(nowMs + longestDelayMs);
    for (const owed of await reactionsOwed(this.reader, toInstant(nowMs), latest)) await this.#settle(owed);
  }

  async #settle(owed: DueReaction): Promise<void> {
    const reaction = this.reactions.named(owed.reaction);
    const fact = await this.entries.one(owed.fact);
    if (reaction === undefined || fact === undefined) return;
    const subject = { kind: 'reaction', id: `${owed.reaction}/${owed.fact}` };
    try {
      await this.writer.write(async (unit) => {
        await reaction.act(unit, fact);
        await settleReaction(unit, owed);
        unit.record({
          type: 'reaction.recovered',
          by: theSystem,
          subject,
          data: { reaction: owed.reaction, fact: owed.fact },
        });
      });
    } catch {
      const delayMs = Math.min(lookEveryMs * 2 ** owed.attempts, longestDelayMs);
      await this.writer.write((unit) => delayReaction(unit, owed, laterBy(unit.at, delayMs)));
    }
  }
}
