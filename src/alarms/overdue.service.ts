/** Notes once that nobody was on the way, that an alarm stood open, or that a step was not taken, for longer than its procedure allows. */
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { Misses } from '../procedures/misses.service.js';
import type { Unit } from '../storage/unit.js';
import { alarmWith, changeAlarm, type TimerRow } from './alarms.store.js';
import { deadlineOf, isStepTimer, matterOf, overdueBy, overdueKinds, withOverdue } from './overdue.js';

@Injectable()
export class OverdueAlarms {
  constructor(private readonly misses: Misses) {}

  handles({ kind }: TimerRow): boolean {
    return kind === overdueKinds.respond || kind === overdueKinds.resolve || isStepTimer(kind);
  }

  async fire(unit: Unit, { kind, subject, dueAt }: TimerRow): Promise<void> {
    const alarm = await alarmWith(unit, subject);
    if (isStepTimer(kind)) {
      if (alarm !== undefined && alarm.response !== 'closed')
        await this.misses.due(unit, matterOf(alarm), deadlineOf(kind), dueAt);
      return;
    }
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
