/** Persons involved, over HTTP: noted, listed without names, opened one by one, searched by exact match. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { injuryGrades, victimRoles } from './incident.js';
import { involvedRoles, type Identity, type InvolvedItem, type Related } from './involved.js';
import { Involved } from './involved.service.js';

const short = z.string().trim().min(1).max(200);
const flag = z.boolean().optional();
const involved = z.object({
  role: z.enum(involvedRoles),
  about: z
    .object({
      victimRole: z.enum(victimRoles).optional(),
      injury: z.enum(injuryGrades).optional(),
      isMinor: flag,
      isPregnant: flag,
      isMentallyUnwell: flag,
      isDrunk: flag,
    })
    .default({}),
  identity: z.object({
    name: short,
    document: z.object({ kind: short, number: short }).optional(),
    phone: short.optional(),
    address: short.optional(),
    link: short.optional(),
  }),
});
const wanted = z.union([z.object({ number: short }), z.object({ name: short })]);

@Controller('api')
export class InvolvedController {
  constructor(private readonly involved: Involved) {}

  @Get('incidents/:id/involved')
  @Needs('person:identify')
  async of(@Param('id') id: string): Promise<{ items: InvolvedItem[]; next: null }> {
    return { items: await this.involved.of(id), next: null };
  }

  @Post('incidents/:id/involved')
  @Needs('person:identify')
  add(
    @Param('id') id: string,
    @Body({ schema: involved }) said: z.infer<typeof involved>,
    @Who() viewer: Viewer,
  ): Promise<InvolvedItem> {
    return this.involved.add(viewer.person, id, said);
  }

  @Get('incidents/:id/related')
  @Needs('person:identify')
  async related(@Param('id') id: string): Promise<{ items: Related[]; next: null }> {
    return { items: await this.involved.related(id), next: null };
  }

  @Post('involved/:id/open')
  @HttpCode(200)
  @Needs('person:identify')
  open(@Param('id') id: string, @Who() viewer: Viewer): Promise<Identity> {
    return this.involved.identity(viewer.person, id);
  }

  @Post('involved/search')
  @HttpCode(200)
  @Needs('person:identify')
  async search(
    @Body({ schema: wanted }) body: z.infer<typeof wanted>,
    @Who() viewer: Viewer,
  ): Promise<{ items: Omit<InvolvedItem, 'repeats'>[]; next: null }> {
    return { items: await this.involved.search(viewer.person, body), next: null };
  }
}
