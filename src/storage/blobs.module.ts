/** Wires the store of files. */
import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config.js';
import { Blobs } from './blobs.js';

@Global()
@Module({
  providers: [
    {
      provide: Blobs,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => new Blobs(settings.dataDir, settings.keeperDir),
    },
  ],
  exports: [Blobs],
})
export class BlobsModule {}
