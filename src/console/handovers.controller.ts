/** Hand-overs over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { handoverStates, offerSchema, refusalSchema, type HandoverItem } from './handover.js';
import { Handovers } from './handovers.service.js';

const page = z.object({
  state: z.enum(handoverStates).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(64).optional(),
});

@Controller('api/handovers')
export class HandoversController {
  constructor(private readonly handovers: Handovers) {}

  @Get()
  @Needs('duty:sign')
  list(
    @Query({ schema: page }) { limit, cursor, state }: z.infer<typeof page>,
  ): Promise<{ items: HandoverItem[]; next: string | null }> {
    return this.handovers.list(limit, cursor, state);
  }

  @Post()
  @Needs('duty:sign')
  offer(
    @Body({ schema: offerSchema }) { to, note }: z.infer<typeof offerSchema>,
    @Who() viewer: Viewer,
  ): Promise<HandoverItem> {
    return this.handovers.offer(viewer.person, to, note);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Needs('duty:sign')
  accept(@Param('id') id: string, @Who() viewer: Viewer): Promise<HandoverItem> {
    return this.handovers.accept(id, viewer);
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @Needs('duty:sign')
  refuse(
    @Param('id') id: string,
    @Body({ schema: refusalSchema }) { reason }: z.infer<typeof refusalSchema>,
    @Who() viewer: Viewer,
  ): Promise<HandoverItem> {
    return this.handovers.refuse(id, viewer.person, reason);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Needs('duty:sign')
  withdraw(@Param('id') id: string, @Who() viewer: Viewer): Promise<HandoverItem> {
    return this.handovers.withdraw(id, viewer.person);
  }
}
