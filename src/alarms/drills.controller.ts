/** Drills over HTTP: planning, beginning and ending them, and making a drill's alarm a real one. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { AlarmItem } from './alarm.js';
import { Alarms } from './alarms.service.js';
import { drillSchema, type DrillItem, type DrillPlan, type RunningDrill } from './drill.js';
import { Drills } from './drills.service.js';

@Controller('api')
export class DrillsController {
  constructor(
    private readonly drills: Drills,
    private readonly alarms: Alarms,
  ) {}

  @Get('drills')
  @Needs('report:read')
  async list(): Promise<{ items: DrillItem[]; next: null }> {
    return { items: await this.drills.list(), next: null };
  }

  /** For pages that do not follow the board, as a judge's. */
  @Get('drills/running')
  @Needs('alarm:raise')
  async running(): Promise<{ items: RunningDrill[]; next: null }> {
    const running = await this.drills.running();
    return { items: running === undefined ? [] : [running], next: null };
  }

  @Post('drills')
  @Needs('drill:plan')
  plan(@Body({ schema: drillSchema }) plan: DrillPlan, @Who() viewer: Viewer): Promise<DrillItem> {
    return this.drills.plan(plan, actorOf(viewer));
  }

  @Post('drills/:id/begin')
  @HttpCode(200)
  @Needs('drill:plan')
  begin(@Param('id') id: string, @Who() viewer: Viewer): Promise<DrillItem> {
    return this.drills.begin(id, actorOf(viewer));
  }

  @Post('drills/:id/end')
  @HttpCode(200)
  @Needs('drill:end')
  end(@Param('id') id: string, @Who() viewer: Viewer): Promise<DrillItem> {
    return this.drills.end(id, actorOf(viewer));
  }

  @Post('drills/:id/cancel')
  @HttpCode(200)
  @Needs('drill:plan')
  cancel(@Param('id') id: string, @Who() viewer: Viewer): Promise<DrillItem> {
    return this.drills.cancel(id, actorOf(viewer));
  }

  @Post('alarms/:id/real')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  async real(@Param('id') id: string, @Who() viewer: Viewer): Promise<AlarmItem> {
    return this.alarms.thisIsReal(id, actorOf(viewer));
  }
}
