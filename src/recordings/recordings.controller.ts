/** Recordings over HTTP. */
import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { Needs } from '../access/needs.guard.js';
import type { RecordingItem } from './clip.js';
import { Recordings } from './recordings.service.js';

const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(100).optional(),
});

@Controller('api/recordings')
export class RecordingsController {
  constructor(private readonly recordings: Recordings) {}

  @Get()
  @Needs('recording:read')
  list(
    @Query({ schema: page }) { limit, cursor }: z.infer<typeof page>,
  ): Promise<{ items: RecordingItem[]; next: string | null }> {
    return this.recordings.list(limit, cursor);
  }
}
