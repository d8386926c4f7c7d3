/** Tries again, every two seconds, to make the events ring that could not. */
import { Injectable } from '@nestjs/common';
import { Looking } from '../kernel/looking.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Events } from './events.service.js';
import { allUnraised, type UnraisedRow } from './events.store.js';

const tryEveryMs = 2000;

@Injectable()
export class Unraised extends Looking {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly events: Events,
  ) {
    super(tryEveryMs);
  }

  protected override async look(): Promise<void> {
    for (const row of await allUnraised(this.reader)) await this.#try(row);
  }

  /** One event that will not ring must not hold up the next. */
  async #try(row: UnraisedRow): Promise<void> {
    try {
      await this.writer.write((unit) => this.events.raiseAgain(unit, row));
    } catch {
      // Still unraised and still on every guard screen: the next round tries it again.
    }
  }
}
