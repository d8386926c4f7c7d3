// What the brackets of a room's name say of its floor and wing.
import { expect, test } from '@jest/globals';
import { storeyOf } from '../../../web/plan/storey.js';

test.each([
  ['3号法庭（三楼东）', { floor: 3, wing: 'east' }],
  ['12号法庭（10层西）', { floor: 10, wing: 'west' }],
  ['会议室（十楼）', { floor: 10 }],
])('%s', (name, storey) => {
  expect(storeyOf(name)).toEqual(storey);
});

test.each(['诉讼服务大厅', '1号法庭（大）', '1号法庭（楼东）', '（三楼东）旁'])(
  '%s says nothing of it',
  (name) => {
    expect(storeyOf(name)).toBeUndefined();
  },
);
