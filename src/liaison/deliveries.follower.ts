/** Sends what is due to the station's own system, every two seconds. */
import { Injectable } from '@nestjs/common';
import { systemClock, toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Deliveries } from './deliveries.service.js';

const lookEveryMs = 2000;

@Injectable()
export class DeliveriesFollower extends Looking {
  constructor(private readonly deliveries: Deliveries) {
    super(lookEveryMs);
  }

  protected override look(): Promise<number> {
    return this.deliveries.send(toInstant(systemClock.nowMs()));
  }
}
