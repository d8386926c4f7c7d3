/** Packets over HTTP: asked, approved, watched, downloaded. */
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { conflict } from '../kernel/errors.js';
import { Building } from './building.service.js';
import type { PacketItem } from './packet-order.js';
import { letterSchema } from './packet.js';
import { Packets } from './packets.service.js';

const wish = letterSchema.default({});
const which = z.object({ incident: z.string().optional() });

@Controller('api')
export class PacketsController {
  constructor(
    private readonly packets: Packets,
    private readonly building: Building,
  ) {}

  @Post('incidents/:id/packets')
  @Needs('packet:ask')
  ask(
    @Param('id') id: string,
    @Body({ schema: wish }) letter: z.infer<typeof wish>,
    @Who() viewer: Viewer,
  ): Promise<PacketItem> {
    return this.packets.ask(viewer, id, letter);
  }

  @Post('packets/:id/approve')
  @HttpCode(200)
  @Needs('packet:approve')
  approve(@Param('id') id: string, @Who() viewer: Viewer): Promise<PacketItem> {
    return this.packets.approve(viewer, id);
  }

  @Get('packets')
  @Needs('packet:read')
  async list(
    @Query({ schema: which }) { incident }: z.infer<typeof which>,
    @Who() viewer: Viewer,
  ): Promise<{ items: PacketItem[]; next: null }> {
    return { items: await this.packets.list(viewer, incident), next: null };
  }

  @Get('packets/:id')
  @Needs('packet:read')
  one(@Param('id') id: string, @Who() viewer: Viewer): Promise<PacketItem> {
    return this.packets.item(viewer, id);
  }

  @Get('packets/:id/download')
  @Needs('packet:download')
  async download(@Param('id') id: string, @Who() viewer: Viewer, @Res() response: Response): Promise<void> {
    const row = await this.packets.row(viewer, id);
    if (row.sha256 === undefined)
      throw conflict(
        'PACKET_NOT_SEALED',
        `the packet is ${row.state}; it can be downloaded once it is sealed`,
        { state: row.state },
      );
    const range = response.req.headers.range;
    if (range === undefined || range.startsWith('bytes=0-')) await this.packets.noteDownload(viewer, id);
    response.setHeader('Digest', `sha-256=${Buffer.from(row.sha256, 'hex').toString('base64')}`);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.on('finish', () => {
      const whole = response.statusCode === 200 && Number(response.getHeader('Content-Length')) === row.bytes;
      if (whole && viewer.station !== undefined) void this.packets.handOver(viewer, id);
    });
    response.type('application/zip');
    response.download(this.building.pathOf(id), `${id}.zip`, { acceptRanges: true, cacheControl: false });
  }
}
