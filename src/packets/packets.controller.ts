/** Packets over HTTP: asked, approved, watched, downloaded. */
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { conflict } from '../kernel/errors.js';
import { Entries } from '../ledger/entries.service.js';
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
    private readonly entries: Entries,
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
    return { items: await this.entries.joined(await this.packets.list(viewer, incident)), next: null };
  }

  @Get('packets/:id')
  @Needs('packet:read')
  async one(@Param('id') id: string, @Who() viewer: Viewer): Promise<PacketItem> {
    return this.entries.joined(await this.packets.item(viewer, id));
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
    const { method, headers } = response.req;
    const isOpening = headers.range === undefined || headers.range.startsWith('bytes=0-');
    if (method === 'GET' && isOpening) await this.packets.noteDownload(viewer, id);
    response.setHeader('Digest', `sha-256=${Buffer.from(row.sha256, 'hex').toString('base64')}`);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.on('finish', () => {
      if (method === 'GET' && viewer.station !== undefined && sentWhole(response, row.bytes ?? -1))
        // What could not be written down is written at the next download.
        this.packets.handOver(viewer, id).catch(() => undefined);
    });
    response.type('application/zip');
    response.download(this.building.pathOf(id), `${id}.zip`, { acceptRanges: true, cacheControl: false });
  }
}

/** In one answer, be it asked for as a range from the first byte to the last. */
const sentWhole = (response: Response, bytes: number): boolean =>
  (response.statusCode === 200 || response.statusCode === 206) &&
  Number(response.getHeader('Content-Length')) === bytes;
