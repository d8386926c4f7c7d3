/** The places, their plan and what stands on it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { z } from 'zod';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { Writer } from '../storage/writer.js';
import { largestDrawingBytes } from './drawing.js';
import { placeSchema, spotSchema, type Place } from './place.js';
import { Places } from './places.service.js';
import type { SpotRow } from './places.store.js';
import { Plan } from './plan.service.js';

const change = placeSchema.omit({ id: true }).partial();
/** A page that writes the names itself asks for a drawing without; a court's own has what it has. */
const drawing = z.object({ names: z.enum(['drawn', 'none']).optional() });
const point = spotSchema.omit({ device: true });

@Controller('api/places')
export class PlacesController {
  constructor(
    private readonly places: Places,
    private readonly plan: Plan,
    private readonly writer: Writer,
  ) {}

  @Get()
  @Needs('place:read')
  list(): { items: Place[]; next: null } {
    return { items: this.places.all(), next: null };
  }

  @Get('plan.svg')
  @Needs('place:read')
  async draw(
    @Query({ schema: drawing }) { names }: z.infer<typeof drawing>,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const { svg, isNamed } = await this.plan.svg(names !== 'none');
    response.setHeader('Content-Type', 'image/svg+xml; charset=utf-8');
    response.setHeader('Cache-Control', 'private, max-age=60');
    response.setHeader('Plan-Names', isNamed ? 'drawn' : 'none');
    // Opened by itself it is a document: it may do nothing.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.end(svg);
  }

  @Put('plan.svg')
  @Needs('device:manage')
  async hang(
    @Req() request: IncomingMessage,
    @Who() viewer: Viewer,
  ): Promise<{ sha256: string; removed: readonly string[] }> {
    return this.plan.hang(await textOf(request), actorOf(viewer));
  }

  @Delete('plan.svg')
  @HttpCode(204)
  @Needs('device:manage')
  takeDown(@Who() viewer: Viewer): Promise<void> {
    return this.plan.takeDown(actorOf(viewer));
  }

  @Get('spots')
  @Needs('place:read')
  async spots(): Promise<{ items: SpotRow[]; next: null }> {
    return { items: await this.plan.spots(), next: null };
  }

  @Put('spots/:device')
  @Needs('device:manage')
  async stand(
    @Param('device') device: string,
    @Body({ schema: point }) at: z.infer<typeof point>,
    @Who() viewer: Viewer,
  ): Promise<SpotRow> {
    const spot = spotSchema.parse({ device, ...at });
    await this.plan.stand(spot, actorOf(viewer));
    return spot;
  }

  @Post()
  @Needs('device:manage')
  async add(@Body({ schema: placeSchema }) place: Place, @Who() viewer: Viewer): Promise<Place> {
    await this.writer.write((unit) => this.places.add(unit, place, actorOf(viewer)));
    return place;
  }

  @Patch(':id')
  @Needs('device:manage')
  change(
    @Param('id') id: string,
    @Body({ schema: change }) wish: z.infer<typeof change>,
    @Who() viewer: Viewer,
  ): Promise<Place> {
    return this.writer.write((unit) => this.places.change(unit, id, wish, actorOf(viewer)));
  }
}

/** The body as it came, and no more of it than one byte past what a drawing may have. */
async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > largestDrawingBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
