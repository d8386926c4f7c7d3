/** Incidents over HTTP: reported and read. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Grants } from '../access/grants.service.js';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { missing } from '../kernel/errors.js';
import { LawBook } from '../law/law-book.service.js';
import type { IncidentItem } from './incident.js';
import { IncidentFiles, type IncidentFile } from './incident-files.service.js';
import { Incidents } from './incidents.service.js';
import { isOnBoard, stepsFrom, type LifeStep } from './life.js';
import { measuresOffered, type OfferedMeasure } from './offering.js';
import { sharedView } from './sharing.js';
import { Telling } from './telling.service.js';

const words = z.string().trim().min(1).max(20_000);
const report = z.object({ place: z.string().min(1), text: words });
const telling = z.object({ text: words });
const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});

/** What the page works with: the file, what may be done, where the life may go. */
interface WorkFile extends IncidentFile {
  readonly measuresOffered: OfferedMeasure[];
  readonly steps: LifeStep[];
}

@Controller('api')
export class IncidentsController {
  constructor(
    private readonly incidents: Incidents,
    private readonly files: IncidentFiles,
    private readonly grants: Grants,
    private readonly book: LawBook,
    private readonly telling: Telling,
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
  async one(@Param('id') id: string, @Who() viewer: Viewer): Promise<WorkFile | IncidentItem> {
    if (viewer.station === undefined) {
      const file = await this.files.file(id);
      return {
        ...file,
        measuresOffered: isOnBoard(file.state) ? measuresOffered(file, viewer.roles, this.book.current) : [],
        steps: stepsFrom(file),
      };
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

  @Post('incidents/:id/words')
  @Needs('incident:report')
  tell(
    @Param('id') id: string,
    @Body({ schema: telling }) { text }: z.infer<typeof telling>,
    @Who() viewer: Viewer,
  ): Promise<IncidentItem> {
    return this.telling.tell(viewer.person, id, text);
  }
}
