/** Asks a time stamping authority (RFC 3161 over HTTP); it may be away, but never holds a packet up for long. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../kernel/clock.js';
import { reasonOf } from '../kernel/errors.js';
import { sha256Of } from './digests.adapter.js';
import { stampedAt, timestampRequest } from './timestamp.js';

/** A token, or why there is none: the packet is then built with 本地签名时间 and says so. */
export type Stamp =
  { readonly token: Uint8Array; readonly at: Instant } | { readonly token?: never; readonly why: string };

export interface Patience {
  readonly tries: number;
  readonly withinMs: number;
  readonly pauseMs: number;
}

/** At most some forty seconds in all. */
const patience: Patience = { tries: 3, withinMs: 10_000, pauseMs: 2_000 };
const mostBytes = 256 * 1024;

/** Never throws. */
export async function timestamped(
  authority: string,
  contents: Uint8Array,
  { tries, withinMs, pauseMs } = patience,
): Promise<Stamp> {
  let why = '';
  for (let turn = 1; turn <= tries; turn += 1) {
    try {
      return await asked(authority, sha256Of(contents), withinMs);
    } catch (error) {
      why = reasonOf(error);
    }
    if (turn < tries) await pause(pauseMs * turn);
  }
  return { why: `${authority}: ${why}` };
}

async function asked(authority: string, digest: Uint8Array, withinMs: number): Promise<Stamp> {
  const nonce = randomBytes(8);
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const answer = await fetch(authority, {
    method: 'POST',
    headers: { 'Content-Type': 'application/timestamp-query' },
    body: Buffer.from(timestampRequest(digest, nonce)),
    redirect: 'error',
    signal: AbortSignal.timeout(withinMs),
  });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const token = await limited(answer);
  return { token, at: stampedAt(token, digest, nonce) };
}

async function limited(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw new Error('the answer is too long for a time stamp');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
