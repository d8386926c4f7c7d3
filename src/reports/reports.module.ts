/** Wires the figures. */
import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { Histories } from '../alarms/histories.service.js';
import { SETTINGS, type Settings } from '../config.js';
import { Policies } from '../duty/policies.service.js';
import { Devices } from '../intake/devices.service.js';
import { IntakeModule } from '../intake/intake.module.js';
import { PacketsModule } from '../packets/packets.module.js';
import { Printer } from '../packets/printer.adapter.js';
import { Places } from '../places/places.service.js';
import { DrillRecords } from './drill-records.service.js';
import { ReportsController } from './reports.controller.js';
import { Reports } from './reports.service.js';

@Module({
  imports: [AlarmsModule, IntakeModule, PacketsModule],
  providers: [
    DrillRecords,
    {
      provide: Reports,
      inject: [SETTINGS, Histories, Policies, Devices, Places, Printer],
      useFactory: (
        { court }: Settings,
        histories: Histories,
        policies: Policies,
        devices: Devices,
        places: Places,
        printer: Printer,
      ) => new Reports(histories, policies, devices, places, printer, court),
    },
  ],
  controllers: [ReportsController],
})
export class ReportsModule {}
