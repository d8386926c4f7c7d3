/** The routes of a judge's own rooms: what each answers and what it is for. Pure. */
import { z } from 'zod';
import type { Bench } from '../benches/bench.js';
import { ownTestStates, type OwnButton, type OwnTest } from '../benches/own-button.js';
import { callKinds, registerFates, type OwnCall } from '../benches/own-call.js';
import { incidentStates } from '../incidents/life.js';
import { channels } from '../interference/interference.js';
import { clipStates } from '../recordings/clip.js';
import { every, id, instant, may } from './openapi-items.js';
import { says, type RouteWords } from './openapi-saying.js';

const bench = every<Bench>()({
  id,
  person: id,
  place: id,
  since: instant,
  until: may(instant),
}) satisfies z.ZodType<Bench>;

const ownTest = every<OwnTest>()({
  id,
  state: z.enum(ownTestStates),
  openedAt: instant,
  until: instant,
  isOwn: z.boolean(),
  pressedAt: may(instant),
  receivedAt: may(instant),
  shownAt: may(instant),
  soundedAt: may(instant),
}) satisfies z.ZodType<OwnTest>;

const ownButton = every<OwnButton>()({
  device: id,
  name: z.string(),
  place: id,
  test: may(ownTest),
}) satisfies z.ZodType<OwnButton>;

const said = may(z.string());
const ownCall = every<OwnCall>()({
  id,
  kind: z.enum(callKinds),
  how: z.enum(['key', 'form']),
  at: instant,
  happenedAt: instant,
  place: may(id),
  channel: may(z.enum(channels)),
  wrote: z.object({ who: said, unit: said, caseNumber: said, content: said }),
  fate: z.enum([...registerFates, ...incidentStates]),
  recording: may(z.enum(clipStates)),
}) satisfies z.ZodType<OwnCall>;

type Naming = <Schema extends z.ZodType>(id: string, schema: Schema) => Schema;
type Listing = (id: string, item: z.ZodType) => z.ZodType;

export function benchAnswers(name: Naming, list: Listing): Readonly<Record<string, z.ZodType>> {
  const benches = list('Bench', name('Bench', bench));
  const test = name('OwnTest', ownTest);
  return {
    'GET /api/benches': benches,
    'PUT /api/benches/:person': benches,
    'GET /api/own/buttons': list('OwnButton', name('OwnButton', ownButton)),
    'POST /api/own/buttons/:id/tests': test,
    'POST /api/own/tests/:id/stop': test,
    'GET /api/own/calls': list('OwnCall', name('OwnCall', ownCall)),
  };
}

export const benchWords: Readonly<Record<string, RouteWords>> = {
  'GET /api/benches': says('哪个法庭、办公室是谁的', 'which courtroom or office is whose'),
  'PUT /api/benches/:person': says(
    '定一个人的法庭和办公室；列出的就是全部',
    'whose rooms these are from now on, and no others',
  ),
  'GET /api/own/buttons': says(
    '自己法庭、办公室里的按钮和最近一次测试',
    'the buttons of one’s own rooms, each with its newest test',
  ),
  'POST /api/own/buttons/:id/tests': says(
    '测试自己房间的按钮；别处的按钮按不存在答复',
    'begins the test of a button of one’s own room; one of another room is not there',
  ),
  'POST /api/own/tests/:id/stop': says('结束自己开始的测试', 'stops a test that one began oneself'),
  'GET /api/own/calls': says(
    '自己标记的通话、登记的干预过问、文字报告，以及办到哪一步；没有别人的',
    'the calls that one flagged, what one filed and reported, and what became of it; nothing of anybody else',
  ),
};
