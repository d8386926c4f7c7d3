/** The figures of a day, week or month over HTTP, and the same as a printed report. */
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Needs } from '../access/needs.guard.js';
import { sendPdf } from '../packets/pdf-answer.js';
import type { Figures } from './figures.js';
import { periodKinds } from './period.js';
import { Reports } from './reports.service.js';

const question = z.object({
  by: z.enum(periodKinds).default('day'),
  /** any day of it in the court's calendar */
  day: z.iso.date().optional(),
});

@Controller('api/reports')
export class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Get('figures')
  @Needs('report:read')
  figures(@Query({ schema: question }) { by, day }: z.infer<typeof question>): Promise<Figures> {
    return this.reports.figures(by, day);
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
