/** Watches how many alarms and troubles come in, and says when that is a flood and when it is over. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { laterBy, toInstant } from '../kernel/clock.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { keepFlood, keptFlood, raisedSince } from './floods.store.js';
import { floodAbove, floodWithinMs, isFlood, isOver, recent, type Flood } from './flood.js';

const lookEveryMs = 15_000;
/** More tell nothing more. */
const mostRemembered = 1000;

@Injectable()
export class Floods implements OnApplicationBootstrap, OnModuleDestroy {
  #raised: string[] = [];
  #flood: Flood | undefined;
  #looking: NodeJS.Timeout | undefined;
  #isTelling = false;

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly ledger: Ledger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#flood = await keptFlood(this.reader);
    this.#raised = await raisedSince(
      this.reader,
      laterBy(toInstant(Date.now()), -floodWithinMs),
      mostRemembered,
    );
    // Behind the commit: counting must not cost a press its time.
    this.ledger.onCommitted((facts) => {
      const fresh = facts.filter(({ type }) => type === 'alarm.raised' || type === 'trouble.raised');
      if (fresh.length === 0) return;
      this.#raised = [...this.#raised, ...fresh.map(({ at }) => at)].slice(-mostRemembered);
      if (this.#raised.length > floodAbove) void this.look();
    });
    this.#looking = setInterval(() => void this.look(), lookEveryMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
  }

  current(): Promise<Flood | undefined> {
    return keptFlood(this.reader);
  }

  /** @param nowMs the wall's */
  async look(nowMs = Date.now()): Promise<void> {
    this.#raised = recent(this.#raised, nowMs);
    const begins = this.#flood === undefined && isFlood(this.#raised, nowMs);
    const ends = this.#flood !== undefined && isOver(this.#raised, nowMs);
    if (this.#isTelling || (!begins && !ends)) return;
    this.#isTelling = true;
    try {
      this.#flood = await (begins ? this.#begin() : this.#end());
    } catch {
      // Not on disk: the next look tells it.
    } finally {
      this.#isTelling = false;
    }
  }

  #begin(): Promise<Flood> {
    return this.writer.write(async (unit) => {
      const flood = { since: unit.at, count: this.#raised.length };
      await keepFlood(unit, flood);
      unit.record({
        type: 'flood.began',
        by: theSystem,
        subject: { kind: 'flood', id: unit.at },
        data: { count: flood.count },
      });
      return flood;
    });
  }

  #end(): Promise<undefined> {
    const { since } = this.#flood ?? { since: '' };
    return this.writer.write(async (unit) => {
      await keepFlood(unit, undefined);
      const subject = { kind: 'flood', id: since };
      unit.record({ type: 'flood.ended', by: theSystem, subject, data: { since } });
      return undefined;
    });
  }
}
