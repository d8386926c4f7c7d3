/** An incident's life over HTTP: its steps, merging and parting. */
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import type { IncidentItem } from './incident.js';
import { exits, lifeSteps } from './life.js';
import { Lives } from './lives.service.js';
import { Merging } from './merging.service.js';

const reason = z.string().trim().min(1).max(20_000);
const step = z.object({
  step: z.enum(lifeSteps),
  reason: reason.optional(),
  exit: z.enum(exits).optional(),
});
const merge = z.object({ into: z.string().min(1).max(64), reason });
const part = z.object({ reason });

@Controller('api/incidents')
export class LivesController {
  constructor(
    private readonly lives: Lives,
    private readonly merging: Merging,
  ) {}

  @Post(':id/step')
  @HttpCode(200)
  @Needs('incident:close')
  step(
    @Param('id') id: string,
    @Body({ schema: step }) wish: z.infer<typeof step>,
    @Who() viewer: Viewer,
  ): Promise<IncidentItem> {
    return this.lives.step(viewer, id, wish);
  }

  @Post(':id/merge')
  @HttpCode(200)
  @Needs('incident:close')
  merge(
    @Param('id') id: string,
    @Body({ schema: merge }) { into, reason: why }: z.infer<typeof merge>,
    @Who() viewer: Viewer,
  ): Promise<IncidentItem> {
    return this.merging.merge(viewer.person, id, into, why);
  }

  @Post(':id/part')
  @HttpCode(200)
  @Needs('incident:close')
  part(
    @Param('id') id: string,
    @Body({ schema: part }) { reason: why }: z.infer<typeof part>,
    @Who() viewer: Viewer,
  ): Promise<IncidentItem> {
    return this.merging.part(viewer.person, id, why);
  }
}
