/** Evidence over HTTP: lists, items and their bytes. */
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who, type ViewedRequest } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { Derivations } from './derivations.service.js';
import type { EvidenceItem, Exhibit } from './exhibit.js';
import { Exhibits, type EvidenceFile, type Opening } from './exhibits.service.js';
import { Openings } from './openings.js';
import { presentationOf } from './presentation.js';
import { isOpening, rangeOf, type Span } from './range.js';

const page = z.object({
  incident: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});

const holding = z.object({ reason: z.string().trim().min(1).max(500) });
const span = z
  .object({ fromMs: z.int().min(0), toMs: z.int().min(1) })
  .refine(({ fromMs, toMs }) => fromMs < toMs, { path: ['toMs'], message: 'must be after fromMs' });
const point = z.int().min(0).max(100_000);
const region = z.object({ x: point, y: point, width: point.min(1), height: point.min(1) });
const covering = z.object({
  why: z.string().trim().min(1).max(1000),
  spans: z.array(span).min(1).max(500).optional(),
  regions: z.array(region).min(1).max(500).optional(),
});

@Controller('api/evidence')
export class EvidenceController {
  readonly #openings = new Openings();

  constructor(
    private readonly exhibits: Exhibits,
    private readonly derivations: Derivations,
  ) {}

  @Get()
  @Needs('evidence:read')
  async list(
    @Query({ schema: page }) { incident, limit, cursor }: z.infer<typeof page>,
  ): Promise<{ items: EvidenceItem[]; next: string | null }> {
    if (incident === undefined) return this.exhibits.list(limit, cursor);
    return { items: await this.exhibits.itemsOf(incident), next: null };
  }

  @Get(':id')
  @Needs('evidence:read')
  one(@Param('id') id: string, @Who() viewer: Viewer): Promise<EvidenceFile> {
    return this.exhibits.file(id, viewer);
  }

  @Post(':id/redactions')
  @Needs('evidence:redact')
  redact(
    @Param('id') id: string,
    @Body({ schema: covering }) given: z.infer<typeof covering>,
    @Who() viewer: Viewer,
  ): Promise<EvidenceItem> {
    return this.derivations.redact(viewer, id, given);
  }

  @Post(':id/hold')
  @HttpCode(200)
  @Needs('evidence:hold')
  hold(
    @Param('id') id: string,
    @Body({ schema: holding }) { reason }: z.infer<typeof holding>,
    @Who() viewer: Viewer,
  ): Promise<EvidenceItem> {
    return this.exhibits.keep(id, reason, viewer);
  }

  @Get(':id/content')
  @Needs('evidence:read')
  async content(
    @Param('id') id: string,
    @Req() request: ViewedRequest,
    @Res() response: ServerResponse,
    @Who() viewer: Viewer,
  ): Promise<void> {
    const exhibit = await this.exhibits.named(id);
    await this.exhibits.demandBytes(exhibit);
    const range = rangeAsked(request, exhibit);
    if (range === 'unsatisfiable') {
      response.writeHead(416, { ...guarded, 'Content-Range': `bytes */${exhibit.bytes}` }).end();
      return;
    }
    const sends = request.method !== 'HEAD' && exhibit.bytes > 0;
    if (request.method !== 'HEAD') await this.#open(exhibit, viewer, isOpening(range), request);
    const span = range === 'whole' ? { start: 0, end: exhibit.bytes - 1 } : range;
    response.writeHead(range === 'whole' ? 200 : 206, headersOf(exhibit, range, span));
    if (sends) await send(this.exhibits, exhibit, span, response);
    else response.end();
  }

  /** On record before the first byte leaves; a part in the middle too, where this sign-in has not opened it. */
  async #open(exhibit: Exhibit, viewer: Viewer, fromStart: boolean, request: ViewedRequest): Promise<void> {
    const nowMs = Date.now();
    if (!this.#openings.isOpening(viewer.session, exhibit.id, fromStart, nowMs)) return;
    await this.exhibits.noteOpening(exhibit, viewer, openingOf(request));
    this.#openings.remember(viewer.session, exhibit.id, nowMs);
  }
}

/** As the browser says what it fetches for; what was asked for as a download is one. */
function openingOf({ headers, url }: ViewedRequest): Opening {
  if (url?.includes('download=1') === true) return 'downloaded';
  return headers['sec-fetch-dest'] === 'audio' || headers['sec-fetch-dest'] === 'video' ? 'played' : 'shown';
}

/** A range of another file's bytes would be worthless (RFC 9110 13.1.5). */
function rangeAsked({ headers }: ViewedRequest, exhibit: Exhibit): ReturnType<typeof rangeOf> {
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== tagOf(exhibit)) return 'whole';
  return rangeOf(headers.range, exhibit.bytes);
}

const tagOf = ({ sha256 }: Exhibit): string => `"${sha256}"`;

/** Not kept by any cache: each opening is to be seen here. */
const guarded = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Accept-Ranges': 'bytes',
};

function headersOf(exhibit: Exhibit, range: Span | 'whole', { start, end }: Span): Record<string, string> {
  const { mime, name, id, bytes, state } = exhibit;
  return {
    ...guarded,
    ...presentationOf(mime, name.text ?? id, state === 'stored'),
    ETag: tagOf(exhibit),
    'Content-Length': String(end - start + 1),
    ...(range === 'whole' ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes}` }),
  };
}

async function send(
  exhibits: Exhibits,
  exhibit: Exhibit,
  span: Span,
  response: ServerResponse,
): Promise<void> {
  try {
    await pipeline(exhibits.bytes(exhibit, span), response);
  } catch (error) {
    // Whoever listened has gone: a player stops reading when it is closed or moved along.
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    response.destroy();
    await exhibits.noteUnreadable(exhibit, error);
  }
}
