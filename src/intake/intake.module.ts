/** Wires the device register and whichever broker the settings name. */
import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Certificates } from '../access/certificates.adapter.js';
import { SETTINGS, type Settings } from '../config.js';
import { Writer } from '../storage/writer.js';
import type { Broker } from './broker.js';
import { DevicesController } from './devices.controller.js';
import { Devices } from './devices.service.js';
import { EmbeddedBroker } from './embedded-broker.adapter.js';
import { Events } from './events.service.js';
import { Hearing } from './hearing.service.js';
import { OutsideBroker } from './outside-broker.adapter.js';
import { Supervision } from './supervision.follower.js';
import { Unraised } from './unraised.follower.js';

const BROKER = Symbol('broker');

async function brokerOf(settings: Settings, certificates: Certificates): Promise<Broker> {
  const court = settings.court.id;
  if (settings.mqttUrl !== undefined) return new OutsideBroker({ court, url: settings.mqttUrl });
  const tls = settings.demo ? undefined : { port: settings.mqttsPort, ...(await certificates.serverTls()) };
  return new EmbeddedBroker({ court, bind: settings.bind, port: settings.mqttPort, tls });
}

@Module({
  providers: [
    Devices,
    Events,
    { provide: BROKER, inject: [SETTINGS, Certificates], useFactory: brokerOf },
    {
      provide: Hearing,
      inject: [SETTINGS, BROKER, Devices, Events, Writer],
      useFactory: (settings: Settings, broker: Broker, devices: Devices, events: Events, writer: Writer) =>
        new Hearing(settings.court.id, broker, devices, events, writer),
    },
    Supervision,
    Unraised,
  ],
  controllers: [DevicesController],
  exports: [Devices, Events, Hearing],
})
export class IntakeModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly hearing: Hearing,
    private readonly devices: Devices,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.devices.load();
  }

  async onModuleDestroy(): Promise<void> {
    await this.hearing.broker.stop();
  }
}
