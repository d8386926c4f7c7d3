/** The watch list over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { instructions, type WatchItem } from './watch.js';
import { Watches, type Match } from './watches.service.js';

const words = z.string().trim().min(1).max(500);
const proposal = z.object({
  name: words,
  document: words.optional(),
  ground: words,
  instruction: z.enum(instructions),
  until: z.iso.datetime({ offset: true }),
});
const ending = z.object({ reason: words });
const question = z.object({ lane: z.string().min(1).max(64), text: words });

@Controller('api/screening/watches')
export class WatchesController {
  constructor(private readonly watches: Watches) {}

  @Get()
  @Needs('watch:read')
  async list(@Who() viewer: Viewer): Promise<{ items: WatchItem[]; next: null }> {
    return { items: await this.watches.read(viewer), next: null };
  }

  @Post()
  @Needs('watch:enter')
  propose(
    @Body({ schema: proposal }) body: z.infer<typeof proposal>,
    @Who() viewer: Viewer,
  ): Promise<WatchItem> {
    return this.watches.propose(body, viewer);
  }

  @Post('match')
  @HttpCode(200)
  @Needs('screening:work')
  async match(
    @Body({ schema: question }) { lane, text }: z.infer<typeof question>,
    @Who() viewer: Viewer,
  ): Promise<{ items: Match[]; next: null }> {
    return { items: await this.watches.match(lane, text, viewer), next: null };
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Needs('watch:enter')
  approve(@Param('id') id: string, @Who() viewer: Viewer): Promise<WatchItem> {
    return this.watches.approve(id, viewer);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Needs('watch:enter')
  end(
    @Param('id') id: string,
    @Body({ schema: ending }) { reason }: z.infer<typeof ending>,
    @Who() viewer: Viewer,
  ): Promise<WatchItem> {
    return this.watches.end(id, reason, viewer);
  }
}
