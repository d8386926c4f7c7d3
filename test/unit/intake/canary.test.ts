import { describe, expect, test } from '@jest/globals';
import { pressEveryMs, Proof, receiptWithinMs } from '../../../src/intake/canary.js';

/** Asked every second, as the follower does; every press has its receipt unless `lost` holds. */
function live(proof: Proof, fromMs: number, toMs: number, lost: (atMs: number) => boolean): number[] {
  const failingAt: number[] = [];
  for (let at = fromMs; at <= toMs; at += 1_000) {
    const seq = proof.due(at);
    if (seq !== undefined) {
      proof.pressed(seq, at);
      if (!lost(at)) proof.receipted(seq);
    }
    if (proof.isFailing(at)) failingAt.push(at);
  }
  return failingAt;
}

describe('the proof that presses come through', () => {
  test('presses every ten seconds and is well while receipts come', () => {
    const proof = new Proof(0);
    expect(live(proof, 0, 600_000, () => false)).toEqual([]);
    expect(proof.due(600_001)).toBeUndefined();
  });

  test('fails fifteen seconds after the first press that had no receipt, and is well with the next receipt', () => {
    const proof = new Proof(0);
    const failing = live(proof, 0, 200_000, (at) => at > 100_000 && at < 150_000);
    expect(failing[0]).toBe(110_000 + receiptWithinMs);
    expect(failing.at(-1)).toBe(149_000);
  });

  test('fails when no press ever came through since the start', () => {
    expect(live(new Proof(0), 0, 60_000, () => true)[0]).toBe(pressEveryMs + receiptWithinMs);
  });

  test('takes a receipt of another press for nothing', () => {
    const proof = new Proof(0);
    proof.pressed(1, 10_000);
    expect([proof.receipted(2), proof.receipted(1)]).toEqual([false, true]);
  });

  test('does not fail because the console itself was stopped', () => {
    const proof = new Proof(0);
    live(proof, 0, 20_000, () => false);
    expect(live(proof, 3_600_000, 3_620_000, () => true)).toEqual([]);
  });
});
