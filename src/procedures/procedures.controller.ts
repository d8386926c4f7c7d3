/** The steps to take over HTTP: read, written as a new version; skipped and missed ones that the chief has yet to see. */
import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { MissedStep, TakenStep } from './course.js';
import { Misses } from './misses.service.js';
import { procedureSchema, type NewProcedure, type ProcedureItem } from './procedure.js';
import { Procedures } from './procedures.service.js';

@Controller('api/procedures')
export class ProceduresController {
  constructor(
    private readonly procedures: Procedures,
    private readonly misses: Misses,
  ) {}

  @Get()
  @Needs('procedure:read')
  list(): { items: ProcedureItem[]; next: null } {
    return { items: this.procedures.current(), next: null };
  }

  @Get('skips')
  @Needs('procedure:manage')
  async skips(): Promise<{ items: TakenStep[]; next: null }> {
    return { items: await this.procedures.skips(), next: null };
  }

  @Post('skips/:id/seen')
  @HttpCode(204)
  @Needs('procedure:manage')
  seen(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.procedures.seen(id, actorOf(viewer));
  }

  @Get('misses')
  @Needs('procedure:manage')
  async missed(): Promise<{ items: MissedStep[]; next: null }> {
    return { items: await this.misses.unseen(), next: null };
  }

  @Post('misses/:id/seen')
  @HttpCode(204)
  @Needs('procedure:manage')
  missSeen(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.misses.seen(id, actorOf(viewer));
  }

  @Get(':id/versions')
  @Needs('procedure:read')
  versions(@Param('id') id: string): { items: ProcedureItem[]; next: null } {
    return { items: this.procedures.all().filter((one) => one.id === id), next: null };
  }

  @Post()
  @Needs('procedure:manage')
  add(
    @Body({ schema: procedureSchema }) procedure: NewProcedure,
    @Who() viewer: Viewer,
  ): Promise<ProcedureItem> {
    return this.procedures.set(undefined, procedure, actorOf(viewer));
  }

  @Put(':id')
  @Needs('procedure:manage')
  change(
    @Param('id') id: string,
    @Body({ schema: procedureSchema }) procedure: NewProcedure,
    @Who() viewer: Viewer,
  ): Promise<ProcedureItem> {
    return this.procedures.set(id, procedure, actorOf(viewer));
  }
}
