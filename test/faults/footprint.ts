/** What a process holds, as the system tells it: memory and open files; and how fast that grows. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Footprint {
  readonly rssMiB: number;
  readonly files: number;
}

/** @throws where the process is gone */
export function footprintOf(pid: number): Footprint {
  const [, kib = 'NaN'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { rssMiB: Number(kib) / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
}

/** Of the console: its signer. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

export interface Slope {
  readonly perHour: number;
  /** its standard error: what chance alone may add or take */
  readonly error: number;
}

/** The straight line nearest to values that were taken once a minute. */
export function slopeOf(values: readonly number[]): Slope {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const from = values.map((_, minute) => minute - (count - 1) / 2);
  const spread = from.reduce((sum, x) => sum + x * x, 0);
  const slope = values.reduce((sum, value, at) => sum + (from[at] ?? 0) * value, 0) / spread;
  const left = values.reduce((sum, value, at) => sum + (value - mean - slope * (from[at] ?? 0)) ** 2, 0);
  return { perHour: slope * 60, error: Math.sqrt(left / (count - 2) / spread) * 60 };
}
