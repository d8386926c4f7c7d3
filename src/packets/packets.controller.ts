/** Packets over HTTP: asked, approved, watched, downloaded. */
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { conflict, missing } from '../kernel/errors.js';
import { Entries } from '../ledger/entries.service.js';
import { Building } from './building.service.js';
import type { FormItem } from './form-draft.js';
import type { PacketItem, PacketRow } from './packet-order.js';
import { letterSchema } from './packet.js';
import { Packets } from './packets.service.js';
import { Received, type Span } from './received.js';
import { sendPdf } from './pdf-answer.js';
import { Previews } from './previews.service.js';

const wish = letterSchema.default({});
const which = z.object({ incident: z.string().optional() });
const whichCopy = z.object({ copy: z.enum(['sealed', 'working']).optional() });

@Controller('api')
export class PacketsController {
  readonly #received = new Received();

  constructor(
    private readonly packets: Packets,
    private readonly building: Building,
    private readonly entries: Entries,
    private readonly previews: Previews,
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

  @Get('packets/:id/forms')
  @Needs('packet:read')
  async forms(
    @Param('id') id: string,
    @Who() viewer: Viewer,
  ): Promise<{ items: readonly FormItem[]; next: null }> {
    return { items: await this.previews.list(await this.packets.row(viewer, id)), next: null };
  }

  @Get('packets/:id/forms/:form')
  @Needs('packet:read')
  async form(
    @Param('id') id: string,
    @Param('form') form: string,
    @Who() viewer: Viewer,
    @Res() response: Response,
  ): Promise<void> {
    sendPdf(response, await this.previews.form(viewer, await this.packets.row(viewer, id), form), form);
  }

  @Get('packets/:id/cover-sheet')
  @Needs('packet:download')
  async coverSheet(
    @Param('id') id: string,
    @Query({ schema: whichCopy }) { copy }: z.infer<typeof whichCopy>,
    @Who() viewer: Viewer,
    @Res() response: Response,
  ): Promise<void> {
    const sheet = await this.previews.coverSheet(viewer, await this.packets.row(viewer, id), copy);
    sendPdf(response, sheet, 'cover-sheet');
  }

  @Get('packets/:id/download')
  @Needs('packet:download')
  async download(
    @Param('id') id: string,
    @Query({ schema: whichCopy }) { copy }: z.infer<typeof whichCopy>,
    @Who() viewer: Viewer,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.packets.row(viewer, id);
    if (row.sha256 === undefined || row.bytes === undefined) throw notSealed(row);
    await this.#send({ viewer, row, response, bytes: row.bytes, ...(copy === undefined ? {} : { copy }) });
    response.setHeader('Digest', `sha-256=${Buffer.from(row.sha256, 'hex').toString('base64')}`);
    response.type('application/zip');
    response.download(this.building.pathOf(id), `${id}.zip`, { acceptRanges: true, cacheControl: false });
  }

  @Get('packets/:id/encrypted')
  @Needs('packet:download')
  async encrypted(@Param('id') id: string, @Who() viewer: Viewer, @Res() response: Response): Promise<void> {
    const row = await this.packets.row(viewer, id);
    if (row.sha256 === undefined) throw notSealed(row);
    const { encrypted } = row.sealing ?? {};
    if (encrypted === undefined) throw missing('PACKET_NOT_ENCRYPTED', 'no certificate of the police is set');
    await this.#send({ viewer, row, response, bytes: encrypted.bytes, copy: 'encrypted' });
    response.type('application/pkcs7-mime');
    const name = `${id}.zip.p7m`;
    response.download(this.building.encryptedPathOf(id), name, { acceptRanges: true, cacheControl: false });
  }

  /** Notes the opening before the first byte leaves, and the hand-over once the police have had every byte. */
  async #send({ viewer, row, response, bytes, copy }: Sending): Promise<void> {
    const { method, headers } = response.req;
    const isOpening = headers.range === undefined || headers.range.startsWith('bytes=0-');
    if (method === 'GET' && isOpening) await this.packets.noteDownload(viewer, row.id, copy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (method !== 'GET' || viewer.station === undefined) return;
    const sentBefore = response.socket?.bytesWritten ?? 0;
    response.on('close', () => {
      const span = spanOf(response, (response.socket?.bytesWritten ?? sentBefore) - sentBefore);
      if (span === undefined || !this.#received.add(`${viewer.person} ${row.id} ${copy ?? ''}`, span, bytes))
        return;
      // What could not be written down is written at the next download.
      this.packets.handOver(viewer, row.id).catch(() => undefined);
    });
  }
}

interface Sending {
  readonly viewer: Viewer;
  readonly row: PacketRow;
  readonly response: Response;
  /** of the whole file */
  readonly bytes: number;
  readonly copy?: string;
}

const notSealed = ({ state }: PacketRow): Error =>
  conflict('PACKET_NOT_SEALED', `the packet is ${state}; it can be downloaded once it is sealed`, { state });

/** What of the file this answer brought, however it ended. @param written to the socket, headers included */
function spanOf(response: Response, written: number): Span | undefined {
  if (response.statusCode !== 200 && response.statusCode !== 206) return undefined;
  const range = /^bytes (\d+)-(\d+)\//.exec(String(response.getHeader('Content-Range') ?? ''));
  const from = Number(range?.[1] ?? 0);
  const length = Number(response.getHeader('Content-Length'));
  return { from, to: from + (response.writableFinished ? length : Math.min(length, Math.max(0, written))) };
}
