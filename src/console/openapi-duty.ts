/** The routes of the rota and of how people are reached: what each answers and what it is for. Pure. */
import { z } from 'zod';
import { waySchema, type ContactItem } from '../duty/contact.js';
import { policySchema, type Calling } from '../duty/policy.js';
import { postSchema, type PostItem, type RotaWeek, type Turn } from '../duty/rota.js';
import { every, id, instant, may } from './openapi-items.js';
import { says, type RouteWords } from './openapi-saying.js';

const post = postSchema.extend({ post: id }) satisfies z.ZodType<PostItem>;
const turn = every<Turn>()({
  id,
  post: id,
  person: id,
  startsAt: instant,
  endsAt: instant,
}) satisfies z.ZodType<Turn>;
const gap = z.object({ post: id, startsAt: instant, endsAt: instant, atLeast: z.int(), there: z.int() });
const week = every<RotaWeek>()({
  week: z.iso.date(),
  startsAt: instant,
  endsAt: instant,
  posts: z.array(post),
  turns: z.array(turn),
  gaps: z.array(gap),
}) satisfies z.ZodType<RotaWeek>;
const contact = z.object({ person: id, ways: z.array(waySchema) }) satisfies z.ZodType<ContactItem>;
const reached = z.object({
  person: id,
  role: z.string(),
  post: may(id),
  since: may(instant),
  ways: z.array(waySchema),
});
const calling = every<Calling>()({
  at: instant,
  place: id,
  policy: id,
  by: z.enum(['post', 'rota']),
  steps: z.array(policySchema.shape.steps.element.extend({ people: z.array(reached) })),
}) satisfies z.ZodType<Calling>;

const listOf = (item: z.ZodType): z.ZodType => z.object({ items: z.array(item), next: z.null() });
const turns = ['TurnList', listOf(turn)] as const;

export const dutyAnswers: Readonly<Record<string, readonly [name: string, shape: z.ZodType]>> = {
  'GET /api/policies/called': ['Calling', calling],
  'GET /api/rota': ['RotaWeek', week],
  'PUT /api/rota/posts/:post': ['DemandedPost', post],
  'POST /api/rota/turns': turns,
  'POST /api/rota/swaps': turns,
  'POST /api/rota/copies': turns,
  'GET /api/rota/contacts': ['ContactList', listOf(contact)],
  'PUT /api/rota/contacts/:person': ['Contact', contact],
};

export const dutyWords: Readonly<Record<string, RouteWords>> = {
  'GET /api/rota': says(
    '一周的值班表：各岗要求、谁在何时、何处无人',
    'a week of the rota: what posts demand, who stands there when, where nobody does',
  ),
  'PUT /api/rota/posts/:post': says(
    '一个岗位的班次和最少人数；没有班次即不要求',
    'the shifts of a post and how many it needs; without shifts it demands nobody',
  ),
  'POST /api/rota/turns': says(
    '排班；同一人同一时间不能在两处',
    'writes turns; nobody stands in two places at once',
  ),
  'POST /api/rota/removals': says('撤下排班；已过的不改', 'takes turns off; what is over stays as it was'),
  'POST /api/rota/swaps': says('两人对调', 'two people exchange their turns'),
  'POST /api/rota/copies': says(
    '照抄另一周；已排的不动',
    'the turns of one week once more in another; what is written there stays',
  ),
  'GET /api/rota/contacts': says(
    '联系方式，按先后',
    'how people are reached, in the order in which it is tried',
  ),
  'PUT /api/rota/contacts/:person': says('修改一人的联系方式', 'changes how a person is reached'),
};
