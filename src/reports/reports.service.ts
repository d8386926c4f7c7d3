/** Counts the figures of a period, and prints them. */
import { Injectable } from '@nestjs/common';
import { Histories } from '../alarms/histories.service.js';
import { Policies } from '../duty/policies.service.js';
import { Devices } from '../intake/devices.service.js';
import { toInstant } from '../kernel/clock.js';
import type { Printer } from '../packets/printer.adapter.js';
import { Places } from '../places/places.service.js';
import { figuresOf, type Figures } from './figures.js';
import { periodOf, today, type PeriodKind } from './period.js';
import { reportForm } from './report-form.js';
import { targetsOf } from './response-time.js';

@Injectable()
export class Reports {
  constructor(
    private readonly histories: Histories,
    private readonly policies: Policies,
    private readonly devices: Devices,
    private readonly places: Places,
    private readonly printer: Printer,
    private readonly court: { readonly name: string; readonly timeZone: string },
  ) {}

  /** @param day any day of the period in the court's calendar; today where it is not given */
  async figures(by: PeriodKind, day?: string, nowMs = Date.now()): Promise<Figures> {
    const { timeZone } = this.court;
    const now = toInstant(nowMs);
    const period = periodOf(by, day ?? today(now, timeZone), timeZone);
    const history = await this.histories.between(period.from, period.to);
    return figuresOf(period, history, targetsOf(this.policies.forAll()), now);
  }

  async printed(by: PeriodKind, day?: string): Promise<Uint8Array> {
    const form = reportForm(await this.figures(by, day), {
      court: this.court.name,
      timeZone: this.court.timeZone,
      nameOf: ({ device, place }) => this.#named(device, place),
    });
    return this.printer.print(form);
  }

  #named(device: string | undefined, place: string | undefined): string {
    const room = place === undefined ? undefined : (this.places.of(place)?.name ?? place);
    if (device === undefined) return room ?? '本院系统';
    const called = this.devices.named(device)?.name ?? device;
    return room === undefined || called.includes(room) ? called : `${called}（${room}）`;
  }
}
