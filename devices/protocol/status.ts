/** A device's heartbeat. */
import { z } from 'zod';
import { readJson } from './json.js';
import { bootName, count, instant, percent, text, version } from './shapes.js';

export const statusSchema = z.looseObject({
  v: version,
  boot: bootName,
  lastSeq: count,
  uptimeMs: z.number().min(0),
  battery: percent.optional(),
  rssi: z.number().optional(),
  firmware: text.optional(),
  at: instant.optional(),
});

export type Status = z.infer<typeof statusSchema>;

export interface StatusWords {
  readonly boot: string;
  readonly lastSeq: number;
  readonly uptimeMs: number;
  readonly battery?: number;
  readonly rssi?: number;
  readonly firmware?: string;
  readonly at?: string;
}

export const encodeStatus = (words: StatusWords): string => JSON.stringify({ v: 1, ...words });

/** A heartbeat, or nothing where the bytes are none. Never throws. */
export function readStatus(payload: Uint8Array): Status | undefined {
  const json = readJson(payload);
  if (!json.isJson) return undefined;
  const parsed = statusSchema.safeParse(json.value);
  return parsed.success ? parsed.data : undefined;
}
