/** A judge's own: the buttons of his rooms with their tests, and what he flagged. */
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import type { OwnButton, OwnTest } from './own-button.js';
import { OwnButtons } from './own-buttons.service.js';
import type { OwnCall } from './own-call.js';
import { OwnCalls } from './own-calls.service.js';

const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});

@Controller('api/own')
export class OwnController {
  constructor(
    private readonly buttons: OwnButtons,
    private readonly calls: OwnCalls,
  ) {}

  @Get('buttons')
  @Needs('bench:own')
  async listButtons(@Who() { person }: Viewer): Promise<{ items: OwnButton[]; next: null }> {
    return { items: await this.buttons.of(person), next: null };
  }

  @Post('buttons/:id/tests')
  @Needs('bench:own')
  open(@Param('id') id: string, @Who() { person }: Viewer): Promise<OwnTest> {
    return this.buttons.open(person, id);
  }

  @Post('tests/:id/stop')
  @HttpCode(200)
  @Needs('bench:own')
  stop(@Param('id') id: string, @Who() { person }: Viewer): Promise<OwnTest> {
    return this.buttons.stop(person, id);
  }

  @Get('calls')
  @Needs('bench:own')
  listCalls(
    @Query({ schema: page }) { limit, cursor }: z.infer<typeof page>,
    @Who() { person }: Viewer,
  ): Promise<{ items: OwnCall[]; next: string | null }> {
    return this.calls.of(person, limit, cursor);
  }
}
