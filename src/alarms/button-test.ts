/** A test of the whole way of one button: its press, the receipt, a guard's screen, its sound. Pure. */
import type { Instant } from '../kernel/clock.js';
import type { Occurrence } from '../intake/occurrence.js';
import type { Step } from './alarm.js';

export const testOutcomes = ['passed', 'not-heard', 'not-shown', 'not-sounded', 'stopped'] as const;
export type TestOutcome = (typeof testOutcomes)[number];

export interface ButtonTestItem {
  readonly id: string;
  readonly device: string;
  readonly place: string;
  readonly opened: Step;
  /** until then the first press of this button is the test's; every other press rings */
  readonly until: Instant;
  /** when the press was on disk, and by which name */
  readonly pressedAt?: Instant;
  readonly boot?: string;
  readonly seq?: number;
  /** when the broker had its receipt */
  readonly receiptedAt?: Instant;
  readonly shown?: Step;
  readonly sounded?: Step;
  readonly endedAt?: Instant;
  readonly outcome?: TestOutcome;
}

/** Whoever opens a test goes to the button and presses it. */
export const opensForMs = 5 * 60_000;
/** from the press on */
export const arrivesWithinMs = 10_000;

/** @returns how it ended by then, nothing while it still runs */
export function outcomeAt(
  { until, pressedAt, receiptedAt, shown, sounded }: ButtonTestItem,
  nowMs: number,
): TestOutcome | undefined {
  if (pressedAt === undefined) return nowMs > Date.parse(until) ? 'not-heard' : undefined;
  if (receiptedAt !== undefined && shown !== undefined && sounded !== undefined) return 'passed';
  if (nowMs - Date.parse(pressedAt) <= arrivesWithinMs) return undefined;
  return shown === undefined ? 'not-shown' : 'not-sounded';
}

/** What was pressed long ago, contradicts itself or cannot be read is nobody's test and no drill's. */
export const mayBeExercise = ({ device, verdict, event, late }: Occurrence): boolean =>
  device.kind === 'button' && verdict === 'recorded' && event?.type === 'pressed' && !late;
