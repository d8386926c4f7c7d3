/** Notices recordings that were announced and have not come in their time; each has its time in its row. */
import { Injectable } from '@nestjs/common';
import { toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Recordings } from './recordings.service.js';

const lookEveryMs = 15_000;

@Injectable()
export class DueFollower extends Looking {
  constructor(private readonly recordings: Recordings) {
    super(lookEveryMs);
  }

  protected override look(): Promise<void> {
    return this.recordings.missDue(toInstant(Date.now()));
  }
}
