/** Wires alarms and troubles. */
import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/intake.module.js';
import { AlarmsController } from './alarms.controller.js';
import { AlarmsListener } from './alarms.listener.js';
import { Alarms } from './alarms.service.js';
import { DeviceHealthController } from './device-health.controller.js';
import { DeviceHealth } from './device-health.service.js';
import { Displays } from './displays.service.js';
import { Escalations, OtherTimers } from './escalations.follower.js';
import { Sirens } from './sirens.service.js';
import { TroublesListener } from './troubles.listener.js';
import { Floods } from './floods.service.js';
import { OfficersController } from './officers.controller.js';
import { Officers } from './officers.service.js';
import { ShelvesController } from './shelves.controller.js';
import { Shelves } from './shelves.service.js';
import { ShelfTable } from './shelves.store.js';
import { Troubles } from './troubles.service.js';
import type { Tables } from '../storage/entity.js';
import { AlarmTable, TimerTable, TroubleTable } from './alarms.store.js';

export const alarmTables = [AlarmTable, TimerTable, TroubleTable, ShelfTable] as Tables;

@Module({
  imports: [IntakeModule],
  providers: [
    Alarms,
    Troubles,
    DeviceHealth,
    Displays,
    Sirens,
    Shelves,
    Officers,
    Floods,
    OtherTimers,
    Escalations,
    AlarmsListener,
    TroublesListener,
  ],
  controllers: [AlarmsController, DeviceHealthController, OfficersController, ShelvesController],
  exports: [Alarms, Troubles, Displays, DeviceHealth, Floods],
})
export class AlarmsModule {}
