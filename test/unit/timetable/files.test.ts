import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, dayOf, instantOf } from '../../../src/timetable/court-time.js';
import { readCsv } from '../../../src/timetable/csv.js';
import { planImport, type HearingItem, type NewHearing } from '../../../src/timetable/hearing.js';
import { readIcs } from '../../../src/timetable/ics.js';

const reader = {
  timeZone: 'Asia/Shanghai',
  placeOf: (name: string) => ({ '3号法庭': 'court-3', 'court-3': 'court-3' })[name],
};

describe('a timetable from a spreadsheet', () => {
  it('reads Chinese headings, parties in one cell and a risk in a word', () => {
    const text =
      '\uFEFF开庭日期,开庭时间,结束时间,法庭,案号,案由,审判长,当事人,风险等级\n' +
      '2026年3月2日,9:00,11:30,3号法庭,(2026)吉0721民初12号,民间借贷纠纷,王法官,原告 李某；被告 赵某,高\n';
    expect(readCsv(text, reader)).toEqual({
      faults: [],
      hearings: [
        {
          place: 'court-3',
          startsAt: '2026-03-02T01:00:00.000Z',
          endsAt: '2026-03-02T03:30:00.000Z',
          caseNumber: '(2026)吉0721民初12号',
          cause: '民间借贷纠纷',
          judge: '王法官',
          parties: ['原告 李某', '被告 赵某'],
          risk: 'high',
        },
      ],
    });
  });

  it('reads English headings, a tab, a time with its end, and gives two hours where no end is named', () => {
    const text = 'room\tdate\ttime\ncourt-3\t2026-03-02\t14:00-15:00\ncourt-3\t2026/3/3\t9时30分\n';
    expect(readCsv(text, reader).hearings.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      ['2026-03-02T06:00:00.000Z', '2026-03-02T07:00:00.000Z'],
      ['2026-03-03T01:30:00.000Z', '2026-03-03T03:30:00.000Z'],
    ]);
  });

  it('names each line that it cannot read, and why', () => {
    const lines = [
      '法庭,日期,开始,结束,风险',
      '9号法庭,2026-03-02,9:00,10:00,',
      ',2026-03-02,9:00,10:00,',
      '3号法庭,2026-02-30,9:00,10:00,',
      '3号法庭,2026-03-02,10:00,9:00,',
      '3号法庭,2026-03-02,9:00,10:00,很高',
      '3号法庭,2026-03-02,9:00,晚上,',
    ];
    expect(readCsv(lines.join('\n'), reader)).toEqual({
      hearings: [],
      faults: [
        { at: 2, why: 'unknown-place', text: '9号法庭' },
        { at: 3, why: 'no-place' },
        { at: 4, why: 'bad-time', text: '2026-02-30 9:00 10:00' },
        { at: 5, why: 'bad-length', text: '2026-03-02 10:00–2026-03-02 09:00' },
        { at: 6, why: 'bad-risk', text: '很高' },
        { at: 7, why: 'bad-time', text: '2026-03-02 9:00 晚上' },
      ],
    });
  });

  it('is refused whole where it is none', () => {
    for (const text of ['', 'hello', 'a,b\n1,2\n', '"'])
      expect(readCsv(text, reader).faults[0]?.why).toBe('not-a-file');
  });
});

const event = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  );

describe('a timetable from a calendar', () => {
  it('reads place, folded lines, the court’s zone, and what stands in the description', () => {
    const { hearings, faults } = readIcs(
      event(
        'DTSTART;TZID=Asia/Shanghai:20260302T090000',
        'DTEND;TZID=Asia/Shanghai:20260302T113000',
        'LOCATION:3号法庭',
        'SUMMARY:(2026)吉0721民初12号 民间借贷',
        ' 纠纷',
        'DESCRIPTION:法官：王法官\\n当事人：原告 李某；被告 赵某\\n风险：高',
      ),
      reader,
    );
    expect(faults).toEqual([]);
    expect(hearings).toEqual([
      {
        place: 'court-3',
        startsAt: '2026-03-02T01:00:00.000Z',
        endsAt: '2026-03-02T03:30:00.000Z',
        caseNumber: '(2026)吉0721民初12号',
        cause: '民间借贷纠纷',
        judge: '王法官',
        parties: ['原告 李某', '被告 赵某'],
        risk: 'high',
      },
    ]);
  });

  it('takes UTC as UTC, a time without zone as the court’s, a duration as an end', () => {
    const starts = (start: string): unknown =>
      readIcs(event(start, 'DURATION:PT45M', 'LOCATION:court-3'), reader).hearings.map(
        ({ startsAt, endsAt }) => [startsAt, endsAt],
      );
    expect(starts('DTSTART:20260302T010000Z')).toEqual([
      ['2026-03-02T01:00:00.000Z', '2026-03-02T01:45:00.000Z'],
    ]);
    expect(starts('DTSTART:20260302T090000')).toEqual([
      ['2026-03-02T01:00:00.000Z', '2026-03-02T01:45:00.000Z'],
    ]);
    expect(starts('DTSTART;TZID=Asia/Tokyo:20260302T090000')).toEqual([
      ['2026-03-02T00:00:00.000Z', '2026-03-02T00:45:00.000Z'],
    ]);
  });

  it('leaves cancelled events out and refuses what repeats', () => {
    const at = ['DTSTART:20260302T010000Z', 'LOCATION:court-3'];
    expect(readIcs(event(...at, 'STATUS:CANCELLED'), reader)).toEqual({ hearings: [], faults: [] });
    expect(readIcs(event(...at, 'RRULE:FREQ=DAILY'), reader).faults).toEqual([{ at: 1, why: 'recurring' }]);
    expect(readIcs('BEGIN:VCARD', reader).faults[0]?.why).toBe('not-a-file');
  });
});

describe('the court’s clock', () => {
  it('keeps the hour across a change of summer time', () => {
    const at = (month: number, day: number) =>
      instantOf({ year: 2026, month, day, hour: 9 }, 'Europe/Berlin');
    expect([at(3, 28), at(3, 29)]).toEqual(['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z']);
    expect(daysBetween('2026-03-29', '2026-03-29', 'Europe/Berlin')).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
  });

  it('puts every instant into the day whose midnights are around it', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'UTC');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), zones, (seconds, zone) => {
        const at = new Date(seconds * 1000).toISOString();
        const day = dayOf(at, zone);
        const { from, to } = daysBetween(day, day, zone);
        return from <= at && at < to;
      }),
    );
  });
});

describe('an import', () => {
  const hearing = (startsAt: string, judge: string): NewHearing => ({
    place: 'court-3',
    startsAt: `2026-03-02T${startsAt}:00.000Z`,
    endsAt: '2026-03-02T12:00:00.000Z',
    judge,
    parties: [],
  });
  const row = (id: string, of: NewHearing): HearingItem =>
    ({
      ...of,
      id,
      judge: { word: id, text: of.judge },
      parties: [],
      source: 'import',
    }) as unknown as HearingItem;

  it('adds what is new, changes what differs, cancels what is gone, and leaves the rest', () => {
    const before = [
      row('a', hearing('01:00', '王')),
      row('b', hearing('02:00', '王')),
      row('c', hearing('03:00', '王')),
    ];
    const file = [hearing('01:00', '王'), hearing('02:00', '陈'), hearing('04:00', '王')];
    expect(planImport(before, file)).toEqual({
      add: [hearing('04:00', '王')],
      change: [{ id: 'b', to: hearing('02:00', '陈') }],
      cancel: ['c'],
    });
    expect(planImport([], []).add).toEqual([]);
  });
});
