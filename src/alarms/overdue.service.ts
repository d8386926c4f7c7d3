/** Notes once that nobody was on the way, or that an alarm stood open, for longer than its procedure allows. */
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import type { Unit } from '../storage/unit.js';
import { alarmWith, changeAlarm, type TimerRow } from './alarms.store.js';
import { overdueBy, overdueKinds, withOverdue } from './overdue.js';

@Injectable()
export class OverdueAlarms {
  handles({ kind }: TimerRow): boolean {
    return kind === overdueKinds.respond || kind === overdueKinds.resolve;
  }

  async fire(unit: Unit, { kind, subject, dueAt }: TimerRow): Promise<void> {
    const alarm = await alarmWith(unit, subject);
    const what = alarm === undefined ? undefined : overdueBy(kind, alarm);
    if (alarm === undefined || what === undefined) return;
    await changeAlarm(unit, subject, { overdue: withOverdue(alarm.overdue, what) });
    unit.record({
      type: 'alarm.overdue',
      by: theSystem,
      subject: { kind: 'alarm', id: subject },
      data: { overdue: what, dueAt, calls: ['chief'], place: alarm.place, incident: alarm.incident },
    });
  }
}
