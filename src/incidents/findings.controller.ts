/** Findings and measures over HTTP: what people decide about an incident. */
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { proceedings } from '../law/code-table.js';
import { Findings } from './findings.service.js';
import { injuryGrades, victimRoles, type FindingItem, type MeasureItem } from './incident.js';
import { Measures } from './measures.service.js';

const words = z.string().trim().min(1).max(20_000);
const short = z.string().trim().min(1).max(500);
const instant = z.iso.datetime();
const ids = z.array(z.string().min(1).max(64)).max(200);

const statement = z.object({
  elements: z.array(z.string().max(64)).max(50).default([]),
  proofs: z.record(z.string(), ids).optional(),
  particulars: z
    .object({
      victimRole: z.exactOptional(z.enum(victimRoles)),
      injury: z.exactOptional(z.enum(injuryGrades)),
      headCount: z.exactOptional(z.int().min(0).max(100_000)),
      headCountSource: z.exactOptional(short),
      damageYuan: z.exactOptional(z.number().min(0).max(1e12)),
      damageSource: z.exactOptional(short),
    })
    .optional(),
  reason: words.optional(),
});
const finding = statement.extend({ code: z.string().min(1).max(16) });
const confirmation = statement.default({ elements: [] });
const rejection = z.object({ reason: words });
const reclassification = finding.extend({ reason: words });

const execution = z.object({
  orderedBy: short.optional(),
  executedBy: z.array(short).max(20).optional(),
  told: words.optional(),
  toldAt: instant.optional(),
  startedAt: instant.optional(),
  endedAt: instant.optional(),
  injuries: words.optional(),
  force: words.optional(),
  recordings: ids.optional(),
  note: words.optional(),
  decision: z
    .object({
      number: short,
      approvedBy: short,
      approvedAt: instant,
      proceeding: z.enum(proceedings).optional(),
      amountYuan: z.number().min(0).optional(),
      days: z.int().min(1).optional(),
    })
    .optional(),
});
const measure = execution.extend({ measure: z.string().min(1).max(16) });

@Controller('api')
export class FindingsController {
  constructor(
    private readonly findings: Findings,
    private readonly measures: Measures,
  ) {}

  @Post('incidents/:id/findings')
  @Needs('finding:decide')
  find(
    @Param('id') id: string,
    @Body({ schema: finding }) { code, ...said }: z.infer<typeof finding>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.findings.find(viewer.person, id, code, said);
  }

  @Post('findings/:id/confirm')
  @HttpCode(200)
  @Needs('finding:decide')
  confirm(
    @Param('id') id: string,
    @Body({ schema: confirmation }) said: z.infer<typeof confirmation>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.findings.confirm(viewer.person, id, said);
  }

  @Post('findings/:id/reject')
  @HttpCode(200)
  @Needs('finding:decide')
  reject(
    @Param('id') id: string,
    @Body({ schema: rejection }) { reason }: z.infer<typeof rejection>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.findings.reject(viewer.person, id, reason);
  }

  @Post('findings/:id/complete')
  @HttpCode(200)
  @Needs('finding:decide')
  complete(
    @Param('id') id: string,
    @Body({ schema: statement }) said: z.infer<typeof statement>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.findings.complete(viewer.person, id, said);
  }

  @Post('findings/:id/reclassify')
  @HttpCode(200)
  @Needs('finding:decide')
  reclassify(
    @Param('id') id: string,
    @Body({ schema: reclassification }) { code, ...said }: z.infer<typeof reclassification>,
    @Who() viewer: Viewer,
  ): Promise<FindingItem> {
    return this.findings.reclassify(viewer.person, id, code, said);
  }

  @Post('incidents/:id/measures')
  @Needs('measure:take')
  take(
    @Param('id') id: string,
    @Body({ schema: measure }) { measure: taken, ...said }: z.infer<typeof measure>,
    @Who() viewer: Viewer,
  ): Promise<MeasureItem> {
    return this.measures.take(viewer, id, taken, said);
  }

  @Post('measures/:id/complete')
  @HttpCode(200)
  @Needs('measure:take')
  completeMeasure(
    @Param('id') id: string,
    @Body({ schema: execution }) said: z.infer<typeof execution>,
    @Who() viewer: Viewer,
  ): Promise<MeasureItem> {
    return this.measures.complete(viewer.person, id, said);
  }
}
