import { describe, expect, it } from '@jest/globals';
import { toMs } from '../../src/kernel/clock.js';
import { Reader } from '../../src/storage/reader.js';
import { Writer } from '../../src/storage/writer.js';
import type { LaneDetail } from '../../src/screening/lane.js';
import { Screening } from '../../src/screening/screening.service.js';
import { withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';

const lanes = (court: ExhibitCourt) => court.app.get(Screening).lanes();
const counts = (court: ExhibitCourt, passed: number, alarmed: number) => {
  const to = new Date().toISOString();
  const from = new Date(toMs(to) - 60_000).toISOString();
  return court.says('gate-1', { type: 'passages', from, to, passed, alarmed }).then(() => ({ from, to }));
};

describe('screening', () => {
  it('has a lane from when its gate is enrolled', () =>
    withExhibitCourt(async (court) => {
      expect(await lanes(court)).toEqual([
        { id: 'gate-1', place: 'screening', name: '安检一道', passed: 0, alarmed: 0 },
      ]);
      expect((await court.facts('lane.opened'))[0]).toMatchObject({
        subject: { kind: 'lane', id: 'gate-1' },
      });
    }));

  it('adds up the minutes of a gate, and tells each', () =>
    withExhibitCourt(async (court) => {
      await counts(court, 12, 1);
      const minute = await counts(court, 30, 2);
      expect(await lanes(court)).toMatchObject([
        { passed: 42, alarmed: 3, minute: { ...minute, passed: 30, alarmed: 2 } },
      ]);
      expect((await court.facts('lane.passed')).map(({ by, data }) => [by.id, data['passed']])).toEqual([
        ['gate-1', 12],
        ['gate-1', 30],
      ]);
    }));

  it('counts a minute once, however often the gate sends it', () =>
    withExhibitCourt(async (court) => {
      const at = new Date().toISOString();
      const said = { type: 'passages', seq: 1, at, from: at, to: at, passed: 12, alarmed: 1 };
      await court.says('gate-1', said);
      await expect(court.says('gate-1', said)).rejects.toThrow('repeated');
      expect(await court.app.get(Reader).query('SELECT * FROM "passages"')).toHaveLength(1);
      expect(await lanes(court)).toMatchObject([{ passed: 12 }]);
    }));

  it('begins to count anew at the first event of a new day', () =>
    withExhibitCourt(async (court) => {
      await counts(court, 12, 1);
      await court.app.get(Writer).write((unit) => unit.query(`UPDATE "lanes" SET "day" = '2020-01-01'`));
      await counts(court, 5, 0);
      expect(await lanes(court)).toMatchObject([{ passed: 5, alarmed: 0 }]);
      const told = (await court.facts())
        .filter(({ type }) => type.startsWith('lane.'))
        .map(({ type }) => type);
      const opening = ['lane.began', 'lane.unchecked', 'lane.understaffed'];
      expect(told).toEqual([
        'lane.opened',
        ...opening,
        'lane.passed',
        'lane.day-began',
        ...opening,
        'lane.passed',
      ]);
    }));

  it('keeps what was detected and how it was decided, with the class of what was seen', () =>
    withExhibitCourt(async (court) => {
      const seen = await court.says('gate-1', { type: 'detection', zoneCode: 'z2', class: 'knife' });
      await court.says('gate-1', {
        type: 'decision',
        detection: seen,
        outcome: 'deposited',
        item: '水果刀',
        operators: ['张三', '李四'],
      });
      await court.says('gate-1', { type: 'self-check', ok: true, by: ['张三'] });
      const screener = await court.enters('screener', ['screener']);
      const { items } = await court.get<{ items: LaneDetail[] }>('/api/screening', screener);
      expect(items).toMatchObject([
        {
          detection: { class: 'knife', zoneCode: 'z2' },
          decision: { outcome: 'deposited', class: 'knife' },
          recent: [
            {
              what: 'decision',
              outcome: 'deposited',
              class: 'knife',
              item: { text: '水果刀' },
              operators: [{ text: '张三' }, { text: '李四' }],
            },
            { what: 'detection', class: 'knife' },
          ],
        },
      ]);
      const [decided] = await court.facts('lane.decided');
      expect(decided?.data).toMatchObject({ outcome: 'deposited', class: 'knife' });
      expect(items[0]?.decision?.at).toBe(decided?.at);
      expect(await court.facts('lane.checked')).toHaveLength(1);
    }));

  it('keeps a decision without a detection, and one whose detection never came', () =>
    withExhibitCourt(async (court) => {
      await court.says('gate-1', { type: 'decision', outcome: 'refused', operators: [] });
      await court.says('gate-1', {
        type: 'decision',
        outcome: 'fled',
        operators: [],
        detection: { boot: 'b0', seq: 9 },
      });
      expect((await court.facts('lane.decided')).map(({ data }) => data)).toEqual([
        { outcome: 'refused', operators: [], place: 'screening' },
        { outcome: 'fled', operators: [], place: 'screening' },
      ]);
    }));

  it('fails in no reaction', () =>
    withExhibitCourt(async (court) => {
      const huge = Number.MAX_SAFE_INTEGER;
      await counts(court, huge, huge);
      expect(await court.facts('reaction.failed')).toEqual([]);
    }));
});
