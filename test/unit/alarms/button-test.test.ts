import { describe, expect, it } from '@jest/globals';
import { mayBeExercise, outcomeAt, type ButtonTestItem } from '../../../src/alarms/button-test.js';
import { emptyBoard, type Fact } from '../../../src/console/board.js';
import { fold, foldAll } from '../../../src/console/fold.js';
import type { Occurrence } from '../../../src/intake/occurrence.js';

const by = { kind: 'person', id: 'p' } as const;
const at = '2030-01-01T00:00:00.000Z';
const atMs = Date.parse(at);
const opened: ButtonTestItem = {
  id: 't',
  device: 'button-1',
  place: 'hall',
  opened: { at, by },
  until: '2030-01-01T00:05:00.000Z',
};
const pressed: ButtonTestItem = { ...opened, pressedAt: at, boot: 'b', seq: 1 };
const step = { at, by };

describe('a test of a button', () => {
  it('waits five minutes for the press, then was not heard', () => {
    expect(outcomeAt(opened, atMs + 300_000)).toBeUndefined();
    expect(outcomeAt(opened, atMs + 300_001)).toBe('not-heard');
  });

  it('passed when receipt, screen and sound are all there, and not before', () => {
    const whole = { ...pressed, receiptedAt: at, shown: step, sounded: step };
    expect(outcomeAt(whole, atMs)).toBe('passed');
    for (const lacks of ['receiptedAt', 'shown', 'sounded'] as const) {
      const { [lacks]: _, ...rest } = whole;
      expect(outcomeAt(rest, atMs + 10_000)).toBeUndefined();
      expect(outcomeAt(rest, atMs + 10_001)).not.toBe('passed');
    }
  });

  it('says at which end it stopped', () => {
    expect(outcomeAt({ ...pressed, receiptedAt: at }, atMs + 10_001)).toBe('not-shown');
    expect(outcomeAt({ ...pressed, shown: step }, atMs + 10_001)).toBe('not-sounded');
  });

  it('is made by an understood press of a button alone, and never by a late one', () => {
    const press = {
      device: { kind: 'button' },
      verdict: 'recorded',
      event: { type: 'pressed' },
      late: false,
    } as Occurrence;
    expect(mayBeExercise(press)).toBe(true);
    expect(mayBeExercise({ ...press, late: true })).toBe(false);
    expect(mayBeExercise({ ...press, verdict: 'conflict' })).toBe(false);
    expect(mayBeExercise({ ...press, verdict: 'malformed' })).toBe(false);
    expect(mayBeExercise({ ...press, device: { ...press.device, kind: 'gate' } })).toBe(false);
  });
});

describe('the board', () => {
  const fact = (type: string, data: Record<string, unknown> = {}): Fact => ({
    seq: 1,
    type,
    at,
    by,
    subject: { kind: 'test', id: 't' },
    data: { device: 'button-1', ...data },
  });
  const begin = fact('test.opened', { place: 'hall', until: opened.until });

  it('holds a test while it runs', () => {
    expect(fold(emptyBoard, begin).tests).toEqual([opened]);
    const steps = [begin, fact('test.pressed', { boot: 'b', seq: 1 }), fact('test.shown')];
    expect(foldAll(emptyBoard, steps).tests).toEqual([{ ...pressed, shown: step }]);
  });

  it('is as it was when the last test is over', () => {
    expect(foldAll(emptyBoard, [begin, fact('test.ended', { outcome: 'passed' })])).toEqual(emptyBoard);
    expect(fold(emptyBoard, fact('test.shown'))).toBe(emptyBoard);
  });
});
