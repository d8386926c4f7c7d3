/** Alarms over HTTP: the list, one alarm with its timeline, and the five verbs. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { person } from '../kernel/actor.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { outcomes, type AlarmItem, type TroubleItem } from './alarm.js';
import { Alarms } from './alarms.service.js';
import { SharedAlarms } from './shared-alarms.service.js';
import { Troubles } from './troubles.service.js';

const words = z.string().trim().min(1).max(2000);
const step = z
  .object({
    kind: z.enum(['seen', 'radio', 'phone']).optional(),
    note: words.optional(),
    for: z.string().max(64).optional(),
  })
  .default({});
const closing = z.object({ outcome: z.enum(outcomes), reason: words });
const page = z.object({
  state: z.enum(['open', 'closed']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});

@Controller('api')
export class AlarmsController {
  constructor(
    private readonly alarms: Alarms,
    private readonly shared: SharedAlarms,
    private readonly troubles: Troubles,
    private readonly entries: Entries,
  ) {}

  @Get('alarms')
  @Needs('alarm:read')
  list(
    @Query({ schema: page }) { state, limit, cursor }: z.infer<typeof page>,
    @Who() viewer: Viewer,
  ): Promise<{ items: AlarmItem[]; next: string | null }> {
    return viewer.station === undefined
      ? this.alarms.list(state, limit, cursor)
      : this.shared.listShared(viewer.station, state, limit, cursor);
  }

  @Get('alarms/:id')
  @Needs('alarm:read')
  async one(@Param('id') id: string, @Who() viewer: Viewer): Promise<AlarmItem & { timeline: KeptFact[] }> {
    const alarm = await this.shared.seenBy(viewer.station, id);
    const timeline = viewer.station === undefined ? await this.entries.about([{ kind: 'alarm', id }]) : [];
    return { ...alarm, timeline };
  }

  @Post('alarms/:id/acknowledge')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  acknowledge(
    @Param('id') id: string,
    @Body({ schema: step }) body: z.infer<typeof step>,
    @Who() viewer: Viewer,
  ): Promise<AlarmItem> {
    return this.alarms.take('acknowledge', id, viewer.person, body);
  }

  @Post('alarms/:id/respond')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  respond(
    @Param('id') id: string,
    @Body({ schema: step }) body: z.infer<typeof step>,
    @Who() viewer: Viewer,
  ): Promise<AlarmItem> {
    return this.alarms.take('respond', id, viewer.person, body);
  }

  @Post('alarms/:id/arrive')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  arrive(
    @Param('id') id: string,
    @Body({ schema: step }) body: z.infer<typeof step>,
    @Who() viewer: Viewer,
  ): Promise<AlarmItem> {
    return this.alarms.take('arrive', id, viewer.person, body);
  }

  @Post('alarms/:id/control')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  control(
    @Param('id') id: string,
    @Body({ schema: step }) body: z.infer<typeof step>,
    @Who() viewer: Viewer,
  ): Promise<AlarmItem> {
    return this.alarms.take('control', id, viewer.person, body);
  }

  @Post('alarms/:id/close')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  close(
    @Param('id') id: string,
    @Body({ schema: closing }) body: z.infer<typeof closing>,
    @Who() viewer: Viewer,
  ): Promise<AlarmItem> {
    return this.alarms.take('close', id, viewer.person, body);
  }

  @Get('troubles')
  @Needs('device:read')
  async open(): Promise<{ items: TroubleItem[]; next: null }> {
    return { items: await this.troubles.open(), next: null };
  }

  @Post('troubles/:id/clear')
  @HttpCode(204)
  @Needs('alarm:acknowledge')
  clear(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.troubles.clear(id, person(viewer.person));
  }
}
