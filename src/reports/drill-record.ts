/** What came of a drill: from each planned press to each step of the answer. Pure; the pages use it too. */
import { drillOf, type AlarmItem } from '../alarms/alarm.js';
import type { DrillItem } from '../alarms/drill.js';
import { toMs } from '../kernel/clock.js';
import { measures, momentOf, type Targets } from './response-time.js';

const steps = ['shown', 'sounded', ...measures.slice(1)] as const;
export type DrillStep = (typeof steps)[number];
export const drillSteps: readonly DrillStep[] = steps;

export interface DrilledAlarm {
  readonly alarm: AlarmItem;
  /** milliseconds from the press as the console recorded it; what was not done is absent */
  readonly tookMs: Partial<Record<DrillStep, number>>;
  /** somebody said that this is real: its times are no result of the drill */
  readonly becameReal: boolean;
}

export interface DrillRecord {
  readonly drill: DrillItem;
  /** internal targets (内部目标), milliseconds */
  readonly targets: Targets;
  readonly alarms: readonly DrilledAlarm[];
  /** planned buttons that nobody pressed */
  readonly unpressed: readonly string[];
}

function drilled(alarm: AlarmItem): DrilledAlarm {
  const took = drillSteps.flatMap((step) => {
    const at = step === 'sounded' ? alarm.sounded?.at : momentOf(alarm, step);
    return at === undefined ? [] : [[step, Math.max(0, toMs(at) - toMs(alarm.raisedAt))] as const];
  });
  return { alarm, tookMs: Object.fromEntries(took), becameReal: drillOf(alarm) === undefined };
}

export const drillRecord = (
  drill: DrillItem,
  alarms: readonly AlarmItem[],
  targets: Targets,
): DrillRecord => ({
  drill,
  targets,
  alarms: alarms.map(drilled),
  unpressed: drill.presses.map(({ device }) => device).filter((device) => !(device in drill.pressed)),
});
