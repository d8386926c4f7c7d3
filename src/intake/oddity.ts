/** What a known device said that nobody understood, kept byte for byte. Pure. */
import type { Instant } from '../kernel/clock.js';

export const oddityKinds = ['malformed', 'conflict'] as const;

export interface OddityItem {
  readonly device: string;
  readonly kind: (typeof oddityKinds)[number];
  /** of its content; with device and kind its name */
  readonly sha256: string;
  readonly boot?: string;
  readonly seq?: number;
  /** what was wrong with it */
  readonly why?: string;
  readonly bytes: number;
  readonly receivedAt: Instant;
  /** the alarm that it raised all the same */
  readonly alarm?: string;
}

export interface OddityDetail extends OddityItem {
  /** as text where it is UTF-8, else as hex */
  readonly payload: string;
  readonly encoding: 'text' | 'hex';
}

export interface OddityCount {
  readonly device: string;
  readonly kind: OddityItem['kind'];
  readonly count: number;
  readonly lastAt: Instant;
}

export function shownPayload(payload: Uint8Array): Pick<OddityDetail, 'payload' | 'encoding'> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
    // A byte below a space would be seen by nobody.
    // oxlint-disable-next-line no-control-regex
    if (!/[\u0000-\u0008\u000b-\u001f]/.test(text)) return { payload: text, encoding: 'text' };
  } catch {
    // Not UTF-8: shown as it is.
  }
  return { payload: Buffer.from(payload).toString('hex'), encoding: 'hex' };
}
