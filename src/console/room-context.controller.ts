/** The room of an alarm over HTTP, for who answers alarms. */
import { Controller, Get, Param } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import type { RoomContext } from './room-context.js';
import { RoomContexts } from './room-context.service.js';

@Controller('api/alarms')
export class RoomContextController {
  constructor(private readonly contexts: RoomContexts) {}

  @Get(':id/context')
  @Needs('hearing:read')
  context(@Param('id') id: string, @Who() viewer: Viewer): Promise<RoomContext> {
    return this.contexts.of(id, viewer);
  }
}
