/** What takes two people, as a machine: anybody asks, agrees and takes back at any sign-in, while roles come and go. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Building } from '../../src/packets/building.service.js';
import { incidentDesk } from '../support/incident-desk.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const desk = incidentDesk(held);

const people = ['clerk', 'chief', 'approver', 'president'] as const;
type Person = (typeof people)[number];
const able = ['clerk', 'chief', 'approver', 'president'];
const unable = ['judge'];

/** How an act of two is asked for, agreed to and taken back, and what the ledger calls the first two. */
interface Act {
  readonly ask: () => Promise<readonly [path: string, body?: object]>;
  readonly path: string;
  readonly end?: string;
  readonly asked: string;
  readonly agreed: string;
}
const until = () => new Date(Date.now() + 3_600_000).toISOString();
const acts = {
  packet: {
    ask: async () => [`/api/incidents/${await desk.report()}/packets`],
    path: '/api/packets',
    asked: 'packet.asked',
    agreed: 'packet.approved',
  },
  words: {
    ask: async () => {
      const incident = await desk.report();
      const [opened] = await held.court.told('incident.opened', ({ subject }) => subject.id === incident);
      return ['/api/redactions', { seq: opened?.seq, path: '/data/report', why: '误写' }];
    },
    path: '/api/redactions',
    end: 'refuse',
    asked: 'words.redaction-asked',
    agreed: 'words.redaction-approved',
  },
  watch: {
    ask: () =>
      Promise.resolve([
        '/api/screening/watches',
        { name: '赵某', ground: '多次威胁法官', instruction: 'call-officer', until: until() },
      ]),
    path: '/api/screening/watches',
    end: 'end',
    asked: 'watch.proposed',
    agreed: 'watch.approved',
  },
  'out of service': {
    ask: () =>
      Promise.resolve([
        '/api/shelves',
        { mode: 'out-of-service', device: 'button-110', until: until(), reason: '检修' },
      ]),
    path: '/api/shelves',
    end: 'end',
    asked: 'shelf.asked',
    agreed: 'shelf.set',
  },
} satisfies Record<string, Act>;
type Kind = keyof typeof acts;
const kinds = Object.keys(acts) as Kind[];

const who = fc.record({ person: fc.constantFrom(...people), signIn: fc.nat(1) });
type Who = { readonly person: Person; readonly signIn: number };
const wish = fc.nat(9);
const does = <T extends string>(name: T) => fc.constant(name);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: does('ask'), who, kind: fc.constantFrom(...kinds) }) },
  { weight: 6, arbitrary: fc.record({ does: does('agree'), who, wish }) },
  { weight: 4, arbitrary: fc.record({ does: does('race'), who, other: who, wish }) },
  { weight: 1, arbitrary: fc.record({ does: does('take back'), who, wish }) },
  { weight: 2, arbitrary: fc.record({ does: does('change roles'), person: fc.constantFrom(...people) }) },
);

type Schedule = (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[];

interface Wish {
  readonly id: string;
  readonly kind: Kind;
  readonly asked: Person;
  agreed?: Person;
  isOver: boolean;
}

/** Two at once for each act: exactly one of them is the second person. */
const races = kinds.map((kind): [Schedule] => [
  [
    { does: 'ask', who: { person: 'clerk', signIn: 0 }, kind },
    {
      does: 'race',
      who: { person: 'approver', signIn: 0 },
      other: { person: 'president', signIn: 1 },
      wish: 0,
    },
  ],
]);

describe('what takes two people', () => {
  const cookies = new Map<string, string>();
  const ids = new Map<Person, string>();
  const may = new Map<Person, boolean>();

  beforeAll(async () => {
    // What becomes of an approved packet is tried elsewhere.
    jest.spyOn(held.court.app.get(Building), 'look').mockImplementation(() => undefined);
    const { body } = await held.court.get<{ items: { id: string; roles: string[] }[] }>(
      'admin',
      '/api/people',
    );
    for (const person of people) {
      ids.set(person, body.items.find(({ roles }) => roles[0] === person)!.id);
      for (const signIn of [0, 1]) cookies.set(`${person} ${signIn}`, await held.court.signIn(person));
    }
  });

  const change = async (person: Person, isAble: boolean): Promise<void> => {
    may.set(person, isAble);
    const roles = isAble ? able : unable;
    expect((await held.court.patch('admin', `/api/people/${ids.get(person)}`, { roles })).status).toBe(200);
  };
  const post = async ({ person, signIn }: Who, path: string, body: object = {}) => {
    const answer = await fetch(held.court.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookies.get(`${person} ${signIn}`)! },
      body: JSON.stringify(body),
    });
    const said = await answer.text();
    return {
      status: answer.status,
      body: (said === '' ? {} : JSON.parse(said)) as { id: string; code: string },
    };
  };
  const agree = async (by: Who, { kind, id }: Wish): Promise<boolean> => {
    const { status } = await post(by, `${acts[kind].path}/${id}/approve`);
    if (status >= 300) expect([403, 409]).toContain(status);
    return status < 300;
  };
  const mayAgree = ({ person }: Who, { asked, agreed, isOver }: Wish): boolean =>
    may.get(person) === true && person !== asked && agreed === undefined && !isOver;

  it('is never done by one, by who may not, twice, or after it was taken back', async () => {
    const seen = { agreed: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        for (const person of people) await change(person, true);
        const wishes: Wish[] = [];
        const before = held.court.head;
        for (const one of steps) {
          if (one.does === 'change roles') {
            await change(one.person, may.get(one.person) !== true);
            continue;
          }
          if (one.does === 'ask') {
            const [path, body] = await acts[one.kind].ask();
            const { status, body: made } = await post(one.who, path, body);
            expect(status === 201).toBe(may.get(one.who.person));
            if (status === 201)
              wishes.push({ id: made.id, kind: one.kind, asked: one.who.person, isOver: false });
            continue;
          }
          if (wishes.length === 0) continue;
          const wanted = wishes[one.wish % wishes.length]!;
          if (one.does === 'take back') {
            const act: Act = acts[wanted.kind];
            if (act.end === undefined) continue;
            const { status } = await post(one.who, `${act.path}/${wanted.id}/${act.end}`, {
              reason: '不需要了',
            });
            if (status < 300) wanted.isOver = true;
            continue;
          }
          const by = one.does === 'race' ? [one.who, one.other] : [one.who];
          const expected = by.filter((each) => mayAgree(each, wanted));
          const done = await Promise.all(by.map((each) => agree(each, wanted)));
          const winners = by.filter((_, index) => done[index]);
          expect(winners).toHaveLength(Math.min(expected.length, 1));
          for (const winner of winners) {
            expect(expected).toContain(winner);
            wanted.agreed = winner.person;
          }
          seen.agreed += winners.length;
          seen.refused += by.length - winners.length;
        }
        // Both signatures are in the ledger, each once, and nothing else of the kind is.
        const facts = (await held.court.facts()).filter(({ seq }) => seq > before);
        for (const { id, kind, asked, agreed } of wishes) {
          const by = (type: string) =>
            facts
              .filter((fact) => fact.type === type && [fact.subject.id, fact.data['approval']].includes(id))
              .map((fact) => fact.by);
          expect(by(acts[kind].asked)).toEqual([{ kind: 'person', id: ids.get(asked) }]);
          expect(by(acts[kind].agreed)).toEqual(
            agreed === undefined ? [] : [{ kind: 'person', id: ids.get(agreed) }],
          );
        }
        const agreements = facts.filter(({ type }) => kinds.some((kind) => acts[kind].agreed === type));
        expect(agreements).toHaveLength(wishes.filter(({ agreed }) => agreed !== undefined).length);
      }),
      { numRuns: 20, examples: races },
    );
    // The schedules did reach what they are for.
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(0);
  });
});
