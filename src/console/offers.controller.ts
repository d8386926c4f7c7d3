/** Offering one alarm or incident to a colleague, over HTTP. */
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { decliningSchema, offeringSchema, type OfferItem } from './offer.js';
import { Offers } from './offers.service.js';

@Controller('api/offers')
export class OffersController {
  constructor(private readonly offers: Offers) {}

  @Post()
  @Needs('duty:sign')
  offer(
    @Body({ schema: offeringSchema }) { subject, to, note }: z.infer<typeof offeringSchema>,
    @Who() viewer: Viewer,
  ): Promise<OfferItem> {
    return this.offers.offer(viewer.person, subject, to, note);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Needs('duty:sign')
  accept(@Param('id') id: string, @Who() viewer: Viewer): Promise<OfferItem> {
    return this.offers.accept(id, viewer.person);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Needs('duty:sign')
  decline(
    @Param('id') id: string,
    @Body({ schema: decliningSchema }) { reason }: z.infer<typeof decliningSchema>,
    @Who() viewer: Viewer,
  ): Promise<OfferItem> {
    return this.offers.decline(id, viewer.person, reason);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Needs('duty:sign')
  withdraw(@Param('id') id: string, @Who() viewer: Viewer): Promise<OfferItem> {
    return this.offers.withdraw(id, viewer.person);
  }
}
