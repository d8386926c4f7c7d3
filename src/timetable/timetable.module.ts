/** Wires the timetable. */
import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import type { Tables } from '../storage/entity.js';
import { HearingTable } from './hearings.store.js';
import { TimetableController } from './timetable.controller.js';
import { CourtZone, Timetable } from './timetable.service.js';

export const timetableTables = [HearingTable] as Tables;

@Global()
@Module({
  controllers: [TimetableController],
  providers: [
    {
      provide: CourtZone,
      inject: [SETTINGS],
      useFactory: ({ court }: Settings) => new CourtZone(court.timeZone),
    },
    Timetable,
  ],
  exports: [Timetable, CourtZone],
})
export class TimetableModule {}
