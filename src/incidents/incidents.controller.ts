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
import type { IncidentWish } from './incidents.store.js';
import { incidentStates, isOnBoard, stepsFrom, type LifeStep } from './life.js';
import { measuresOffered, type OfferedMeasure } from './offering.js';
import { sharedView } from './sharing.js';
import { Telling } from './telling.service.js';

const words = z.string().trim().min(1).max(20_000);
const report = z.object({ place: z.string().min(1), text: words });
const telling = z.object({ text: words });
const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
  place: z.string().max(64).optional(),
  state: z.enum(incidentStates).optional(),
  /** opened then or later */
  from: z.iso.datetime().optional(),
  /** opened before */
  until: z.iso.datetime().optional(),
});

/** The same for the few that are shared with a station, which are picked out of its own list. */
const fits = ({ place, state, from, until }: IncidentWish, incident: IncidentItem): boolean =>
  (place === undefined || incident.place === place) &&
  (state === undefined || incident.state === state) &&
  (from === undefined || incident.openedAt >= from) &&
  (until === undefined || incident.openedAt < until);

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
    @Query({ schema: page }) { limit, cursor, ...wish }: z.infer<typeof page>,
    @Who() viewer: Viewer,
  ): Promise<{ items: IncidentItem[]; next: string | null }> {
    if (viewer.station === undefined) return this.files.list(limit, cursor, wish);
    const shared = await this.grants.newestTo(viewer.station, limit + 1, cursor);
    const items = await this.files.some(shared.slice(0, limit));
    return {
      items: items.filter((item) => fits(wish, item)).map(sharedView),
      next: shared.length > limit ? (shared[limit - 1] ?? null) : null,
    };
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
