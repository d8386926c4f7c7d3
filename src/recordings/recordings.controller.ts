/** Recordings over HTTP: the list by place and time, marks and tags, and the recorders. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { tags } from '../../devices/protocol/event.js';
import { Needs, Who } from '../access/needs.guard.js';
import { actorOf, type Viewer } from '../access/viewer.js';
import type { RecordingItem } from './clip.js';
import type { Mark, RecorderItem } from './mark.js';
import { Marks } from './marks.service.js';
import { Recorders } from './recorders.service.js';
import { Recordings } from './recordings.service.js';

const instant = z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString());
const name = z.string().min(1).max(64);
const page = z.object({
  place: name.optional(),
  from: instant.optional(),
  to: instant.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});
const marking = z.object({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }).optional(),
  tag: z.enum(tags).optional(),
  note: z.string().trim().min(1).max(500).optional(),
});
const asking = z
  .object({
    action: z.enum(['start', 'stop']),
    device: name.optional(),
    place: name.optional(),
    reason: z.string().trim().min(1).max(100).default('console'),
  })
  .refine(({ device, place }) => (device === undefined) !== (place === undefined), {
    path: ['place'],
    message: 'name a place or a device',
  });

@Controller('api/recordings')
export class RecordingsController {
  constructor(
    private readonly recordings: Recordings,
    private readonly marks: Marks,
    private readonly recorders: Recorders,
  ) {}

  @Get()
  @Needs('recording:read')
  list(
    @Query({ schema: page }) { limit, cursor, ...wanted }: z.infer<typeof page>,
  ): Promise<{ items: RecordingItem[]; next: string | null }> {
    return this.recordings.list(limit, cursor, wanted);
  }

  @Get('recorders')
  @Needs('recording:read')
  async recorderList(): Promise<{ items: RecorderItem[]; next: null }> {
    return { items: await this.recorders.list(), next: null };
  }

  /** Asks; the recorder's own word that it records comes as an event. */
  @Post('ask')
  @HttpCode(202)
  @Needs('recording:start')
  async ask(
    @Body({ schema: asking }) { action, device, place, reason }: z.infer<typeof asking>,
    @Who() viewer: Viewer,
  ): Promise<{ devices: string[] }> {
    return { devices: await this.recorders.ask(action, { device, place }, reason, actorOf(viewer)) };
  }

  @Get(':id/marks')
  @Needs('recording:read')
  async listMarks(@Param('id') id: string): Promise<{ items: Mark[]; next: null }> {
    return { items: await this.marks.of(id), next: null };
  }

  @Post(':id/marks')
  @Needs('recording:mark')
  mark(
    @Param('id') id: string,
    @Body({ schema: marking }) body: z.infer<typeof marking>,
    @Who() viewer: Viewer,
  ): Promise<Mark> {
    return this.marks.mark(id, body, actorOf(viewer));
  }
}
