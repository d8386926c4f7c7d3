/** What the bench asks its clients to do, and what they answer. */
export interface Target {
  readonly mqttUrl: string;
  readonly httpUrl: string;
  /** the bare bridge takes anybody, stores nothing, and has no alarms to close */
  readonly isBridge: boolean;
}

export type Job =
  | {
      readonly kind: 'steady';
      readonly target: Target;
      readonly perSecond: number;
      readonly seconds: number;
      readonly screens: number;
    }
  | { readonly kind: 'last'; readonly target: Target; readonly screens: number; readonly count: number }
  | { readonly kind: 'presses'; readonly target: Target; readonly count: number }
  | {
      readonly kind: 'closed-loop';
      readonly target: Target;
      readonly saying: Saying;
      readonly window: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'open-loop';
      readonly target: Target;
      readonly saying: Saying;
      readonly ratePerSecond: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'fleet';
      readonly target: Target;
      readonly count: number;
      readonly seconds: number;
      /** of the console, whose processor and memory are looked at */
      readonly pid: number;
    }
  | { readonly kind: 'gate-day'; readonly target: Target; readonly people: number };

/** What every event of a stream says: the shortest event there is, or a press. */
export type Saying = 'test' | 'pressed';

export interface Spread {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
}

export interface PressesResult {
  readonly toReceipt: Spread;
  readonly toPage: Spread;
}

export interface StreamResult {
  readonly perSecond: number;
  /** from the moment when the event was due */
  readonly toReceipt: Spread;
  readonly missing: number;
}

/** Shares are of one core. */
export interface FleetResult {
  readonly devices: number;
  readonly events: number;
  readonly missing: number;
  readonly toReceipt: Spread;
  readonly consoleShare: number;
  /** the most it held */
  readonly consoleMib: number;
  /** what the devices themselves cost, in their own process */
  readonly ownShare: number;
}

export interface GateDayResult {
  readonly events: number;
  readonly people: number;
  /** from the first event to the last receipt */
  readonly seconds: number;
}

export interface SteadyResult {
  /** from the moment when the press was due */
  readonly toReceipt: Spread;
  readonly toLastScreen: Spread;
  readonly missing: number;
}

export type Result = PressesResult | StreamResult | SteadyResult | FleetResult | GateDayResult | Spread;

export function spreadOf(valuesMs: readonly number[]): Spread {
  const sorted = Float64Array.from(valuesMs).toSorted();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), count: sorted.length };
}
