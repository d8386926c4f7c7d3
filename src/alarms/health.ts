/** The published rule of a device's health: green works, yellow works and needs somebody, red is not to be relied on. Pure; the pages use it too. */
import type { DeviceState, HeardDevice } from '../intake/device.js';

export type Health = 'green' | 'yellow' | 'red';

interface Reason {
  readonly health: Exclude<Health, 'green'>;
  readonly zh: string;
  readonly en: string;
}

const red = (zh: string, en: string): Reason => ({ health: 'red', zh, en });
const yellow = (zh: string, en: string): Reason => ({ health: 'yellow', zh, en });

/** A state that is not `heard`, or the kind of a trouble that stands, is a reason. */
export const reasons = {
  'never-heard': red('登记后从未接通', 'it was never heard since it was enrolled'),
  disabled: red('已停用', 'it is disabled'),
  silent: red('连续三次没有心跳', 'missed three heartbeats'),
  tamper: red('被拆动，之后没有做过测试', 'it was tampered with and not tested since'),
  fault: red('它自报故障', 'it reports a fault of its own'),
  'self-check': red('自检未通过', 'its self-check failed'),
  'test-failed': red('上次测试没有走完全程', 'its last test did not go the whole way'),
  battery: yellow('电量低', 'its battery is low'),
  clock: yellow('时钟不准', 'its clock is wrong'),
  gap: yellow('有事件没有送到', 'events that it made never came'),
  'test-overdue': yellow('测试按压已过期', 'its test press is overdue'),
  storage: yellow('存储将满', 'its storage is nearly full'),
  'held-open': yellow('门未关', 'the door is held open'),
  malformed: yellow('发来看不懂的消息', 'it said what nobody understands'),
  conflict: yellow('发来前后矛盾的消息', 'it contradicted itself'),
  protocol: yellow('发来不守规程的消息', 'it did not keep to the protocol'),
  quarantined: yellow('上传的文件与申报不符', 'a file of its was not as declared'),
} as const satisfies Readonly<Record<string, Reason>>;
export type ReasonCode = keyof typeof reasons;

const isReason = (code: string): code is ReasonCode => Object.hasOwn(reasons, code);

export interface HealthReport {
  readonly health: Health;
  /** the worst first */
  readonly reasons: readonly ReasonCode[];
}

/** @param troubles the kinds of the troubles of this device that stand */
export function healthOf(state: DeviceState, troubles: readonly string[]): HealthReport {
  const codes = [...new Set([state, ...troubles])].filter(isReason);
  const reds = codes.filter((code) => reasons[code].health === 'red');
  const yellows = codes.filter((code) => reasons[code].health === 'yellow');
  return {
    health: reds.length > 0 ? 'red' : yellows.length > 0 ? 'yellow' : 'green',
    reasons: [...reds, ...yellows],
  };
}

/** A device as its list tells it. */
export interface DeviceReport extends HeardDevice {
  readonly health: Health;
  /** the worst first; none of a green one */
  readonly reasons: readonly { readonly code: ReasonCode; readonly zh: string; readonly en: string }[];
}

/** A room without a working alarm now. */
export interface UnguardedRoom {
  readonly place: string;
  readonly zone: HeardDevice['zone'];
  /** the buttons there, none of which can be relied on; empty where there is none */
  readonly buttons: readonly Pick<DeviceReport, 'id' | 'health' | 'reasons'>[];
  /** one that runs there or is due within a quarter of an hour: the first */
  readonly hearing?: { readonly id: string; readonly startsAt: string; readonly endsAt: string };
}
