/** What was raised in a time that has been, for whoever counts it. */
import { Injectable } from '@nestjs/common';
import type { Instant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import type { History } from './history.js';
import { historyBetween } from './histories.store.js';

@Injectable()
export class Histories {
  constructor(private readonly reader: Reader) {}

  between(from: Instant, to: Instant): Promise<History> {
    return historyBetween(this.reader, from, to);
  }
}
