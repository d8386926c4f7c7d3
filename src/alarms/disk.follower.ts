/** Warns while there is still room: what evidence may fill is nearly full, or is, and only alarms are written from then on. */
import { Injectable } from '@nestjs/common';
import { Looking } from '../kernel/looking.js';
import { Blobs } from '../storage/blobs.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { roomOf, type Room } from '../uploads/upload.js';
import { openTroublesOf } from './alarms.store.js';
import { Troubles } from './troubles.service.js';

const lookEveryMs = 2_000;
const mib = 1024 * 1024;

@Injectable()
export class DiskWatch extends Looking {
  #room: Room | undefined;
  constructor(
    private readonly blobs: Blobs,
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly troubles: Troubles,
  ) {
    super(lookEveryMs);
  }

  protected override async look(): Promise<void> {
    const { freeBytes, totalBytes } = await this.blobs.disk();
    await this.#stand(roomOf(freeBytes, totalBytes, this.#room), freeBytes);
  }

  async #stand(room: Room, freeBytes: number): Promise<void> {
    if (room === this.#room) return;
    const standing = await openTroublesOf(this.reader, 'disk', undefined);
    if (room !== 'enough' || standing.length > 0)
      await this.writer.write(async (unit) => {
        await this.troubles.end(unit, 'disk', undefined, ({ detail }) => detail['note'] !== room);
        if (room !== 'enough')
          await this.troubles.raise(unit, {
            kind: 'disk',
            detail: { note: room, freeMiB: Math.floor(freeBytes / mib) },
          });
      });
    this.#room = room;
  }
}
