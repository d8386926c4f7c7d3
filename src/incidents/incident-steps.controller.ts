/** The steps to take about the acts of an incident, over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { takingSchema, type Course } from '../procedures/course.js';
import { Procedures, type Matter, type Taking } from '../procedures/procedures.service.js';
import { IncidentFiles } from './incident-files.service.js';
import { actsOf } from './suggestion.js';

@Controller('api/incidents')
export class IncidentStepsController {
  constructor(
    private readonly files: IncidentFiles,
    private readonly procedures: Procedures,
  ) {}

  @Get(':id/steps')
  @Needs('procedure:read')
  async list(@Param('id') id: string): Promise<{ items: Course[]; next: null }> {
    return { items: await this.procedures.courses(await this.#matter(id)), next: null };
  }

  @Post(':id/steps')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  async take(
    @Param('id') id: string,
    @Body({ schema: takingSchema }) taking: Taking,
    @Who() viewer: Viewer,
  ): Promise<{ items: Course[]; next: null }> {
    return {
      items: await this.procedures.take(await this.#matter(id), taking, actorOf(viewer)),
      next: null,
    };
  }

  async #matter(id: string): Promise<Matter> {
    const item = await this.files.item(id);
    return {
      subject: { kind: 'incident', id },
      place: item.place,
      incident: id,
      acts: actsOf(item),
      at: item.openedAt,
    };
  }
}
