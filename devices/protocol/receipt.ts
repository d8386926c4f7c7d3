/** The console's word that an event is on its disk. */
import { z } from 'zod';
import { readJson } from './json.js';
import { bootName, instant, sequence, sha256, text, version } from './shapes.js';

export const receiptOutcomes = ['recorded', 'repeated', 'conflict', 'malformed'] as const;
export type ReceiptOutcome = (typeof receiptOutcomes)[number];

const rest = { v: version, outcome: z.enum(receiptOutcomes), alarm: text.optional(), at: instant };

/** Names its event by boot and seq, or by the payload's hash where those could not be read. */
export const receiptSchema = z.union([
  z.looseObject({ ...rest, boot: bootName, seq: sequence }),
  z.looseObject({ ...rest, sha256 }),
]);

export type EventName = { readonly boot: string; readonly seq: number } | { readonly sha256: string };

export type Receipt = EventName & {
  readonly v: 1;
  readonly outcome: ReceiptOutcome;
  readonly alarm?: string;
  /** when the console stored it first */
  readonly at: string;
};

export type ReceiptWords = EventName & Pick<Receipt, 'outcome' | 'alarm' | 'at'>;

export const encodeReceipt = (words: ReceiptWords): string => JSON.stringify({ v: 1, ...words });

/** A receipt, or nothing where the bytes are none. Never throws. */
export function readReceipt(payload: Uint8Array): Receipt | undefined {
  const json = readJson(payload);
  if (!json.isJson) return undefined;
  const parsed = receiptSchema.safeParse(json.value);
  return parsed.success ? (parsed.data as Receipt) : undefined;
}
