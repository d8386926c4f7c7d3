/** Notices silence: a device that said nothing for three of its own heartbeats is silent, its next word is its return. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { heartbeatMs } from '../../devices/protocol/limits.js';
import { Devices } from './devices.service.js';
import { Hearing, type SignOfLife } from './hearing.service.js';

const silentAfterMs = 3 * heartbeatMs;
const lookEveryMs = 5_000;

@Injectable()
export class Supervision implements OnApplicationBootstrap, OnModuleDestroy {
  /** by a clock that nobody steps: a wall clock put forward would silence every device at once */
  readonly #heardAtMs = new Map<string, number>();
  #looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly hearing: Hearing,
    private readonly devices: Devices,
  ) {}

  onApplicationBootstrap(): void {
    // Our own absence is no silence of theirs: every device gets its whole time again from now.
    for (const device of this.devices.all()) this.#heardAtMs.set(device.id, performance.now());
    this.hearing.onSignOfLife((sign) => this.#heard(sign));
    this.#looking = setInterval(() => this.#look(), lookEveryMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
  }

  #heard({ device }: SignOfLife): void {
    this.#heardAtMs.set(device.id, performance.now());
    const { state } = this.devices.named(device.id) ?? device;
    if (state !== 'heard' && state !== 'disabled') this.#stand(device.id, 'heard');
  }

  #look(): void {
    const beforeMs = performance.now() - silentAfterMs;
    for (const device of this.devices.all()) {
      if (device.state === 'heard' && (this.#heardAtMs.get(device.id) ?? 0) < beforeMs)
        this.#stand(device.id, 'silent');
    }
  }

  #stand(id: string, state: 'heard' | 'silent'): void {
    // What could not be stored is seen again at the next look or word.
    this.devices.stand(id, state).catch(() => undefined);
  }
}
