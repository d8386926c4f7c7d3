/** What will be deleted, and its deletion by two people, over HTTP. */
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import type { ApprovalItem } from '../access/approval.js';
import { Needs, Who } from '../access/needs.guard.js';
import type { Viewer } from '../access/viewer.js';
import { Deletions, type AskedDeletion } from './deletions.service.js';
import type { EvidenceItem } from './exhibit.js';

const ids = z.array(z.string().min(1).max(64)).min(1).max(200);
const wish = z.object({ items: ids, why: z.string().trim().min(1).max(1000) });
const decision = z.object({ approvals: ids });

@Controller('api/retention')
export class RetentionController {
  constructor(private readonly deletions: Deletions) {}

  @Get()
  @Needs('evidence:read')
  async ending(): Promise<{ items: EvidenceItem[]; next: null }> {
    return { items: await this.deletions.ending(), next: null };
  }

  @Get('deletions')
  @Needs('evidence:read')
  async waiting(): Promise<{ items: ApprovalItem[]; next: null }> {
    return { items: await this.deletions.waiting(), next: null };
  }

  @Post('deletions')
  @Needs('deletion:ask')
  async ask(
    @Body({ schema: wish }) { items, why }: z.infer<typeof wish>,
    @Who() viewer: Viewer,
  ): Promise<{ items: AskedDeletion[] }> {
    return { items: await this.deletions.ask(viewer, items, why) };
  }

  @Post('deletions/approve')
  @HttpCode(204)
  @Needs('deletion:approve')
  approve(
    @Body({ schema: decision }) { approvals }: z.infer<typeof decision>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.deletions.approve(viewer, approvals);
  }

  @Post('deletions/refuse')
  @HttpCode(204)
  @Needs('deletion:approve')
  refuse(
    @Body({ schema: decision }) { approvals }: z.infer<typeof decision>,
    @Who() viewer: Viewer,
  ): Promise<void> {
    return this.deletions.refuse(viewer, approvals);
  }
}
