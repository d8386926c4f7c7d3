/** Watches every device: its silence, its return, and what its heartbeats say is wrong with it. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Status } from '../../devices/protocol/status.js';
import { toInstant, toMs, type Clock } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { isBatteryLow, isClockWrong, isKnownGap, isOurClockWrong } from './ailments.js';
import { Arrears } from './arrears.js';
import type { Device } from './device.js';
import { Devices } from './devices.service.js';
import { countEvents } from './events.store.js';
import { Hearing, type SignOfLife } from './hearing.service.js';
import { lookEveryMs, Silence } from './silence.js';

/** How much of a power-up is known to be whole. */
interface Whole {
  readonly boot: string;
  readonly upTo: number;
}

const settled = Promise.resolve();

@Injectable()
export class Supervision implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #silence: Silence;
  readonly #whole = new Map<string, Whole>();
  readonly #arrears = new Map<string, Arrears>();
  /** how far each clock is ahead of ours, by its last heartbeat */
  readonly #aheadMs = new Map<string, number>();
  readonly #judging = new Map<string, Promise<void>>();
  #looking: NodeJS.Timeout | undefined;
  #deafen: () => void = () => undefined;

  /** @param steady a clock that nobody steps: a wall clock put forward would silence every device at once */
  constructor(
    private readonly hearing: Hearing,
    private readonly devices: Devices,
    private readonly reader: Reader,
    private readonly steady: Clock,
  ) {
    this.#silence = new Silence(steady.nowMs());
  }

  onApplicationBootstrap(): void {
    this.#deafen = this.hearing.onSignOfLife((sign) => this.#heard(sign));
    this.#looking = setInterval(() => this.look(), lookEveryMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
    this.#deafen();
  }

  look(): void {
    const heard = this.devices.all().filter((device) => device.state === 'heard');
    const ids = heard.map(({ id }) => id);
    for (const id of this.#silence.look(ids, this.steady.nowMs(), this.hearing.started)) {
      this.#aheadMs.delete(id);
      void this.#kept(this.devices.stand(id, 'silent'));
    }
  }

  /** How far the clock of each device that speaks is ahead of ours, as of its last heartbeat. */
  clocks(): number[] {
    return [...this.#aheadMs.values()];
  }

  #heard({ device, status }: SignOfLife): void {
    const { id } = device;
    const nowMs = Date.now();
    this.#silence.heard(id, this.steady.nowMs());
    this.devices.hear(id, {
      lastHeardAt: toInstant(nowMs),
      ...(status?.battery === undefined ? {} : { battery: status.battery }),
    });
    const { state, enabled } = this.devices.named(id) ?? device;
    if (!enabled) return;
    if (state !== 'heard') void this.#kept(this.devices.stand(id, 'heard'));
    if (status === undefined) return;
    // One heartbeat of a device after the other, so that nothing is told twice.
    const judged = this.#kept(
      (this.#judging.get(id) ?? settled).then(() => this.#judge(device, status, nowMs)),
    );
    this.#judging.set(id, judged);
  }

  /** What could not be stored is seen again at the next look or heartbeat. */
  #kept(work: Promise<void>): Promise<void> {
    return work.catch(() => undefined);
  }

  async #judge({ id }: Device, status: Status, nowMs: number): Promise<void> {
    await this.#judgeBattery(id, status);
    await this.#judgeClock(id, status, nowMs);
    await this.#judgeGap(id, status);
  }

  async #judgeBattery(id: string, { battery: percent }: Status): Promise<void> {
    if (percent === undefined) return;
    const wasLow = this.devices.ailmentsOf(id).battery !== undefined;
    const isLow = isBatteryLow(percent, wasLow);
    if (isLow !== wasLow) await this.devices.ail(id, 'battery', isLow ? { percent } : undefined);
  }

  async #judgeClock(id: string, { at }: Status, nowMs: number): Promise<void> {
    if (at === undefined) return;
    const aheadMs = toMs(at) - nowMs;
    const before = this.#aheadMs.get(id);
    this.#aheadMs.set(id, aheadMs);
    const wasWrong = this.devices.ailmentsOf(id).clock !== undefined;
    // One late heartbeat is no wrong clock: the one before must say the same.
    const isWrong = isClockWrong(aheadMs, wasWrong) && (wasWrong || isClockWrong(before ?? 0, false));
    if (isWrong === wasWrong || (isWrong && isOurClockWrong([...this.#aheadMs.values()]))) return;
    await this.devices.ail(id, 'clock', isWrong ? { aheadMs } : undefined);
  }

  async #judgeGap(id: string, { boot, lastSeq }: Status): Promise<void> {
    const arrears = this.#arrears.get(id) ?? new Arrears();
    this.#arrears.set(id, arrears);
    const due = arrears.claim(boot, lastSeq, this.steady.nowMs());
    const found = { boot, lastSeq: due, missing: await this.#missing(id, boot, due) };
    const { gap } = this.devices.ailmentsOf(id);
    if (found.missing > 0) {
      if (!isKnownGap(gap, found)) await this.devices.ail(id, 'gap', found);
      return;
    }
    // Of an earlier power-up too it may still come: a device keeps it until it has a receipt.
    if (gap !== undefined && (await this.#isFilled(id, gap))) await this.devices.ail(id, 'gap');
  }

  async #missing(id: string, boot: string, lastSeq: number): Promise<number> {
    const known = this.#whole.get(id);
    const from = known?.boot === boot ? known.upTo : 0;
    if (lastSeq <= from) return 0;
    const missing = lastSeq - from - (await countEvents(this.reader, id, boot, from, lastSeq));
    if (missing === 0) this.#whole.set(id, { boot, upTo: lastSeq });
    return missing;
  }

  async #isFilled(id: string, gap: { readonly boot: string; readonly lastSeq: number }): Promise<boolean> {
    return (await countEvents(this.reader, id, gap.boot, 0, gap.lastSeq)) === gap.lastSeq;
  }
}
