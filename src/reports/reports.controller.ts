/** The figures of a day, week or month over HTTP, the same as a printed report, and what came of a drill. */
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Needs } from '../access/needs.guard.js';
import { sendPdf } from '../packets/pdf-answer.js';
import type { DrillRecord } from './drill-record.js';
import type { Figures } from './figures.js';
import { periodKinds } from './period.js';
import { DrillRecords } from './drill-records.service.js';
import { Reports } from './reports.service.js';

const question = z.object({
  by: z.enum(periodKinds).default('day'),
  /** any day of it in the court's calendar */
  day: z.iso.date().optional(),
});

@Controller('api/reports')
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly drills: DrillRecords,
  ) {}

  @Get('figures')
  @Needs('report:read')
  figures(@Query({ schema: question }) { by, day }: z.infer<typeof question>): Promise<Figures> {
    return this.reports.figures(by, day);
  }

  @Get('drills/:id')
  @Needs('report:read')
  drill(@Param('id') id: string): Promise<DrillRecord> {
    return this.drills.of(id);
  }

  @Get('figures.pdf')
  @Needs('report:read')
  async printed(
    @Query({ schema: question }) { by, day }: z.infer<typeof question>,
    @Res() response: Response,
  ): Promise<void> {
    sendPdf(response, await this.reports.printed(by, day), `figures-${by}`);
  }
}
