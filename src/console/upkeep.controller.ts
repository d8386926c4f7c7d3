/** How the ledger, the disk and the settings stand, over HTTP. */
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Needs } from '../access/needs.guard.js';
import type { ToldSetting } from '../kernel/told-setting.js';
import type { Verification } from '../ledger/verification.js';
import { Upkeep } from './upkeep.service.js';
import type { LedgerOverview, StorageOverview } from './upkeep.js';

@Controller('api/upkeep')
export class UpkeepController {
  constructor(private readonly upkeep: Upkeep) {}

  @Get('ledger')
  @Needs('ledger:verify')
  ledger(): Promise<LedgerOverview> {
    return this.upkeep.ledgerNow();
  }

  /** Begins to read the whole ledger again; `GET` tells how far it is. */
  @Post('ledger/verification')
  @HttpCode(202)
  @Needs('ledger:verify')
  verify(): Verification {
    return this.upkeep.verify();
  }

  @Get('storage')
  @Needs('house:read')
  storage(): Promise<StorageOverview> {
    return this.upkeep.storage();
  }

  @Get('settings')
  @Needs('house:read')
  told(): { items: readonly ToldSetting[]; next: null } {
    return { items: this.upkeep.told, next: null };
  }
}
