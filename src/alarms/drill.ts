/** A drill (演练): what was planned, and which press the plan covers; every other press is real. Pure. */
import { z } from 'zod';
import type { Instant } from '../kernel/clock.js';
import { toMs } from '../kernel/clock.js';
import { patterns, type Step, type Word } from './alarm.js';

export const drillStates = ['planned', 'running', 'ended', 'cancelled', 'lapsed'] as const;
/** `lapsed`: its time went by and nobody began it */
export type DrillState = (typeof drillStates)[number];

/** Who forgets to end a drill must not leave a court half guarded. */
export const longestDrillMs = 60 * 60_000;
const mostPresses = 5;

const words = z.string().trim().min(1).max(2000);
const instant = z.iso.datetime({ offset: true }).transform((given) => new Date(given).toISOString());

export const drillSchema = z.object({
  places: z.array(z.string().min(1).max(64)).min(1).max(20),
  /** which buttons, pressed how and how often; a press beyond that is real */
  presses: z
    .array(
      z.object({
        device: z.string().min(1).max(64),
        pattern: z.enum(patterns),
        times: z.int().min(1).max(mostPresses).default(1),
      }),
    )
    .min(1)
    .max(20),
  startsAt: instant,
  until: instant,
  /** begins at its time without anybody; a person may begin it otherwise */
  beginsItself: z.boolean().default(false),
  /** the guard rooms' own sirens sound as they would; nothing outside the house is ever told */
  sirens: z.boolean().default(false),
  /** 演练内容 */
  practised: words,
  /** 知情人 */
  informed: words,
});
export type DrillPlan = z.infer<typeof drillSchema>;
export type PlannedPress = DrillPlan['presses'][number];

export interface DrillItem extends Omit<DrillPlan, 'practised' | 'informed'> {
  readonly id: string;
  readonly state: DrillState;
  readonly practised: Word;
  readonly informed: Word;
  readonly planned: Step;
  readonly begun?: Step;
  /** ended, cancelled or lapsed */
  readonly ended?: Step;
  /** device → how many of its presses were this drill's */
  readonly pressed: Readonly<Record<string, number>>;
}

/** What every screen shows while it runs. */
export interface RunningDrill extends Pick<DrillItem, 'id' | 'places' | 'until'> {
  readonly devices: readonly string[];
  readonly begun: Step;
}

export const runningView = ({ id, places, until, presses, begun }: DrillItem): RunningDrill | undefined =>
  begun && { id, places, until, devices: presses.map(({ device }) => device), begun };

/** @returns why it cannot be a drill, nothing where it can */
export function wrongWithPlan({ startsAt, until, presses }: DrillPlan, nowMs: number): string | undefined {
  const [startMs, endMs] = [toMs(startsAt), toMs(until)];
  if (endMs <= startMs || endMs <= nowMs) return 'it ends before it begins, or has ended';
  if (endMs - startMs > longestDrillMs) return 'a drill lasts an hour at most';
  const devices = presses.map(({ device }) => device);
  return new Set(devices).size < devices.length ? 'each button is planned once' : undefined;
}

// Clocks are set by small steps all day; those end no drill.
const clockNoiseMs = 2_000;

/** Its limit is past, or the wall's clock went back, which would stretch it. */
export const isOver = ({ begun, until }: DrillItem, nowMs: number, lookedAtMs: number): boolean =>
  nowMs > toMs(until) || nowMs < Math.max(lookedAtMs, toMs(begun?.at ?? until)) - clockNoiseMs;

export interface PressInDrill {
  readonly device: string;
  readonly place: string;
  readonly pattern: string;
  readonly heardAt: Instant;
}

/** This button, in this place, pressed this way, no more often than planned, while the drill runs. */
export function covers(drill: DrillItem, { device, place, pattern, heardAt }: PressInDrill): boolean {
  const { state, begun, until, places, presses, pressed } = drill;
  const isInTime = state === 'running' && begun !== undefined && heardAt >= begun.at && heardAt <= until;
  const plan = presses.find((one) => one.device === device);
  return (
    isInTime && places.includes(place) && plan?.pattern === pattern && (pressed[device] ?? 0) < plan.times
  );
}
