/** Wires screening. */
import { Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { SETTINGS, type Settings } from '../config.js';
import { IntakeModule } from '../intake/intake.module.js';
import { Entries } from '../ledger/entries.service.js';
import { Blobs } from '../storage/blobs.js';
import { Flows } from './flow.service.js';
import { CourtDays, Lanes } from './lanes.service.js';
import { OpeningFollower } from './opening.follower.js';
import { Pictures } from './pictures.service.js';
import { ScreeningController } from './screening.controller.js';
import { ScreeningListener } from './screening.listener.js';
import { Screening } from './screening.service.js';
import { LanesTable, ScreeningsTable } from './screening.store.js';
import { SlipsController } from './slips.controller.js';
import { Slips } from './slips.service.js';
import { SlipsTable } from './slips.store.js';
import { WatchesController } from './watches.controller.js';
import { Watches } from './watches.service.js';
import { WatchesTable } from './watches.store.js';

export const screeningTables = [LanesTable, ScreeningsTable, SlipsTable, WatchesTable] as Tables;

@Module({
  imports: [IntakeModule],
  controllers: [ScreeningController, SlipsController, WatchesController],
  providers: [
    {
      provide: CourtDays,
      inject: [SETTINGS],
      useFactory: ({ court, screeningOpens }: Settings) => new CourtDays(court.timeZone, screeningOpens),
    },
    Lanes,
    {
      provide: Pictures,
      inject: [SETTINGS, Blobs, Entries],
      useFactory: ({ dataDir }: Settings, blobs: Blobs, entries: Entries) =>
        new Pictures(dataDir, blobs, entries),
    },
    Slips,
    Screening,
    Watches,
    Flows,
    ScreeningListener,
    OpeningFollower,
  ],
  exports: [Screening, Lanes],
})
export class ScreeningModule {}
