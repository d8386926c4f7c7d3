import { describe, expect, it } from '@jest/globals';
import { toInstant } from '../../src/kernel/clock.js';
import type { WatchItem } from '../../src/screening/watch.js';
import { Writer } from '../../src/storage/writer.js';
import { withExhibitCourt } from '../support/exhibit-court.js';
import { ask } from '../support/screening-desk.js';

describe('the watch list', () => {
  const until = () => toInstant(Date.now() + 24 * 3600_000);
  const entry = () => ({
    name: '赵 某某',
    document: '22072119800101001x',
    ground: '多次威胁法官',
    instruction: 'call-officer',
    until: until(),
  });

  it('takes two people, tells the lane what to do and never why, and notes each match and each reading', () =>
    withExhibitCourt(async (court) => {
      const committee = await court.enters('committee', ['committee']);
      const president = await court.enters('president', ['president']);
      const screener = await court.enters('screener', ['screener']);
      const proposed = await ask<WatchItem>(court, committee, 'POST', '/watches', entry());
      expect(proposed).toMatchObject({ status: 201, body: { state: 'proposed' } });
      const match = (text: string) =>
        ask<{ items: object[] }>(court, screener, 'POST', '/watches/match', { lane: 'gate-1', text });
      expect((await match('赵某某')).body.items).toEqual([]);
      const { id } = proposed.body;
      expect(await ask(court, committee, 'POST', `/watches/${id}/approve`)).toMatchObject({
        status: 403,
        body: { code: 'SECOND_PERSON_NEEDED' },
      });
      expect((await ask(court, president, 'POST', `/watches/${id}/approve`)).status).toBe(200);

      expect((await match('２２０７２１１９８００１０１００１Ｘ')).body.items).toEqual([
        { watch: id, instruction: 'call-officer' },
      ]);
      expect((await match('赵某某')).body.items).toHaveLength(1);
      expect((await match('赵某')).body.items).toEqual([]);
      expect(await court.facts('watch.matched')).toMatchObject([
        { by: { id: 'screener' }, data: { lane: 'gate-1' } },
        { by: { id: 'screener' } },
      ]);

      expect((await ask(court, screener, 'GET', '/watches')).status).toBe(403);
      const list = await ask<{ items: WatchItem[] }>(court, president, 'GET', '/watches');
      expect(list.body.items).toMatchObject([
        { ground: { text: '多次威胁法官' }, name: { text: '赵 某某' } },
      ]);
      expect(await court.facts('watch.read')).toMatchObject([{ by: { id: 'president' } }]);

      await ask(court, president, 'POST', `/watches/${id}/end`, { reason: '风险解除' });
      expect((await match('赵某某')).body.items).toEqual([]);
    }));

  it('refuses an entry without an end, and forgets one whose end has come', () =>
    withExhibitCourt(async (court) => {
      const committee = await court.enters('committee', ['committee']);
      const president = await court.enters('president', ['president']);
      const screener = await court.enters('screener', ['screener']);
      const past = { ...entry(), until: '2020-01-01T00:00:00Z' };
      expect(await ask(court, committee, 'POST', '/watches', past)).toMatchObject({
        status: 400,
        body: { code: 'WATCH_UNTIL_WRONG' },
      });
      const { body } = await ask<WatchItem>(court, committee, 'POST', '/watches', entry());
      await ask(court, president, 'POST', `/watches/${body.id}/approve`);
      await court.app
        .get(Writer)
        .write((unit) => unit.query(`UPDATE "watches" SET "until" = '2020-01-01T00:00:00.000Z'`));
      const asked = { lane: 'gate-1', text: '赵某某' };
      const answer = await ask<{ items: object[] }>(court, screener, 'POST', '/watches/match', asked);
      expect(answer.body.items).toEqual([]);
    }));
});
