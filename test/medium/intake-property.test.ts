import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Reader } from '../../src/storage/reader.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
/** Which name is said, and with which content: the first content of a name is its event, every other a conflict. */
const saying = fc.record({
  seq: fc.integer({ min: 1, max: 4 }),
  pattern: fc.constantFrom('help', 'emergency', 'silent', 'softly'),
});
const at = '2026-01-01T00:00:00.000Z';
let rounds = 0;

describe('presses, repeats and conflicts in any order', () => {
  it('keep one row and one ring for each content of a name, and answer each saying rightly', async () => {
    const button = await held.court.device('button-101');
    const reader = held.court.app.get(Reader);
    await fc.assert(
      fc.asyncProperty(fc.array(saying, { minLength: 1, maxLength: 20 }), async (sayings) => {
        const boot = `round-${(rounds += 1)}`;
        const before = held.court.head;
        const told = new Map<string, { outcome: string; alarm?: string; at: string }>();
        const firsts = new Map<number, string>();
        for (const { seq, pattern } of sayings) {
          const receipt = await button.send(
            JSON.stringify({ v: 1, boot, seq, at, type: 'pressed', pattern }),
          );
          const key = `${seq} ${pattern}`;
          const known = told.get(key);
          const isFirst = (firsts.get(seq) ?? pattern) === pattern;
          firsts.set(seq, firsts.get(seq) ?? pattern);
          const fresh = isFirst ? (pattern === 'softly' ? 'malformed' : 'recorded') : 'conflict';
          const outcome = known === undefined ? fresh : isFirst ? 'repeated' : 'conflict';
          expect(receipt).toMatchObject({ boot, seq, outcome, alarm: expect.any(String) });
          if (known !== undefined) expect([receipt.alarm, receipt.at]).toEqual([known.alarm, known.at]);
          told.set(key, receipt);
        }
        const rings = (await held.court.facts()).filter(
          ({ seq, type }) => seq > before && (type === 'alarm.raised' || type === 'alarm.pressed-again'),
        );
        expect(rings).toHaveLength(told.size);
        const events = await reader.query('SELECT "seq" FROM "events" WHERE "boot" = ?', [boot]);
        const odd = await reader.query('SELECT "seq" FROM "oddities" WHERE "boot" = ?', [boot]);
        expect([events.length, odd.length]).toEqual([firsts.size, told.size - firsts.size]);
      }),
      { numRuns: 15 },
    );
  });

  it('said by several connections at once are stored once', async () => {
    const payload = JSON.stringify({ v: 1, boot: 'race', seq: 1, at, type: 'pressed', pattern: 'help' });
    const button = await held.court.device('button-102');
    for (let time = 0; time < 20; time += 1) button.publish(button.topic('event'), payload);
    await button.until(() => button.receipts.length === 20);
    expect(button.receipts.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
    expect(new Set(button.receipts.map(({ alarm }) => alarm)).size).toBe(1);
    expect(
      (await held.court.facts('alarm.raised')).filter(({ data }) => data['boot'] === 'race'),
    ).toHaveLength(1);
    expect(
      (await held.court.facts('alarm.pressed-again')).filter(({ data }) => data['boot'] === 'race'),
    ).toEqual([]);
  });
});
