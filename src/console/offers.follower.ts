/** Ends offers that nobody answered in time. */
import { Injectable } from '@nestjs/common';
import { Looking } from '../kernel/looking.js';
import { Offers } from './offers.service.js';

const lookEveryMs = 1000;

@Injectable()
export class OffersFollower extends Looking {
  constructor(private readonly offers: Offers) {
    super(lookEveryMs);
  }

  protected override look(): Promise<void> {
    return this.offers.lapse(Date.now());
  }
}
