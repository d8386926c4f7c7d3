/** Wires uploads. */
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import type { Tables } from '../storage/entity.js';
import { SETTINGS, type Settings } from '../config.js';
import { IntakeModule } from '../intake/intake.module.js';
import { Hashing } from './hashing.adapter.js';
import { Tus } from './tus.adapter.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsFollower } from './uploads.follower.js';
import { UploadFolder, Uploads } from './uploads.service.js';
import { UploadsTable } from './uploads.store.js';

export const uploadTables = [UploadsTable] as Tables;

@Module({
  imports: [IntakeModule],
  controllers: [UploadsController],
  providers: [
    {
      provide: UploadFolder,
      inject: [SETTINGS],
      useFactory: ({ dataDir }: Settings) => new UploadFolder(join(dataDir, 'uploads')),
    },
    Hashing,
    Uploads,
    {
      provide: Tus,
      inject: [UploadFolder, Uploads],
      useFactory: (folder: UploadFolder, uploads: Uploads) => new Tus(folder.path, uploads),
    },
    UploadsFollower,
  ],
  exports: [Uploads],
})
export class UploadsModule {}
