/** The register of interference over HTTP: filed by judges and clerks, read by 督察 alone. */
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { channels, interferenceTags, type InterferenceItem, type Release } from './interference.js';
import { Interference } from './interference.service.js';
import { Releases } from './releases.service.js';

const words = z.string().trim().min(1).max(2000).optional();
const filing = z.object({
  tag: z.enum(interferenceTags),
  channel: z.enum(channels).optional(),
  happenedAt: z.iso.datetime({ offset: true }).optional(),
  clip: z.string().min(1).max(64).optional(),
  who: words,
  unit: words,
  caseNumber: words,
  content: words,
});
const release = z.object({ reason: z.string().trim().min(1).max(2000) });
const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});

@Controller('api/interference')
export class InterferenceController {
  constructor(
    private readonly interference: Interference,
    private readonly releases: Releases,
  ) {}

  @Post()
  @Needs('interference:file')
  file(
    @Body({ schema: filing }) body: z.infer<typeof filing>,
    @Who() viewer: Viewer,
  ): Promise<{ id: string }> {
    return this.interference.file(body, actorOf(viewer));
  }

  @Get()
  @Needs('interference:read')
  async list(
    @Query({ schema: page }) { limit, cursor }: z.infer<typeof page>,
    @Who() viewer: Viewer,
  ): Promise<{ items: InterferenceItem[]; next: string | null }> {
    const { items, next } = await this.interference.list(viewer, limit, cursor);
    return { items: await this.releases.onto(items), next };
  }

  @Post(':id/release')
  @HttpCode(200)
  @Needs('interference:release')
  release(
    @Param('id') id: string,
    @Body({ schema: release }) { reason }: z.infer<typeof release>,
    @Who() viewer: Viewer,
  ): Promise<Release> {
    return this.releases.release(viewer, id, reason);
  }

  @Get(':id/recordings/:recording')
  @Needs('interference:read')
  async listen(
    @Param('id') id: string,
    @Param('recording') recording: string,
    @Who() viewer: Viewer,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const { mime, bytes } = await this.interference.listen(viewer, id, recording);
    response.writeHead(200, {
      'Content-Type': /^(audio|video)\/[\w.+-]+$/.test(mime) ? mime : 'application/octet-stream',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    await pipeline(bytes, response);
  }
}
