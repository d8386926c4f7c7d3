/** Wires packets. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { People } from '../access/people.service.js';
import { SETTINGS, type Settings } from '../config.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { Exhibits } from '../evidence/exhibits.service.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { IncidentFiles } from '../incidents/incident-files.service.js';
import { Involved } from '../incidents/involved.service.js';
import { IntakeModule } from '../intake/intake.module.js';
import { LawBook } from '../law/law-book.service.js';
import { LawModule } from '../law/law.module.js';
import { Devices } from '../intake/devices.service.js';
import { Checkpoints } from '../ledger/checkpoints.service.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Building } from './building.service.js';
import { Contents, LedgerPart } from './contents.service.js';
import { HourlyTokens } from './hourly-tokens.follower.js';
import { PacketsController } from './packets.controller.js';
import { Received } from './received.service.js';
import { Packets } from './packets.service.js';
import { Previews } from './previews.service.js';
import { Printer } from './printer.adapter.js';
import { courtSealer, withTimestamps, type Sealer } from './seal.adapter.js';
import { VerifyPageController } from './verify-page.controller.js';
import type { Tables } from '../storage/entity.js';
import { PacketTable } from './packets.store.js';

const SEALER = Symbol('sealer');

export const packetTables = [PacketTable] as Tables;

@Module({
  imports: [IntakeModule, IncidentsModule, EvidenceModule, LawModule],
  providers: [
    LedgerPart,
    Packets,
    Received,
    {
      provide: Contents,
      inject: [SETTINGS, IncidentFiles, Exhibits, Involved, LedgerPart, Places, Devices, People, LawBook],
      useFactory: (
        settings: Settings,
        incidents: IncidentFiles,
        exhibits: Exhibits,
        involved: Involved,
        ledger: LedgerPart,
        places: Places,
        devices: Devices,
        people: People,
        book: LawBook,
      ) =>
        new Contents(
          { id: settings.court.id, name: settings.court.name },
          { incidents, exhibits, involved },
          ledger,
          {
            places,
            devices,
            people,
            book,
          },
        ),
    },
    {
      provide: SEALER,
      inject: [SETTINGS, Checkpoints],
      useFactory: ({ tsaUrl }: Settings, checkpoints: Checkpoints): Sealer =>
        withTimestamps(courtSealer(checkpoints), tsaUrl),
    },
    {
      provide: HourlyTokens,
      inject: [SETTINGS, Checkpoints, Writer],
      useFactory: ({ tsaUrl, court }: Settings, checkpoints: Checkpoints, writer: Writer) =>
        new HourlyTokens(tsaUrl, court.id, checkpoints, writer),
    },
    {
      provide: Building,
      inject: [SETTINGS, Reader, Writer, Contents, SEALER],
      useFactory: (settings: Settings, reader: Reader, writer: Writer, contents: Contents, sealer: Sealer) =>
        new Building(join(settings.dataDir, 'packets'), reader, writer, contents, {
          sealer,
          templates: settings.formsDir,
          station:
            settings.stationCert === undefined ? undefined : readFileSync(settings.stationCert, 'utf8'),
        }),
    },
    {
      provide: Printer,
      inject: [SETTINGS],
      useFactory: ({ formsDir }: Settings) => new Printer(formsDir),
    },
    {
      provide: Previews,
      inject: [SETTINGS, Contents, SEALER, Writer, Printer],
      useFactory: (
        { court }: Settings,
        contents: Contents,
        sealer: Sealer,
        writer: Writer,
        printer: Printer,
      ) => new Previews(contents, sealer, writer, printer, { id: court.id, name: court.name }),
    },
  ],
  controllers: [PacketsController, VerifyPageController],
  exports: [Packets, Printer],
})
export class PacketsModule {}
