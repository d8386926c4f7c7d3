/** What leaves the house of an alarm when its incident is shared: place, time, kind and level. Pure. */
import type { AlarmItem } from './alarm.js';

export function sharedAlarm(alarm: AlarmItem): AlarmItem {
  const {
    device: _device,
    deviceAt: _deviceAt,
    brokerAt: _brokerAt,
    shown: _shown,
    sounded: _sounded,
    reason: _reason,
    overdue: _overdue,
    care: _care,
    ...rest
  } = alarm;
  return { ...rest, escalation: 0 };
}
