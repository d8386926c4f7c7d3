/** The steps to take at an alarm, over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { takingSchema, type Course } from '../procedures/course.js';
import { Procedures, type Taking } from '../procedures/procedures.service.js';
import { Alarms } from './alarms.service.js';
import { matterOf } from './overdue.js';

@Controller('api/alarms')
export class AlarmStepsController {
  constructor(
    private readonly alarms: Alarms,
    private readonly procedures: Procedures,
  ) {}

  @Get(':id/steps')
  @Needs('procedure:read')
  async list(@Param('id') id: string): Promise<{ items: Course[]; next: null }> {
    return { items: await this.procedures.courses(matterOf(await this.alarms.named(id))), next: null };
  }

  @Post(':id/steps')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  async take(
    @Param('id') id: string,
    @Body({ schema: takingSchema }) taking: Taking,
    @Who() viewer: Viewer,
  ): Promise<{ items: Course[]; next: null }> {
    const matter = matterOf(await this.alarms.named(id));
    return { items: await this.procedures.take(matter, taking, actorOf(viewer)), next: null };
  }
}
