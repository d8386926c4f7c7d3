/** A press from the browser, and how one's own presses stand. */
import { Body, Controller, Get, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import type { AlarmItem } from './alarm.js';
import { pressSchema, type Press, type PressItem } from './press.js';
import { Presses } from './presses.service.js';

@Controller('api')
export class PressesController {
  constructor(private readonly presses: Presses) {}

  @Post('alarms')
  @Needs('alarm:raise')
  press(@Body({ schema: pressSchema }) press: Press, @Who() viewer: Viewer): Promise<AlarmItem> {
    return this.presses.press(viewer.person, press);
  }

  @Get('presses')
  @Needs('alarm:raise')
  async mine(@Who() viewer: Viewer): Promise<{ items: PressItem[]; next: null }> {
    return { items: await this.presses.mine(viewer.person), next: null };
  }
}
