/** The law as data for anyone who signed in, its versions, and classification of a text without storing anything. */
import type { IncomingMessage } from 'node:http';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { invalid } from '../kernel/errors.js';
import { zoneSchema, type Law } from './code-table.js';
import type { Candidate, Classification } from './classification.js';
import { Classifier } from './classifier.adapter.js';
import { LawBook } from './law-book.service.js';
import type { LawVersion } from './law-version.js';
import type { LawChange } from './law-changes.js';

const report = z.object({
  zone: zoneSchema,
  text: z.string().max(20_000),
  signals: z.array(z.unknown()).max(100).optional(),
});

/** the version to compare with; the one before it when absent */
const comparison = z.object({ against: z.string().max(200).optional() });

type LawCodes = Pick<
  Law,
  'measures' | 'version' | 'notice' | 'sources' | 'zones' | 'tieOrder' | 'offenceNeeds'
> & { readonly items: Law['codes']; readonly next: null };

const told = ({
  codes,
  measures,
  version,
  notice,
  sources,
  zones,
  tieOrder,
  offenceNeeds,
}: Law): LawCodes => ({
  items: codes,
  ...{ measures, version, notice, sources, zones, tieOrder, offenceNeeds },
  next: null,
});

const largestFile = 4 * 1024 * 1024;

/** What the page sends as bytes; a small table may come as JSON. */
async function fileIn(request: IncomingMessage & { body?: unknown }): Promise<string> {
  if (request.readableEnded) return JSON.stringify(request.body ?? null);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes > largestFile) throw invalid('LAW_TABLE_INVALID', 'A law table has at most 4 MiB.');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

@Controller('api/law')
export class LawController {
  constructor(
    private readonly classifier: Classifier,
    private readonly book: LawBook,
  ) {}

  @Get('codes')
  @Needs('law:read')
  codes(): LawCodes {
    return told(this.book.current);
  }

  @Get('versions')
  @Needs('law:read')
  versions(): { items: LawVersion[]; next: null } {
    return { items: this.book.versions(), next: null };
  }

  /** As it stood: what was found under it is read in its words. */
  @Get('versions/:version')
  @Needs('law:read')
  version(@Param('version') version: string): LawCodes {
    return told(this.book.version(version));
  }

  @Get('versions/:version/changes')
  @Needs('law:read')
  changes(
    @Param('version') version: string,
    @Query({ schema: comparison }) { against }: z.infer<typeof comparison>,
  ): { items: LawChange[]; next: null } {
    return { items: this.book.changes(version, against), next: null };
  }

  /** The body is the file itself. */
  @Post('versions')
  @Needs('law:manage')
  async load(
    @Req() request: IncomingMessage & { body?: unknown },
    @Who() viewer: Viewer,
  ): Promise<LawVersion> {
    return this.book.load(viewer.person, await fileIn(request));
  }

  @Post('classify')
  @HttpCode(200)
  @Needs('law:classify')
  async classify(@Body({ schema: report }) { zone, text, signals }: z.infer<typeof report>): Promise<{
    candidates: readonly Candidate[];
    suppressors: Classification['suppressors'];
  }> {
    const { candidates, suppressors } = await this.classifier.classify(
      {
        zone,
        text,
        ...(signals === undefined ? {} : { signals }),
      },
      this.book.current,
    );
    return { candidates, suppressors };
  }
}
