/** Packets over HTTP: asked, approved or refused, watched, downloaded. */
import type { IncomingHttpHeaders } from 'node:http';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { Openings } from '../evidence/openings.js';
import { isOpening, rangeOf, type Span } from '../evidence/range.js';
import { conflict, missing } from '../kernel/errors.js';
import { Entries } from '../ledger/entries.service.js';
import { Building } from './building.service.js';
import type { FormItem } from './form-draft.js';
import type { PacketItem, PacketRow } from './packet-order.js';
import { letterSchema } from './packet.js';
import { Packets } from './packets.service.js';
import { Received } from './received.service.js';
import { sendPdf } from './pdf-answer.js';
import { Previews } from './previews.service.js';
import { sendFile, type Watch } from './sending.adapter.js';

const wish = letterSchema.default({});
const which = z.object({ incident: z.string().optional() });
const refusal = z.object({ reason: z.string().trim().min(1).max(1000) });
const whichCopy = z.object({ copy: z.enum(['sealed', 'working']).optional() });

@Controller('api')
export class PacketsController {
  readonly #openings = new Openings();

  constructor(
    private readonly packets: Packets,
    private readonly building: Building,
    private readonly entries: Entries,
    private readonly previews: Previews,
    private readonly received: Received,
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

  @Post('packets/:id/refuse')
  @HttpCode(200)
  @Needs('packet:approve')
  async refuse(
    @Param('id') id: string,
    @Body({ schema: refusal }) { reason }: z.infer<typeof refusal>,
    @Who() viewer: Viewer,
  ): Promise<PacketItem> {
    await this.packets.refuse(viewer, id, reason);
    return this.one(id, viewer);
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
    const file = { path: this.building.pathOf(id), name: `${id}.zip`, bytes: row.bytes, sha256: row.sha256 };
    await this.#send({ viewer, id, response, type: 'application/zip', ...file, copy });
  }

  @Get('packets/:id/encrypted')
  @Needs('packet:download')
  async encrypted(@Param('id') id: string, @Who() viewer: Viewer, @Res() response: Response): Promise<void> {
    const row = await this.packets.row(viewer, id);
    if (row.sha256 === undefined) throw notSealed(row);
    const { encrypted } = row.sealing ?? {};
    if (encrypted === undefined) throw missing('PACKET_NOT_ENCRYPTED', 'no certificate of the police is set');
    const file = { path: this.building.encryptedPathOf(id), name: `${id}.zip.p7m`, ...encrypted };
    await this.#send({ viewer, id, response, type: 'application/pkcs7-mime', ...file, copy: 'encrypted' });
  }

  /** The opening is on record before the first byte leaves; the hand-over before the police have the last one. */
  async #send(sending: Sending): Promise<void> {
    const { response, path, bytes } = sending;
    const { method, headers } = response.req;
    const range = rangeAsked(headers, sending);
    if (range === 'unsatisfiable') {
      response.writeHead(416, { 'Content-Range': `bytes */${bytes}` }).end();
      return;
    }
    if (method !== 'HEAD') await this.#open(sending, isOpening(range));
    const span = range === 'whole' ? { start: 0, end: bytes - 1 } : range;
    response.writeHead(range === 'whole' ? 200 : 206, headersOf(sending, range, span));
    if (method === 'HEAD') {
      response.end();
      return;
    }
    await sendFile(path, span, response, this.#watch(sending, span));
  }

  /**
   * The police's downloads are followed to their last byte, side by side, torn and over restarts. The last byte of a part is
   * had only once it was sent; of what lies before it a kill may leave up to a window too much noted, never too little.
   */
  #watch({ viewer, id, bytes, copy }: Sending, { start: from, end }: Span): Watch {
    if (viewer.station === undefined) return unwatched;
    const { received } = this;
    const reader = `${viewer.person} ${id} ${copy ?? ''}`;
    const part = { from, to: end + 1 };
    return {
      beforeWindow: (sent) => received.keep(reader, { from, to: Math.min(from + sent, end) }),
      beforeLast: async () => {
        if (await received.ends(reader, part, bytes)) await this.packets.handOver(viewer, id);
      },
      atEnd: async (sent) => {
        await received.keep(reader, { from, to: from + sent }).finally(() => received.over(reader, part));
      },
    };
  }

  async #open({ viewer, id, copy }: Sending, fromStart: boolean): Promise<void> {
    const [file, nowMs] = [`${id} ${copy ?? ''}`, Date.now()];
    if (!this.#openings.isOpening(viewer.session, file, fromStart, nowMs)) return;
    await this.packets.noteDownload(viewer, id, copy);
    this.#openings.remember(viewer.session, file, nowMs);
  }
}

const unwatched: Watch = {
  beforeWindow: () => Promise.resolve(),
  beforeLast: () => Promise.resolve(),
  atEnd: () => Promise.resolve(),
};

interface Sending {
  readonly viewer: Viewer;
  readonly id: string;
  readonly response: Response;
  readonly path: string;
  /** as it is to be kept */
  readonly name: string;
  readonly type: string;
  /** of the whole file */
  readonly bytes: number;
  readonly sha256: string;
  readonly copy: string | undefined;
}

/** A part of another file's bytes would be worthless (RFC 9110 13.1.5). */
function rangeAsked(headers: IncomingHttpHeaders, { sha256, bytes }: Sending): ReturnType<typeof rangeOf> {
  const condition = headers['if-range'];
  return condition !== undefined && condition !== `"${sha256}"` ? 'whole' : rangeOf(headers.range, bytes);
}

/** Kept by no cache: each opening is to be seen here. */
const headersOf = (
  { type, name, bytes, sha256 }: Sending,
  range: Span | 'whole',
  { start, end }: Span,
): Record<string, string> => ({
  'Accept-Ranges': 'bytes',
  'Cache-Control': 'no-store',
  'Content-Disposition': `attachment; filename="${name}"`,
  'Content-Length': String(end - start + 1),
  'Content-Type': type,
  'X-Content-Type-Options': 'nosniff',
  Digest: `sha-256=${Buffer.from(sha256, 'hex').toString('base64')}`,
  ETag: `"${sha256}"`,
  ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes}` }),
});

const notSealed = ({ state }: PacketRow): Error =>
  conflict('PACKET_NOT_SEALED', `the packet is ${state}; it can be downloaded once it is sealed`, { state });
