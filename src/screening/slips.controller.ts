/** Slips over HTTP: the list, the photo, the signed return, the hand-over to the police. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { DomainError } from '../kernel/errors.js';
import { slipStates, type SlipItem } from './slip.js';
import { Slips } from './slips.service.js';

const words = z.string().trim().min(1).max(200);
const page = z.object({
  state: z.enum(slipStates).optional(),
  number: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});
const returning = z.object({
  to: words.optional(),
  /** a PNG, base64 */
  signature: z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .max(90_000),
});
const handing = z.object({ to: words, receipt: words.optional() });
const largestPhoto = 8 * 1024 * 1024;

@Controller('api/screening/slips')
export class SlipsController {
  constructor(private readonly slips: Slips) {}

  @Get()
  @Needs('screening:read')
  list(
    @Query({ schema: page }) { state, number, limit, cursor }: z.infer<typeof page>,
  ): Promise<{ items: SlipItem[]; next: string | null }> {
    return this.slips.list({ state, number }, limit, cursor);
  }

  @Put(':id/photo')
  @Needs('screening:work')
  async photograph(
    @Param('id') id: string,
    @Req() request: IncomingMessage,
    @Who() viewer: Viewer,
  ): Promise<SlipItem> {
    return this.slips.photograph(id, await bytesOf(request), actorOf(viewer));
  }

  @Get(':id/photo')
  @Needs('screening:read')
  photo(@Param('id') id: string, @Who() viewer: Viewer, @Res() response: ServerResponse): Promise<void> {
    return this.#send(this.slips.picture(viewer, id, 'photo'), 'image/jpeg', response);
  }

  @Get(':id/signature')
  @Needs('screening:read')
  signature(@Param('id') id: string, @Who() viewer: Viewer, @Res() response: ServerResponse): Promise<void> {
    return this.#send(this.slips.picture(viewer, id, 'signature'), 'image/png', response);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Needs('screening:work')
  giveBack(
    @Param('id') id: string,
    @Body({ schema: returning }) { to, signature }: z.infer<typeof returning>,
    @Who() viewer: Viewer,
  ): Promise<SlipItem> {
    return this.slips.giveBack(id, { to, signature: Buffer.from(signature, 'base64') }, actorOf(viewer));
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @Needs('screening:work')
  handOver(
    @Param('id') id: string,
    @Body({ schema: handing }) body: z.infer<typeof handing>,
    @Who() viewer: Viewer,
  ): Promise<SlipItem> {
    return this.slips.handOver(id, body, actorOf(viewer));
  }

  async #send(opening: Promise<Readable>, type: string, response: ServerResponse): Promise<void> {
    const picture = await opening;
    response.writeHead(200, {
      'Content-Type': type,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    await pipeline(picture, response);
  }
}

async function bytesOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestPhoto)
      throw new DomainError('PICTURE_TOO_LARGE', 'too-large', 'a photo has 8 MiB at most');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
