/** Wires screening. */
import { Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { SETTINGS, type Settings } from '../config.js';
import { IntakeModule } from '../intake/intake.module.js';
import { courtDays } from './court-day.js';
import { ScreeningController } from './screening.controller.js';
import { ScreeningListener } from './screening.listener.js';
import { CourtDays, Screening } from './screening.service.js';
import { LanesTable, ScreeningsTable } from './screening.store.js';

export const screeningTables = [LanesTable, ScreeningsTable] as Tables;

@Module({
  imports: [IntakeModule],
  controllers: [ScreeningController],
  providers: [
    {
      provide: CourtDays,
      inject: [SETTINGS],
      useFactory: ({ court }: Settings) => new CourtDays(courtDays(court.timeZone)),
    },
    Screening,
    ScreeningListener,
  ],
  exports: [Screening],
})
export class ScreeningModule {}
