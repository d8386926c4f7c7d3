/** Wires the ledger into the writer. */
import { join } from 'node:path';
import { Global, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import { systemClock } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Checkpoints } from './checkpoints.service.js';
import { Entries } from './entries.service.js';
import { Followers } from './followers.service.js';
import { LedgerKeys } from './keys.service.js';
import { Ledger } from './ledger.service.js';
import { ReactionsFollower } from './reactions.follower.js';
import { Reactions } from './reactions.js';
import { Signer } from './signer.adapter.js';
import { Standing } from './standing.service.js';
import { witnessesFrom } from './witnesses.adapter.js';
import { Witnesses } from './witnesses.service.js';
import type { Tables } from '../storage/entity.js';
import { KeyTable } from './checkpoints.store.js';

export const ledgerTables = [KeyTable] as Tables;

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
    {
      provide: Checkpoints,
      inject: [SETTINGS, Ledger, Reader, Writer],
      useFactory: (settings: Settings, ledger: Ledger, reader: Reader, writer: Writer) => {
        const { id: court } = settings.court;
        const folder = join(settings.dataDir, 'signer');
        const signer = new Signer({ court, folder, socket: settings.signerSocket });
        const keys = new LedgerKeys(court, reader, writer);
        const known = witnessesFrom(join(settings.dataDir, 'witnesses.txt'));
        const standing = new Standing(ledger, reader, writer);
        const witnesses = new Witnesses(known, ledger, keys, standing, reader, writer);
        return new Checkpoints(ledger, { signer, keys, witnesses, standing }, reader, writer);
      },
    },
  ],
  exports: [Reactions, Ledger, Entries, Followers, Checkpoints],
})
export class LedgerModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly checkpoints: Checkpoints) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.checkpoints.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.checkpoints.stop();
  }
}
