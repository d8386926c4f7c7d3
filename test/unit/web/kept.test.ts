// What says the same stays the same object, so that no row is drawn again for nothing.
import { describe, expect, test } from '@jest/globals';
import { emptyBoard, type AlarmItem, type Fact } from '../../../src/console/board.js';
import { foldAll } from '../../../src/console/fold.js';
import { keptRows, looksTheSame, pickAlarms, pickDeviceNames } from '../../../web/live/kept.js';
import { startLive, type LiveState } from '../../../web/live/live-machine.js';

const at = '2026-11-21T00:00:00.000Z';
const fact = (seq: number, type: string, id: string, data: Fact['data'] = {}): Fact => ({
  seq,
  type,
  at,
  by: { kind: 'person', id: 'guard' },
  subject: { kind: 'alarm', id },
  data,
});
const raised = (seq: number, id: string): Fact =>
  fact(seq, 'alarm.raised', id, { place: 'court-3', zone: 'A', level: 'emergency', source: 'press' });
const showing = (...facts: readonly Fact[]): LiveState => ({
  ...startLive(0),
  board: foldAll(emptyBoard, facts),
});

describe('the rows of a list', () => {
  const before = showing(raised(1, 'a'), raised(2, 'b')).board.alarms;

  test('are the same list while none of them says anything else', () => {
    expect(
      keptRows(
        before,
        before.map((row) => ({ ...row })),
        looksTheSame,
      ),
    ).toBe(before);
  });

  test('only the one that changed is another', () => {
    const now = before.map((row): AlarmItem => (row.id === 'b' ? { ...row, presses: 2 } : { ...row }));
    const kept = keptRows(before, now, looksTheSame);
    expect(kept[0]).toBe(before[0]);
    expect(kept[1]).toBe(now[1]);
  });

  test('in another order, or fewer, they are another list of the same rows', () => {
    expect(keptRows(before, before.toReversed(), looksTheSame)).toEqual(before.toReversed());
    const fewer = keptRows(before, before.slice(1), looksTheSame);
    expect(fewer).toHaveLength(1);
    expect(fewer[0]).toBe(before[1]);
  });

  test('a word that came or went is a change', () => {
    const [row] = before as [AlarmItem];
    expect(looksTheSame(row, { ...row, overdue: ['respond'] })).toBe(false);
    expect(looksTheSame({ ...row, overdue: ['respond'] }, row)).toBe(false);
  });
});

test('that an alarm was shown and sounded leaves its row as it was; that it was acknowledged does not', () => {
  const start = showing(raised(1, 'a'));
  const rows = pickAlarms(start);
  const board = foldAll(start.board, [fact(2, 'alarm.shown', 'a'), fact(3, 'alarm.sounded', 'a')]);
  expect(board.alarms[0]).toHaveProperty('sounded');
  expect(pickAlarms({ ...start, board })).toBe(rows);
  const answered = foldAll(board, [fact(4, 'alarm.acknowledged', 'a')]);
  expect(pickAlarms({ ...start, board: answered })).not.toBe(rows);
});

test('a device that falls silent keeps its name; one that is named anew does not', () => {
  const device = { id: 'button-103', name: '3号法庭按钮', kind: 'button', place: 'court-3' };
  const start = showing();
  const withDevice = (over: object): LiveState => ({
    ...start,
    board: { ...start.board, devices: [{ ...device, state: 'heard', since: at, ...over }] as never },
  });
  const named = pickDeviceNames(withDevice({}));
  expect(pickDeviceNames(withDevice({ state: 'silent' }))).toBe(named);
  expect(pickDeviceNames(withDevice({ name: '新按钮' }))).not.toBe(named);
});
