/** Wires the link with the police. */
import { Module } from '@nestjs/common';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { SETTINGS, type Settings } from '../config.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { Incidents } from '../incidents/incidents.service.js';
import { PacketsModule } from '../packets/packets.module.js';
import { Entries } from '../ledger/entries.service.js';
import { Places } from '../places/places.service.js';
import type { Tables } from '../storage/entity.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { DeliveriesFollower } from './deliveries.follower.js';
import { Deliveries, WEBHOOK, type Webhook } from './deliveries.service.js';
import { DeliveryTable, ExchangeTable } from './exchange.store.js';
import { ExchangesController } from './exchanges.controller.js';
import { Exchanges } from './exchanges.service.js';
import { LiaisonController } from './liaison.controller.js';
import { LiaisonListener } from './liaison.listener.js';
import { Liaison } from './liaison.service.js';

export const liaisonTables = [ExchangeTable, DeliveryTable] as Tables;

@Module({
  imports: [AlarmsModule, IncidentsModule, PacketsModule],
  providers: [
    Exchanges,
    Liaison,
    LiaisonListener,
    {
      provide: WEBHOOK,
      inject: [SETTINGS],
      useFactory: ({ policeWebhook, court, demo }: Settings): Webhook | undefined =>
        policeWebhook === undefined ? undefined : { ...policeWebhook, court: court.id, isDemo: demo },
    },
    {
      provide: Deliveries,
      inject: [WEBHOOK, Reader, Writer, Entries, Incidents, Places],
      useFactory: (
        webhook: Webhook | undefined,
        reader: Reader,
        writer: Writer,
        entries: Entries,
        incidents: Incidents,
        places: Places,
      ) => new Deliveries(webhook, { reader, writer, entries }, incidents, places),
    },
    DeliveriesFollower,
  ],
  controllers: [LiaisonController, ExchangesController],
  exports: [Liaison],
})
export class LiaisonModule {}
