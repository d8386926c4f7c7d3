/** Shelving and out of service over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import { shelfSchema, type NewShelf, type ShelfItem } from './shelf.js';
import { Shelves } from './shelves.service.js';

@Controller('api/shelves')
export class ShelvesController {
  constructor(private readonly shelves: Shelves) {}

  @Get()
  @Needs('device:read')
  async list(): Promise<{ items: ShelfItem[]; next: null }> {
    return { items: await this.shelves.open(), next: null };
  }

  @Post()
  @Needs('alarm:acknowledge')
  ask(@Body({ schema: shelfSchema }) shelf: NewShelf, @Who() viewer: Viewer): Promise<ShelfItem> {
    return this.shelves.ask(shelf, viewer);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Needs('alarm:acknowledge')
  approve(@Param('id') id: string, @Who() viewer: Viewer): Promise<ShelfItem> {
    return this.shelves.approve(id, viewer);
  }

  @Post(':id/end')
  @HttpCode(204)
  @Needs('alarm:acknowledge')
  end(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.shelves.end(id, actorOf(viewer));
  }
}
