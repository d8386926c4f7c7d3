/** What officers do at an alarm, over HTTP: each for himself, or by radio through whoever hears him. */
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { AlarmItem } from './alarm.js';
import { officerActs } from './officer.js';
import { Officers } from './officers.service.js';

const acting = z.object({
  act: z.enum(officerActs),
  for: z.string().max(64).optional(),
  kind: z.enum(['seen', 'radio', 'phone']).optional(),
  note: z.string().trim().min(1).max(2000).optional(),
});

@Controller('api/alarms')
export class OfficersController {
  constructor(private readonly officers: Officers) {}

  @Post(':id/officer')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  act(
    @Param('id') id: string,
    @Body({ schema: acting }) { for: officer, ...body }: z.infer<typeof acting>,
    @Who() viewer: Viewer,
  ): Promise<AlarmItem> {
    return this.officers.act(id, { ...body, officer: officer ?? viewer.person, by: actorOf(viewer) });
  }
}
