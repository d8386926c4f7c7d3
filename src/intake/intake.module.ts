/** Wires the device register and whichever broker the settings name. */
import { Module, type OnModuleDestroy } from '@nestjs/common';
import { Certificates } from '../access/certificates.adapter.js';
import { SETTINGS, type Settings } from '../config.js';
import { steadyClock } from '../kernel/clock.js';
import { Ledger } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import type { Databases } from '../storage/databases.js';
import { Reader } from '../storage/reader.js';
import { DATABASES } from '../storage/storage.module.js';
import { Writer } from '../storage/writer.js';
import type { Broker } from './broker.js';
import { CanaryLink, type CanaryLinkOptions } from './canary-link.adapter.js';
import { Canary } from './canary.follower.js';
import { canaryId } from './canary.js';
import { CredentialsController, Enrolling } from './credentials.controller.js';
import { CredentialsEnd } from './credentials.follower.js';
import { Credentials } from './credentials.service.js';
import { DevicesController } from './devices.controller.js';
import { DeviceTests } from './device-tests.service.js';
import { Devices } from './devices.service.js';
import { OdditiesController } from './oddities.controller.js';
import { Oddities } from './oddities.service.js';
import { EmbeddedBroker } from './embedded-broker.adapter.js';
import { Events } from './events.service.js';
import { HandOver } from './hand-over.follower.js';
import { Hearing } from './hearing.service.js';
import { OutsideBroker } from './outside-broker.adapter.js';
import { OwnClockWatch } from './own-clock.follower.js';
import { RevocationList } from './revocation-list.follower.js';
import { newSecret } from './secrets.adapter.js';
import { SelfTest } from './self-test.service.js';
import { Supervision } from './supervision.follower.js';
import { Unraised } from './unraised.follower.js';
import type { Tables } from '../storage/entity.js';
import { CertificateTable, DeviceTable } from './devices.store.js';

const BROKER = Symbol('broker');

async function brokerOf(settings: Settings, certificates: Certificates): Promise<Broker> {
  const court = settings.court.id;
  const url = settings.mqttUrl;
  // The court's own CA signs an own Mosquitto's certificate too.
  if (url !== undefined)
    return new OutsideBroker({
      court,
      url,
      ...(url.startsWith('mqtts:') ? { ca: (await certificates.serverTls()).ca } : {}),
    });
  const tls = settings.demo ? undefined : { port: settings.mqttsPort, ...(await certificates.serverTls()) };
  return new EmbeddedBroker({ court, bind: settings.bind, port: settings.mqttPort, tls });
}

/** The way that devices go: over TLS wherever there is TLS. */
async function canaryWay(
  { court, demo, bind, mqttPort, mqttsPort, mqttUrl }: Settings,
  certificates: Certificates,
): Promise<Pick<CanaryLinkOptions, 'court' | 'url' | 'ca' | 'isOwnBroker'>> {
  if (mqttUrl === undefined) {
    const host = bind === '0.0.0.0' || bind === '::' ? '127.0.0.1' : bind;
    const url = demo ? `mqtt://${host}:${mqttPort ?? 1883}` : `mqtts://${host}:${mqttsPort}`;
    return { court: court.id, url, isOwnBroker: true };
  }
  const url = new URL(mqttUrl);
  url.username = '';
  url.password = '';
  const ca = url.protocol === 'mqtts:' ? { ca: (await certificates.serverTls()).ca } : {};
  return { court: court.id, url: url.href, ...ca, isOwnBroker: false };
}

export const intakeTables = [CertificateTable, DeviceTable] as Tables;

@Module({
  providers: [
    {
      provide: Devices,
      inject: [SETTINGS, Reader, Writer, Places],
      useFactory: async (settings: Settings, reader: Reader, writer: Writer, places: Places) => {
        const devices = new Devices(reader, writer, places, settings.demo ? `demo-${canaryId}` : newSecret());
        await devices.load();
        return devices;
      },
    },
    Events,
    { provide: BROKER, inject: [SETTINGS, Certificates], useFactory: brokerOf },
    {
      provide: Hearing,
      inject: [SETTINGS, BROKER, Devices, Events, Writer],
      useFactory: (settings: Settings, broker: Broker, devices: Devices, events: Events, writer: Writer) =>
        new Hearing(settings.court.id, broker, devices, events, writer),
    },
    {
      provide: Supervision,
      inject: [Hearing, Devices, Reader],
      useFactory: (hearing: Hearing, devices: Devices, reader: Reader) =>
        new Supervision(hearing, devices, reader, steadyClock),
    },
    {
      provide: OwnClockWatch,
      inject: [Writer, Ledger, Supervision],
      useFactory: (writer: Writer, ledger: Ledger, supervision: Supervision) =>
        new OwnClockWatch(writer, ledger, supervision, steadyClock),
    },
    {
      provide: SelfTest,
      inject: [Reader, Writer],
      useFactory: (reader: Reader, writer: Writer) => new SelfTest(reader, writer, steadyClock),
    },
    {
      provide: Canary,
      inject: [SETTINGS, Certificates, Devices, Hearing, SelfTest],
      useFactory: async (
        settings: Settings,
        certificates: Certificates,
        { canarySecret: secret }: Devices,
        hearing: Hearing,
        selfTest: SelfTest,
      ) => {
        const onReceipt = (seq: number): void => selfTest.receipted(seq);
        const link = new CanaryLink({ ...(await canaryWay(settings, certificates)), secret, onReceipt });
        return new Canary(link, hearing, selfTest, steadyClock);
      },
    },
    {
      provide: Enrolling,
      inject: [SETTINGS, Certificates],
      useFactory: async (settings: Settings, certificates: Certificates) => {
        const { court, url, ca } = await canaryWay(settings, certificates);
        return settings.mqttUrl === undefined
          ? new Enrolling(
              court,
              url.replace(/[^/]*:(\d+)$/, ':$1'),
              settings.demo ? undefined : (await certificates.serverTls()).ca,
            )
          : new Enrolling(court, url, ca);
      },
    },
    {
      provide: DeviceTests,
      inject: [SETTINGS, Devices, Hearing],
      useFactory: ({ court }: Settings, devices: Devices, hearing: Hearing) =>
        new DeviceTests(court.id, devices, hearing),
    },
    {
      provide: RevocationList,
      inject: [SETTINGS, Devices, Certificates, Hearing],
      useFactory: (
        { mqttUrl }: Settings,
        devices: Devices,
        certificates: Certificates,
        { broker }: Hearing,
      ) => (mqttUrl === undefined ? undefined : new RevocationList(devices, certificates, broker)),
    },
    {
      provide: HandOver,
      inject: [SETTINGS, DATABASES, Hearing],
      useFactory: ({ mqttUrl }: Settings, { holding }: Databases, hearing: Hearing) =>
        mqttUrl === undefined || holding === undefined
          ? undefined
          : new HandOver(hearing, holding, steadyClock),
    },
    Oddities,
    Credentials,
    CredentialsEnd,
    Unraised,
  ],
  controllers: [DevicesController, OdditiesController, CredentialsController],
  exports: [Devices, Events, Hearing, SelfTest],
})
export class IntakeModule implements OnModuleDestroy {
  constructor(private readonly hearing: Hearing) {}

  async onModuleDestroy(): Promise<void> {
    await this.hearing.broker.stop();
  }
}
