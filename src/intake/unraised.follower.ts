/** Tries again, every two seconds, to make the events ring that could not. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Devices } from './devices.service.js';
import { Events } from './events.service.js';
import { allUnraised, dropUnraised, type UnraisedRow } from './events.store.js';
import type { Verdict } from './occurrence.js';

const tryEveryMs = 2000;

@Injectable()
export class Unraised implements OnApplicationBootstrap, OnModuleDestroy {
  #trying: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly events: Events,
    private readonly devices: Devices,
  ) {}

  onApplicationBootstrap(): void {
    void this.#tryAll();
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    clearTimeout(this.#trying);
  }

  async #tryAll(): Promise<void> {
    try {
      for (const row of await allUnraised(this.reader)) await this.#try(row);
    } catch {
      // Still unraised and still on every guard screen: the next round tries again.
    } finally {
      if (!this.#stopped) this.#trying = setTimeout(() => void this.#tryAll(), tryEveryMs);
    }
  }

  async #try(row: UnraisedRow): Promise<void> {
    const device = this.devices.named(row.device);
    if (device === undefined) return;
    await this.writer.write(async (unit) => {
      await this.events.raiseAgain(unit, device, row.payload, row.kind as Verdict);
      await dropUnraised(unit, row.id);
    });
  }
}
