/** The places and their plan. */
import type { ServerResponse } from 'node:http';
import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { Writer } from '../storage/writer.js';
import { drawPlan } from './floor-plan.js';
import { placeSchema, type Place } from './place.js';
import { Places } from './places.service.js';

@Controller('api/places')
export class PlacesController {
  constructor(
    private readonly places: Places,
    private readonly writer: Writer,
  ) {}

  @Get()
  @Needs('place:read')
  list(): { items: Place[]; next: null } {
    return { items: this.places.all(), next: null };
  }

  @Get('plan.svg')
  @Needs('place:read')
  plan(@Res() response: ServerResponse): void {
    response.setHeader('Content-Type', 'image/svg+xml; charset=utf-8');
    response.setHeader('Cache-Control', 'private, max-age=60');
    // Opened by itself it is a document: it may do nothing.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.end(drawPlan(this.places.all()));
  }

  @Post()
  @Needs('device:manage')
  async add(@Body({ schema: placeSchema }) place: Place, @Who() viewer: Viewer): Promise<Place> {
    await this.writer.write((unit) => this.places.add(unit, place, actorOf(viewer)));
    return place;
  }
}
