/** The steps to take at an alarm, over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { takingSchema, type Course } from '../procedures/course.js';
import { Procedures, type Taking } from '../procedures/procedures.service.js';
import { Reader } from '../storage/reader.js';
import { Alarms } from './alarms.service.js';
import { isSilentAt } from './alarms.store.js';
import { matterOf } from './overdue.js';

@Controller('api/alarms')
export class AlarmStepsController {
  constructor(
    private readonly alarms: Alarms,
    private readonly procedures: Procedures,
    private readonly reader: Reader,
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
    return { items: await this.procedures.take(await this.#matter(id), taking, actorOf(viewer)), next: null };
  }

  /** While a silent alarm of its room is open, whatever rings there goes by the steps of that one: none of them calls the room. */
  async #matter(id: string): Promise<ReturnType<typeof matterOf>> {
    const alarm = await this.alarms.named(id);
    const isSilent = alarm.response !== 'closed' && (await isSilentAt(this.reader, alarm.place));
    return isSilent ? { ...matterOf(alarm), kind: 'silent' } : matterOf(alarm);
  }
}
