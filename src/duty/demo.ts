/** The demo's guard room: who is on post, what the posts demand, who stands there in a week, and how they are reached; all invented. */
import type { Way } from './contact.js';
import type { NewTurn, PostItem } from './rota.js';
import { shiftOn } from './week.js';

export const demoPosts: Readonly<Record<string, string>> = {
  guard: 'guard-room',
  chief: 'guard-room',
  'officer-1': 'hall',
  'officer-2': 'screening',
};

const workdays = [1, 2, 3, 4, 5];
const everyDay = [...workdays, 6, 7];

export const demoDemands: readonly PostItem[] = [
  {
    post: 'guard-room',
    atLeast: 1,
    shifts: [
      { name: '白班', from: '08:00', until: '18:00', days: everyDay },
      { name: '夜班', from: '18:00', until: '08:00', days: everyDay },
    ],
  },
  {
    post: 'hall',
    atLeast: 1,
    shifts: [{ name: '开放', from: '08:30', until: '17:30', days: workdays }],
  },
  {
    post: 'screening',
    atLeast: 1,
    shifts: [{ name: '开放', from: '08:30', until: '17:30', days: workdays }],
  },
];

const day = { from: '08:00', until: '18:00' };
const night = { from: '18:00', until: '08:00' };
const open = { from: '08:30', until: '17:30' };

type DemoTurn = Omit<NewTurn, 'person'> & { readonly username: string };

/** A whole week in which everybody rests between two turns, but for the guard room between 02:00 and 06:00 of the night that begins on Sunday. */
export function demoTurns(monday: string, timeZone: string): DemoTurn[] {
  const nights = ['chief', 'chief', 'chief', 'chief', 'chief', 'officer-1'];
  const days = ['guard', 'guard', 'guard', 'guard', 'guard', 'officer-2', 'officer-2'];
  const on = (username: string, post: string, nth: number, hours: typeof day): DemoTurn => ({
    username,
    post,
    ...shiftOn(hours, monday, nth, timeZone),
  });
  return [
    ...days.map((username, nth) => on(username, 'guard-room', nth, day)),
    ...nights.map((username, nth) => on(username, 'guard-room', nth, night)),
    on('chief', 'guard-room', 6, { from: '18:00', until: '02:00' }),
    on('chief', 'guard-room', 7, { from: '06:00', until: '08:00' }),
    ...[0, 1, 2, 3, 4].flatMap((nth) => [
      on('officer-1', 'hall', nth, open),
      on('officer-2', 'screening', nth, open),
    ]),
  ];
}

export const demoWays: Readonly<Record<string, readonly Way[]>> = {
  guard: [
    { kind: 'extension', number: '8110' },
    { kind: 'radio', number: '值班台 01' },
    { kind: 'mobile', number: '138 0000 0001' },
  ],
  chief: [
    { kind: 'radio', number: '值班长 02' },
    { kind: 'mobile', number: '138 0000 0002' },
  ],
  'officer-1': [
    { kind: 'radio', number: '大厅 11' },
    { kind: 'mobile', number: '138 0000 0011' },
  ],
  'officer-2': [
    { kind: 'radio', number: '安检 12' },
    { kind: 'mobile', number: '138 0000 0012' },
  ],
  president: [
    { kind: 'mobile', number: '138 0000 0100' },
    { kind: 'telephone', number: '0438-000 0100' },
  ],
};
