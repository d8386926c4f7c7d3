/** Fires what is due about alarms: each step once, within moments while up and at once after a restart. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { theSystem } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { AlarmItem } from './alarm.js';
import { alarmWith, changeAlarm, dueTimers, takeTimer, type TimerRow } from './alarms.store.js';
import { escalationSteps } from './escalation.js';

const lookEveryMs = 250;

@Injectable()
export class Escalations implements OnApplicationBootstrap, OnModuleDestroy {
  #looking: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly devices: Devices,
  ) {}

  onApplicationBootstrap(): void {
    void this.#look();
  }

  onModuleDestroy(): void {
    this.#stopped = true;
    clearTimeout(this.#looking);
  }

  /** The rows are the truth; this clock only says when to look at them. */
  async #look(): Promise<void> {
    try {
      const due = await dueTimers(this.reader, toInstant(Date.now()), 100);
      if (due.length > 0)
        await Promise.all(due.map((timer) => this.writer.write((unit) => this.#fire(unit, timer))));
    } catch {
      // What could not be stored is still due: the next look finds it.
    } finally {
      if (!this.#stopped) this.#looking = setTimeout(() => void this.#look(), lookEveryMs);
    }
  }

  async #fire(unit: Unit, timer: TimerRow): Promise<void> {
    const step = escalationSteps.find((one) => one.kind === timer.kind);
    if (step === undefined || !(await takeTimer(unit, timer))) return;
    const alarm = await alarmWith(unit, timer.subject);
    if (alarm === undefined || !step.isNeeded(alarm)) return;
    if (step.kind === 'ask-liaison') {
      unit.record({
        type: 'alarm.unresolved',
        by: theSystem,
        subject: { kind: 'alarm', id: alarm.id },
        data: { incident: alarm.incident, place: alarm.place },
      });
      return;
    }
    const tier = Math.max(step.tier, alarm.escalation);
    await changeAlarm(unit, alarm.id, { escalation: tier });
    const sirens = step.kind === 'not-shown' ? this.#sirensFor(alarm) : [];
    unit.record({
      type: 'alarm.escalated',
      by: theSystem,
      subject: { kind: 'alarm', id: alarm.id },
      data: {
        tier,
        why: step.kind,
        calls: step.calls,
        sirens,
        place: alarm.place,
        level: alarm.level,
        incident: alarm.incident,
      },
    });
  }

  /** Sirens of guard rooms; for a silent press never one in the place of the press. */
  #sirensFor(alarm: AlarmItem): string[] {
    return this.devices
      .all()
      .filter(
        (device) =>
          device.kind === 'siren' &&
          device.enabled &&
          (alarm.pattern !== 'silent' || device.place !== alarm.place),
      )
      .map((device) => device.id);
  }
}
