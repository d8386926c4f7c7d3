/** Changes of the ledger's keys over HTTP: an administrator asks, a second person decides; also what is lost of the ledger. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { ApprovalItem } from '../access/approval.js';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { KeyChanges, type KeyItem } from './key-changes.service.js';

const why = z.string().trim().min(1).max(1000);
const wish = z.discriminatedUnion('change', [
  z.object({ change: z.literal('succeed'), why }),
  z.object({ change: z.literal('begin-anew'), why }),
  z.object({
    change: z.literal('withdraw'),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    from: z.iso.datetime(),
    why,
  }),
]);

@Controller('api/ledger/key-changes')
export class KeyChangesController {
  constructor(private readonly changes: KeyChanges) {}

  @Get()
  @Needs('key:approve')
  async list(): Promise<{ items: ApprovalItem[]; keys: KeyItem[]; next: null }> {
    return { items: await this.changes.waiting(), keys: await this.changes.keys(), next: null };
  }

  @Post()
  @Needs('key:ask')
  ask(@Body({ schema: wish }) given: z.infer<typeof wish>, @Who() viewer: Viewer): Promise<{ id: string }> {
    return this.changes.ask(viewer, given);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Needs('key:approve')
  approve(@Param('id') id: string, @Who() viewer: Viewer): Promise<{ fingerprint: string }> {
    return this.changes.approve(viewer, id);
  }

  @Post(':id/refuse')
  @HttpCode(204)
  @Needs('key:approve')
  refuse(@Param('id') id: string, @Who() viewer: Viewer): Promise<void> {
    return this.changes.refuse(viewer, id);
  }
}
