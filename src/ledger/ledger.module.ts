/** Wires the ledger into the writer. */
import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import { systemClock } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Entries } from './entries.service.js';
import { Followers } from './followers.service.js';
import { Ledger } from './ledger.service.js';
import { ReactionsFollower } from './reactions.follower.js';
import { Reactions } from './reactions.js';

@Global()
@Module({
  providers: [
    Reactions,
    {
      provide: Ledger,
      inject: [SETTINGS, Reader, Writer, Reactions],
      useFactory: async (settings: Settings, reader: Reader, writer: Writer, reactions: Reactions) => {
        const ledger = new Ledger(settings.court.id, systemClock, reactions);
        await ledger.open(reader);
        writer.use(ledger);
        return ledger;
      },
    },
    Entries,
    Followers,
    ReactionsFollower,
  ],
  exports: [Reactions, Ledger, Entries, Followers],
})
export class LedgerModule {}
