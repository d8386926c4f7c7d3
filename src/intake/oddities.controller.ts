/** What was not understood, over HTTP. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Needs } from '../access/needs.guard.js';
import type { KeptFact } from '../ledger/entries.service.js';
import { Oddities } from './oddities.service.js';
import type { OddityCount, OddityDetail, OddityItem } from './oddity.js';

const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(120).optional(),
  device: z.string().max(64).optional(),
});

@Controller('api/oddities')
export class OdditiesController {
  constructor(private readonly oddities: Oddities) {}

  @Get()
  @Needs('device:manage')
  list(
    @Query({ schema: page }) { limit, device, cursor }: z.infer<typeof page>,
  ): Promise<{ items: OddityItem[]; next: string | null }> {
    return this.oddities.list(limit, device, cursor);
  }

  @Get('counts')
  @Needs('device:manage')
  async counts(): Promise<{ items: OddityCount[]; next: null }> {
    return { items: await this.oddities.counts(), next: null };
  }

  @Get('strangers')
  @Needs('device:manage')
  async strangers(): Promise<{ items: KeptFact[]; next: null }> {
    return { items: await this.oddities.strangers(200), next: null };
  }

  @Get(':device/:kind/:sha256')
  @Needs('device:manage')
  one(
    @Param('device') device: string,
    @Param('kind') kind: string,
    @Param('sha256') sha256: string,
  ): Promise<OddityDetail> {
    return this.oddities.one(device, kind, sha256);
  }
}
