/** The numbers of the device protocol. */
export const maxMessageBytes = 64 * 1024;
export const heartbeatMs = 15_000;

const resendsMs = [2_000, 4_000, 8_000] as const;
const lastResendMs = 10_000;
const spread = 0.2;

/**
 * How long a device waits for a receipt before it publishes again: 2, 4, 8, 10, 10 ... s, give or take a fifth, so
 * that a hundred buttons do not speak at once when the console is back.
 * @param attempt 0 after the first publish
 * @param chance 0 <= chance < 1
 */
export function resendAfterMs(attempt: number, chance: number): number {
  return jittered(resendsMs[attempt] ?? lastResendMs, chance);
}

/** How long to wait before connecting again: 1, 2, 4, 8, 10, 10 ... s, give or take a fifth. */
export function reconnectAfterMs(attempt: number, chance: number): number {
  return jittered(Math.min(1_000 * 2 ** attempt, lastResendMs), chance);
}

const jittered = (delayMs: number, chance: number): number =>
  Math.round(delayMs * (1 - spread + 2 * spread * chance));
