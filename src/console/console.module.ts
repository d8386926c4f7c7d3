/** Wires what screens follow, the last mile to devices, and what checks the console from outside. */
import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { DutyModule } from '../duty/duty.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { IntakeModule } from '../intake/intake.module.js';
import { ScreeningModule } from '../screening/screening.module.js';
import { Boards, BoardSources } from './boards.service.js';
import { CosignaturesController } from './cosignatures.controller.js';
import { Doorkeeper } from './doorkeeper.service.js';
import { HealthController } from './health.controller.js';
import { KeyChangesController } from './key-changes.controller.js';
import { KeyChanges } from './key-changes.service.js';
import { LastMile, LastMileSources } from './last-mile.follower.js';
import { LedgerController } from './ledger.controller.js';
import { LiveGateway } from './live.gateway.js';
import { OpenApiController } from './openapi.controller.js';
import { OpenApi } from './openapi.service.js';
import { RoomContextController } from './room-context.controller.js';
import { RoomContexts } from './room-context.service.js';
import { WordsFilter } from './words.filter.js';

@Module({
  imports: [AlarmsModule, DutyModule, IncidentsModule, IntakeModule, ScreeningModule],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: WordsFilter },
    Doorkeeper,
    Boards,
    BoardSources,
    LiveGateway,
    LastMile,
    LastMileSources,
    OpenApi,
    KeyChanges,
    RoomContexts,
  ],
  controllers: [
    HealthController,
    LedgerController,
    CosignaturesController,
    KeyChangesController,
    OpenApiController,
    RoomContextController,
  ],
  exports: [Boards, LiveGateway],
})
export class ConsoleModule {}
