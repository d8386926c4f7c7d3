/** Wires what screens follow, the last mile to devices, and what checks the console from outside. */
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import type { Tables } from '../storage/entity.js';
import { SETTINGS, type Settings } from '../config.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { DutyModule } from '../duty/duty.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { Boards, BoardSources } from './boards.service.js';
import { CosignaturesController } from './cosignatures.controller.js';
import { Doorkeeper } from './doorkeeper.service.js';
import { HandoversController } from './handovers.controller.js';
import { Handovers, HandoverSources } from './handovers.service.js';
import { HandoverTable } from './handovers.store.js';
import { OffersController } from './offers.controller.js';
import { OffersFollower } from './offers.follower.js';
import { Matters, Offers } from './offers.service.js';
import { OfferTable } from './offers.store.js';
import { HealthController } from './health.controller.js';
import { HomeAssistant, PanelSettings } from './home-assistant.follower.js';
import { KeyChangesController } from './key-changes.controller.js';
import { KeyChanges } from './key-changes.service.js';
import { LastMile, LastMileSources } from './last-mile.follower.js';
import { LedgerController } from './ledger.controller.js';
import { LiveGateway } from './live.gateway.js';
import { OpenApiController } from './openapi.controller.js';
import { OpenApi } from './openapi.service.js';
import { Screens } from './screens.service.js';
import { RoomContextController } from './room-context.controller.js';
import { RoomContexts } from './room-context.service.js';
import { Checkpoints } from '../ledger/checkpoints.service.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Blobs } from '../storage/blobs.js';
import { Reader } from '../storage/reader.js';
import { UpkeepController } from './upkeep.controller.js';
import { Upkeep } from './upkeep.service.js';
import { WordsFilter } from './words.filter.js';

export const consoleTables = [HandoverTable, OfferTable] as Tables;

@Module({
  imports: [AlarmsModule, DutyModule, IncidentsModule, IntakeModule, ScreeningModule],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: WordsFilter },
    Doorkeeper,
    Boards,
    BoardSources,
    LiveGateway,
    Screens,
    LastMile,
    LastMileSources,
    {
      provide: PanelSettings,
      inject: [SETTINGS],
      useFactory: ({ homeAssistantUrl, court }: Settings) => new PanelSettings(homeAssistantUrl, court.name),
    },
    HomeAssistant,
    OpenApi,
    KeyChanges,
    RoomContexts,
    {
      provide: Upkeep,
      inject: [SETTINGS, Ledger, Checkpoints, Blobs, Reader],
      useFactory: (
        settings: Settings,
        ledger: Ledger,
        checkpoints: Checkpoints,
        blobs: Blobs,
        reader: Reader,
      ) => new Upkeep(settings, ledger, checkpoints, blobs, reader),
    },
    Handovers,
    HandoverSources,
    Matters,
    Offers,
    OffersFollower,
  ],
  controllers: [
    HealthController,
    LedgerController,
    CosignaturesController,
    KeyChangesController,
    OpenApiController,
    RoomContextController,
    UpkeepController,
    HandoversController,
    OffersController,
  ],
  exports: [Boards, LiveGateway],
})
export class ConsoleModule {}
