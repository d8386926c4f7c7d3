/** Incidents over HTTP: reported, found, measured, read. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Grants } from '../access/grants.service.js';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { missing } from '../kernel/errors.js';
import { builtInLaw } from '../law/code-table.js';
import type { FindingItem, IncidentItem, MeasureItem } from './incident.js';
import { IncidentFiles, type IncidentFile } from './incident-files.service.js';
import { Incidents } from './incidents.service.js';
import { measuresOffered, type OfferedMeasure } from './offering.js';
import { sharedView } from './sharing.js';

const words = z.string().trim().min(1).max(20_000);
const report = z.object({ place: z.string().min(1), text: words });
const finding = z.object({ code: z.string().min(1), elements: z.array(z.string()).default([]) });
const confirmation = z.object({ elements: z.array(z.string()).default([]) }).default({ elements: [] });
const rejection = z.object({ reason: words });
const measure = z.object({
  measure: z.string().min(1),
  orderedBy: words.optional(),
  executedBy: z.array(words).max(20).optional(),
  note: words.optional(),
});
const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});

@Controller('api')
export class IncidentsController {
  constructor(
    private readonly incidents: Incidents,
    private readonly files: IncidentFiles,
    private readonly grants: Grants,
  ) {}

  @Get('incidents')
  @Needs('incident:read')
  async list(
    @Query({ schema: page }) { limit, cursor }: z.infer<typeof page>,
    @Who() viewer: Viewer,
  ): Promise<{ items: IncidentItem[]; next: string | null }> {
    const among = viewer.station === undefined ? undefined : await this.grants.grantedTo(viewer.station);
    const { items, next } = await this.files.list(among, limit, cursor);
    return { items: viewer.station === undefined ? items : items.map(sharedView), next };
  }

  @Get('incidents/:id')
  @Needs('incident:read')
  async one(
    @Param('id') id: string,
    @Who() viewer: Viewer,
  ): Promise<(IncidentFile & { measuresOffered: OfferedMeasure[] }) | IncidentItem> {
    if (viewer.station === undefined) {
      const file = await this.files.file(id);
      return { ...file, measuresOffered: measuresOffered(file.zone, file.findings, builtInLaw) };
    }
    if (!(await this.grants.isGranted(id, viewer.station)))
      throw missing('INCIDENT_MISSING', 'there is no such incident');
    return sharedView(await this.files.item(id));
  }

  @Post('incidents')
  @Needs('incident:report')
  async report(
    @Body({ schema: report }) { place, text }: z.infer<typeof report>,
    @Who() viewer: Viewer,
  ): Promise<IncidentItem> {
    return this.files.item(await this.incidents.report(viewer.person, place, text));
  }

  @Post('incidents/:id/findings')
  @Needs('finding:decide')
  find(
    @Param('id') id: string,
    @Body({ schema: finding }) { code, elements }: z.infer<typeof finding>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.incidents.find(viewer.person, id, code, elements);
  }

  @Post('findings/:id/confirm')
  @HttpCode(200)
  @Needs('finding:decide')
  confirm(
    @Param('id') id: string,
    @Body({ schema: confirmation }) { elements }: z.infer<typeof confirmation>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.incidents.confirm(viewer.person, id, elements);
  }

  @Post('findings/:id/reject')
  @HttpCode(200)
  @Needs('finding:decide')
  reject(
    @Param('id') id: string,
    @Body({ schema: rejection }) { reason }: z.infer<typeof rejection>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.incidents.reject(viewer.person, id, reason);
  }

  @Post('incidents/:id/measures')
  @Needs('measure:take')
  measure(
    @Param('id') id: string,
    @Body({ schema: measure }) body: z.infer<typeof measure>,
    @Who() viewer: Viewer,
  ): Promise<MeasureItem> {
    return this.incidents.measure(viewer.person, id, body);
  }
}
