import { describe, expect, it } from '@jest/globals';
import type { DeviceEvent } from '../../../devices/protocol/event.js';
import { rank, type Ranked } from '../../../src/alarms/ranking.js';
import { classOfItem } from '../../../src/intake/item-class.js';

const said = (type: string, more: object = {}): DeviceEvent =>
  ({ v: 1, boot: 'b', seq: 1, at: '2026-01-01T00:00:00Z', type, ...more }) as unknown as DeviceEvent;
const recorded = (kind: string, event: DeviceEvent, found?: string): Ranked => ({
  kind,
  verdict: 'recorded',
  type: event.type,
  event,
  ...(found === undefined ? {} : { class: found }),
});
const level = (ranked: Ranked): string =>
  [rank(ranked).ring?.level, rank(ranked).trouble === undefined ? undefined : 'trouble']
    .filter(Boolean)
    .join('+') || 'quiet';

describe('levels (contracts.md 1)', () => {
  it.each(['knife', 'gun', 'liquid', 'powder', 'explosive'])(
    '%s that is refused or fled is high',
    (found) => {
      for (const outcome of ['refused', 'fled'])
        expect(level(recorded('gate', said('decision', { outcome, operators: [] }), found))).toBe('high');
      for (const outcome of ['cleared', 'deposited', 'withheld', 'handed-over'])
        expect(level(recorded('gate', said('decision', { outcome, operators: [] }), found))).toBe('quiet');
    },
  );

  it.each(['metal', 'other', undefined])('%s that is refused is quiet', (found) => {
    expect(level(recorded('gate', said('decision', { outcome: 'refused', operators: [] }), found))).toBe(
      'quiet',
    );
  });

  const conflict = (kind: string, type: string | undefined, firstType: string | undefined): string =>
    level({ kind, verdict: 'conflict', ...(type && { type }), ...(firstType && { firstType }) });
  it.each([
    ['button', 'pressed', 'test', 'emergency+trouble'],
    ['button', 'test', 'pressed', 'emergency+trouble'],
    ['button', undefined, 'test', 'emergency+trouble'],
    ['button', 'test', undefined, 'emergency+trouble'],
    ['button', 'test', 'battery', 'trouble'],
    ['gate', undefined, undefined, 'trouble'],
    ['door', 'forced', 'opened', 'trouble'],
  ] as const)('a conflict of %s, %s after %s, is %s', (kind, type, first, expected) => {
    expect(conflict(kind, type, first)).toBe(expected);
  });

  it.each([
    ['button', undefined, 'emergency'],
    ['button', 'pressed', 'emergency'],
    ['button', 'battery', 'trouble'],
    ['button', 'forced', 'trouble'],
    ['recorder', undefined, 'trouble'],
    ['door', 'pressed', 'trouble'],
  ] as const)('a malformed message of a %s whose type reads %s is %s', (kind, type, expected) => {
    expect(level({ kind, verdict: 'malformed', ...(type && { type }) })).toBe(expected);
  });

  it.each([
    ['一把水果刀', 'knife'],
    ['仿真枪', 'gun'],
    ['雷管两枚', 'explosive'],
    ['一瓶汽油', 'liquid'],
    ['不明粉末', 'powder'],
    ['剪刀', 'knife'],
    ['雨伞', undefined],
    [undefined, undefined],
  ])('what a screener calls %s is %s', (item, found) => {
    expect(classOfItem(item)).toBe(found);
  });
});
