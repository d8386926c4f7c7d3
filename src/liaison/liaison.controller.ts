/** Sharing with the police and their answer, over HTTP. */
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { refused } from '../kernel/errors.js';
import { Exchanges } from './exchanges.service.js';
import { Liaison } from './liaison.service.js';

@Controller('api/incidents')
export class LiaisonController {
  constructor(
    private readonly liaison: Liaison,
    private readonly exchanges: Exchanges,
  ) {}

  @Post(':id/share')
  @HttpCode(204)
  @Needs('incident:share')
  share(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.liaison.share(viewer.person, id);
  }

  @Post(':id/accept')
  @HttpCode(204)
  @Needs('liaison:accept')
  accept(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    if (viewer.station === undefined)
      throw refused('NO_STATION', 'this sign-in belongs to no police station');
    return this.exchanges.step(viewer, id, 'accepted');
  }
}
