/** Taking texts away over HTTP: one person asks, a second one decides. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { ApprovalItem } from './approval.js';
import { Needs, Who } from './needs.guard.js';
import { Redactions } from './redactions.service.js';
import type { Viewer } from './viewer.js';

const wish = z.object({
  seq: z.int().min(1),
  path: z
    .string()
    .regex(/^(\/[^/]+)+$/)
    .max(200),
  why: z.string().trim().min(1).max(1000),
});

@Controller('api/redactions')
export class RedactionsController {
  constructor(private readonly redactions: Redactions) {}

  @Get()
  @Needs('words:approve')
  async list(): Promise<{ items: ApprovalItem[]; next: null }> {
    return { items: await this.redactions.waiting(), next: null };
  }

  @Post()
  @Needs('words:ask')
  ask(@Body({ schema: wish }) given: z.infer<typeof wish>, @Who() viewer: Viewer): Promise<{ id: string }> {
    return this.redactions.ask(viewer, given, given.why);
  }

  @Post(':id/approve')
  @HttpCode(204)
  @Needs('words:approve')
  approve(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.redactions.approve(viewer, id);
  }

  @Post(':id/refuse')
  @HttpCode(204)
  @Needs('words:approve')
  refuse(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.redactions.refuse(viewer, id);
  }
}
