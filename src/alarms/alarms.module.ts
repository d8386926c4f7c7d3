/** Wires alarms and troubles. */
import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import { Devices } from '../intake/devices.service.js';
import { IntakeModule } from '../intake/intake.module.js';
import { AlarmStepsController } from './alarm-steps.controller.js';
import { AlarmsController } from './alarms.controller.js';
import { AlarmsListener } from './alarms.listener.js';
import { Alarms } from './alarms.service.js';
import { ButtonTestsController } from './button-tests.controller.js';
import { ButtonTests } from './button-tests.service.js';
import { ButtonTestTable, TestDueTable } from './button-tests.store.js';
import { Coverage } from './coverage.follower.js';
import { DeviceHealthController } from './device-health.controller.js';
import { DeviceHealth } from './device-health.service.js';
import { DiskWatch } from './disk.follower.js';
import { KeeperFolder, KeeperWatch } from './keeper.follower.js';
import { ChainsListener } from './chains.listener.js';
import { ContactsListener } from './contacts.listener.js';
import { PostsFollower } from './posts.follower.js';
import { SharedAlarms } from './shared-alarms.service.js';
import { DrillsController } from './drills.controller.js';
import { Drills } from './drills.service.js';
import { DrillTable } from './drills.store.js';
import { ExercisesFollower } from './exercises.follower.js';
import { Displays } from './displays.service.js';
import { Escalations, OtherTimers } from './escalations.follower.js';
import { LaneTroubles } from './lane-troubles.listener.js';
import { PressesController } from './presses.controller.js';
import { Presses } from './presses.service.js';
import { PressTable } from './presses.store.js';
import { Sirens } from './sirens.service.js';
import { TroublesListener } from './troubles.listener.js';
import { Floods } from './floods.service.js';
import { Histories } from './histories.service.js';
import { OverdueAlarms } from './overdue.service.js';
import { OfficersController } from './officers.controller.js';
import { Officers } from './officers.service.js';
import { ShelvesController } from './shelves.controller.js';
import { Shelves } from './shelves.service.js';
import { ShelfTable } from './shelves.store.js';
import { Troubles } from './troubles.service.js';
import type { Tables } from '../storage/entity.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { AlarmTable, TimerTable, TroubleTable } from './alarms.store.js';

const dayMs = 24 * 3_600_000;

export const alarmTables = [
  AlarmTable,
  TimerTable,
  TroubleTable,
  ShelfTable,
  PressTable,
  ButtonTestTable,
  TestDueTable,
  DrillTable,
] as Tables;

@Module({
  imports: [IntakeModule],
  providers: [
    Alarms,
    Presses,
    Troubles,
    DeviceHealth,
    DiskWatch,
    KeeperWatch,
    {
      provide: KeeperFolder,
      inject: [SETTINGS],
      useFactory: ({ keeperDir }: Settings) => new KeeperFolder(keeperDir),
    },
    {
      provide: Coverage,
      inject: [SETTINGS, DeviceHealth, Troubles, Writer],
      useFactory: ({ demo }: Settings, health: DeviceHealth, troubles: Troubles, writer: Writer) =>
        new Coverage(health, troubles, writer, !demo),
    },
    {
      provide: ButtonTests,
      inject: [SETTINGS, Writer, Reader, Devices, Troubles],
      useFactory: (
        { testEveryDays }: Settings,
        writer: Writer,
        reader: Reader,
        devices: Devices,
        troubles: Troubles,
      ) => new ButtonTests(writer, reader, devices, troubles, testEveryDays * dayMs),
    },
    Drills,
    ExercisesFollower,
    Displays,
    Sirens,
    Shelves,
    Officers,
    Floods,
    Histories,
    OtherTimers,
    OverdueAlarms,
    ChainsListener,
    ContactsListener,
    PostsFollower,
    SharedAlarms,
    Escalations,
    AlarmsListener,
    TroublesListener,
    LaneTroubles,
  ],
  controllers: [
    AlarmsController,
    AlarmStepsController,
    ButtonTestsController,
    DrillsController,
    PressesController,
    DeviceHealthController,
    OfficersController,
    ShelvesController,
  ],
  exports: [
    Alarms,
    ButtonTests,
    Drills,
    SharedAlarms,
    Troubles,
    Displays,
    DeviceHealth,
    Floods,
    Histories,
    KeeperFolder,
  ],
})
export class AlarmsModule {}
