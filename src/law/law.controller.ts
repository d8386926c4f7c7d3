/** The law as data, for anyone who signed in, and classification of a text without storing anything. */
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs } from '../access/needs.guard.js';
import { builtInLaw, zoneSchema, type Law } from './code-table.js';
import type { Candidate, Classification } from './classification.js';
import { Classifier } from './classifier.adapter.js';

const report = z.object({
  zone: zoneSchema,
  text: z.string().max(20_000),
  signals: z.array(z.unknown()).max(100).optional(),
});

@Controller('api/law')
export class LawController {
  constructor(private readonly classifier: Classifier) {}

  @Get('codes')
  @Needs('law:read')
  codes(): {
    items: Law['codes'];
    measures: Law['measures'];
    version: string;
    notice: Law['notice'];
    sources: Law['sources'];
    next: null;
  } {
    const { codes, measures, version, notice, sources } = builtInLaw;
    return { items: codes, measures, version, notice, sources, next: null };
  }

  @Post('classify')
  @HttpCode(200)
  @Needs('law:classify')
  async classify(@Body({ schema: report }) { zone, text, signals }: z.infer<typeof report>): Promise<{
    candidates: readonly Candidate[];
    suppressors: Classification['suppressors'];
  }> {
    const { candidates, suppressors } = await this.classifier.classify({
      zone,
      text,
      ...(signals === undefined ? {} : { signals }),
    });
    return { candidates, suppressors };
  }
}
