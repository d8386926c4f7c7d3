/** Whose room is whose, for who keeps the people. */
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { Bench } from './bench.js';
import { Benches } from './benches.service.js';

const rooms = z.object({ places: z.array(z.string().min(1).max(64)).max(50) });

@Controller('api/benches')
export class BenchesController {
  constructor(private readonly benches: Benches) {}

  @Get()
  @Needs('people:manage')
  async list(): Promise<{ items: Bench[]; next: null }> {
    return { items: await this.benches.held(), next: null };
  }

  @Put(':person')
  @Needs('people:manage')
  async set(
    @Param('person') person: string,
    @Body({ schema: rooms }) { places }: z.infer<typeof rooms>,
    @Who() viewer: Viewer,
  ): Promise<{ items: Bench[]; next: null }> {
    return { items: await this.benches.set(person, places, actorOf(viewer)), next: null };
  }
}
