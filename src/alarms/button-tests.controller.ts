/** Tests of buttons over HTTP. */
import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { ButtonTestItem } from './button-test.js';
import { ButtonTests } from './button-tests.service.js';

@Controller('api')
export class ButtonTestsController {
  constructor(private readonly tests: ButtonTests) {}

  @Get('devices/:id/tests')
  @Needs('device:read')
  async list(@Param('id') id: string): Promise<{ items: ButtonTestItem[]; next: null }> {
    return { items: await this.tests.of(id), next: null };
  }

  @Post('devices/:id/tests')
  @Needs('device:test')
  open(@Param('id') id: string, @Who() viewer: Viewer): Promise<ButtonTestItem> {
    return this.tests.open(id, actorOf(viewer));
  }

  @Post('tests/:id/stop')
  @HttpCode(200)
  @Needs('device:test')
  stop(@Param('id') id: string, @Who() viewer: Viewer): Promise<ButtonTestItem> {
    return this.tests.stop(id, actorOf(viewer));
  }
}
