import { describe, expect, it } from '@jest/globals';
import { demoDemands, demoTurns } from '../../../src/duty/demo.js';
import {
  clashOf,
  demandsOf,
  gapsIn,
  movedBy,
  postSchema,
  turnSchema,
  turnsOf,
  type PostItem,
  type Turn,
} from '../../../src/duty/rota.js';
import { mondayOf, onEndIn, partOf, shiftOn } from '../../../src/duty/week.js';

const zone = 'Asia/Shanghai';
const monday = '2026-11-16';
const post: PostItem = {
  post: 'guard-room',
  atLeast: 1,
  shifts: [{ name: '夜班', from: '22:00', until: '08:00', days: [1] }],
};
/** On Monday's night: hours from its midnight, by the court's clock. */
const turn = (person: string, from: number, until: number): Turn => {
  const at = (hour: number): string => new Date(Date.UTC(2026, 10, 16, hour - 8)).toISOString();
  return { id: `${person}-${from}`, post: 'guard-room', person, startsAt: at(from), endsAt: at(until) };
};
const hours = (gaps: readonly { startsAt: string; endsAt: string; there: number }[]) =>
  gaps.map(({ startsAt, endsAt, there }) => [startsAt.slice(5, 16), endsAt.slice(5, 16), there]);

describe('the rota', () => {
  it('begins its week on Monday, and a shift that ends no later than it begins passes midnight', () => {
    expect(['2026-11-16', '2026-11-22', '2026-11-23'].map(mondayOf)).toEqual([monday, monday, '2026-11-23']);
    expect(shiftOn({ from: '22:00', until: '08:00' }, monday, 6, zone)).toEqual({
      startsAt: '2026-11-22T14:00:00.000Z',
      endsAt: '2026-11-23T00:00:00.000Z',
    });
    const night = { from: '22:00', until: '08:00' };
    expect(partOf(night, { from: '02:00', until: '06:00' }, monday, 6, zone).startsAt).toBe(
      '2026-11-22T18:00:00.000Z',
    );
    expect(partOf(night, { from: '23:00', until: '02:00' }, monday, 6, zone).endsAt).toBe(
      '2026-11-22T18:00:00.000Z',
    );
  });

  it('names where nobody stands: the middle of a night, its end, the whole of it', () => {
    const demands = demandsOf([post], monday, zone);
    const gaps = (...turns: Turn[]) => hours(gapsIn(demands, turns));
    expect(gaps(turn('a', 22, 26), turn('b', 30, 32))).toEqual([['11-16T18:00', '11-16T22:00', 0]]);
    expect(gaps(turn('a', 20, 30))).toEqual([['11-16T22:00', '11-17T00:00', 0]]);
    expect(gaps()).toEqual([['11-16T14:00', '11-17T00:00', 0]]);
    expect(gaps(turn('a', 22, 27), turn('b', 27, 32))).toEqual([]);
    expect(gaps({ ...turn('a', 22, 32), post: 'hall' })).toHaveLength(1);
  });

  it('counts people where a post demands two, and the same person once', () => {
    const demands = demandsOf([{ ...post, atLeast: 2 }], monday, zone);
    expect(hours(gapsIn(demands, [turn('a', 22, 32), turn('b', 22, 28), turn('a', 28, 32)]))).toEqual([
      ['11-16T20:00', '11-17T00:00', 1],
    ]);
  });

  it('lets nobody stand in two places at once, but go from one to the next', () => {
    const kept = [turn('a', 8, 16)];
    expect(clashOf(kept, { ...turn('a', 15, 20), post: 'hall' })?.id).toBe('a-8');
    expect(clashOf(kept, turn('a', 16, 20))).toBeUndefined();
    expect(clashOf(kept, turn('b', 8, 16))).toBeUndefined();
  });

  it('names who stands on end for longer than the longest shift, without an hour between', () => {
    const shifts = [
      { from: '08:00', until: '18:00' },
      { from: '18:00', until: '08:00' },
    ];
    const onEnd = (...turns: Turn[]) =>
      onEndIn(turns, shifts).map(({ person, startsAt, endsAt }) => [
        person,
        startsAt.slice(5, 16),
        endsAt.slice(5, 16),
      ]);
    const hall = { ...turn('a', 8, 17), post: 'hall', endsAt: '2026-11-16T09:30:00.000Z' };
    // A day, its night and the next day; between hall and night there is half an hour.
    expect(onEnd(turn('a', 32, 42), turn('a', 18, 32), turn('b', 8, 18), hall)).toEqual([
      ['a', '11-16T00:00', '11-17T10:00'],
    ]);
    // A whole night, in one piece or two; a day after it with an hour between; somebody else's day before it.
    expect(onEnd(turn('a', 18, 32))).toEqual([]);
    expect(onEnd(turn('a', 18, 24), turn('a', 24, 32))).toEqual([]);
    expect(onEnd(turn('a', 18, 32), turn('a', 33, 42))).toEqual([]);
    expect(onEnd(turn('b', 8, 18), turn('a', 18, 32))).toEqual([]);
  });

  it('moves a turn by the court’s clock, where that is put forward too', () => {
    const moved = movedBy(
      { post: 'hall', person: 'a', startsAt: '2026-03-27T07:00:00.000Z', endsAt: '2026-03-27T15:00:00.000Z' },
      7,
      'Europe/Berlin',
    );
    expect([moved.startsAt, moved.endsAt]).toEqual(['2026-04-03T06:00:00.000Z', '2026-04-03T14:00:00.000Z']);
  });

  it('refuses a turn that ends before it begins or lasts for days, and a clock that no clock shows', () => {
    const { id: _id, ...given } = turn('a', 8, 16);
    expect(turnSchema.safeParse(given).success).toBe(true);
    expect(turnSchema.safeParse({ ...given, endsAt: given.startsAt }).success).toBe(false);
    expect(turnSchema.safeParse({ ...given, endsAt: '2026-11-18T08:00:00.000Z' }).success).toBe(false);
    const shift = { name: 'x', from: '24:00', until: '08:00', days: [1] };
    expect(postSchema.safeParse({ atLeast: 1, shifts: [shift] }).success).toBe(false);
  });

  it('of the demo is filled but for one night, whose end belongs to the week in which it began', () => {
    const turns = demoTurns(monday, zone).map(({ username, ...rest }, n) => ({
      ...rest,
      person: username,
      id: String(n),
    }));
    for (const [n, one] of turns.entries()) expect(clashOf(turns.slice(0, n), one)).toBeUndefined();
    expect(hours(gapsIn(demandsOf(demoDemands, monday, zone), turns))).toEqual([
      ['11-22T18:00', '11-22T22:00', 0],
    ]);
    const shifts = demoDemands.flatMap((one) => one.shifts);
    const next = turns.map((one) => ({ ...movedBy(one, 7, zone), id: `next-${one.id}` }));
    expect(onEndIn([...turns, ...next], shifts)).toEqual([]);
    expect(turnsOf(turns, demoDemands, monday, zone)).toHaveLength(turns.length);
    expect(turnsOf(turns, demoDemands, '2026-11-23', zone)).toEqual([]);
  });
});
