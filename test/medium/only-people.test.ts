// domain.md 5.6, line by line: what is always a human's, and what the server answers to everybody and everything else.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentItem, MeasureItem } from '../../src/incidents/incident.js';
import type { InvolvedItem } from '../../src/incidents/involved.js';
import type { WatchItem } from '../../src/screening/watch.js';
import { incidentDesk, type Problem } from '../support/incident-desk.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const { report, file, find, act } = incidentDesk(held);
const everybody = [
  ...['guard', 'chief', 'officer-1', 'judge', 'screener', 'clerk', 'approver', 'police', 'president'],
  ...['committee', 'inspector', 'auditor', 'admin'],
];
const lines = [
  ...['confirming any code', 'primary code', 'force, control, 带离', '罚款/拘留', 'naming a crime'],
  ...['精神异常 or a minor', 'sending a packet', 'sharing before a packet', 'protection measures'],
  ...['watch-list entry', 'I1 handling', 'closing an incident', 'deletion'],
] as const;
type Line = (typeof lines)[number];

const decision = {
  number: '（2026）吉0721司惩1号',
  approvedBy: '院长王某',
  approvedAt: '2026-11-22T02:00:00.000Z',
};
const uproar = '有人在大厅大声喧哗不听劝阻，窗口停办业务十分钟';
const isTold = { reason: '理由' };
const desk = { id: '', candidate: '', confirmed: '' };

beforeAll(async () => {
  desk.id = await report('hall', uproar);
  desk.candidate = (await file(desk.id)).findings[0]?.id ?? '';
  desk.confirmed = (await find(desk.id, 'B4')).body.id;
  await find(desk.id, 'T1');
});

/** line of 5.6 · who may · method and path (:incident, :candidate, :confirmed) · what is sent */
const acts: [line: Line, may: string, route: string, body?: object][] = [
  ['confirming any code', 'guard chief', 'POST findings/:candidate/confirm'],
  ['confirming any code', 'guard chief', 'POST findings/:candidate/reject', isTold],
  ['confirming any code', 'guard chief', 'POST incidents/:incident/findings', { code: 'B5' }],
  ['confirming any code', 'guard chief', 'POST findings/:confirmed/complete', { elements: [] }],
  ['primary code', 'guard chief', 'POST findings/:confirmed/reclassify', { code: 'B5', ...isTold }],
  ['force, control, 带离', 'guard chief officer-1', 'POST incidents/:incident/measures', { measure: 'M13' }],
  ['force, control, 带离', 'guard chief officer-1', 'POST incidents/:incident/measures', { measure: 'M14' }],
  [
    '罚款/拘留',
    'president committee chief',
    'POST incidents/:incident/measures',
    { measure: 'M06', decision },
  ],
  [
    '罚款/拘留',
    'president committee chief',
    'POST incidents/:incident/measures',
    { measure: 'M07', decision },
  ],
  ['naming a crime', 'guard chief', 'POST findings/:candidate/confirm', { offence: '寻衅滋事罪' }],
  ['精神异常 or a minor', 'guard chief clerk', 'POST incidents/:incident/involved', { role: 'actor' }],
  ['sending a packet', 'clerk', 'POST incidents/:incident/packets'],
  ['sending a packet', 'approver', 'POST packets/none/approve'],
  ['sharing before a packet', 'chief', 'POST incidents/:incident/share'],
  ['sharing before a packet', 'chief', 'POST incidents/:incident/withdraw'],
  ['protection measures', 'president committee', 'POST incidents/:incident/measures', { measure: 'M41' }],
  ['watch-list entry', 'chief president committee', 'POST screening/watches', {}],
  ['watch-list entry', 'chief president committee', 'POST screening/watches/none/approve'],
  ['watch-list entry', 'chief president committee', 'POST screening/watches/none/end', isTold],
  ['I1 handling', 'inspector', 'GET interference'],
  ['I1 handling', 'inspector', 'POST interference/none/release', isTold],
  ['closing an incident', 'guard chief clerk', 'POST incidents/:incident/step', { step: 'close', ...isTold }],
  ['closing an incident', 'guard chief clerk', 'POST incidents/:incident/merge', { into: 'none', ...isTold }],
  ['deletion', 'clerk', 'POST retention/deletions', { items: ['none'], why: '期满' }],
  ['deletion', 'approver', 'POST retention/deletions/approve', { approvals: ['none'] }],
  ['deletion', 'clerk', 'POST redactions', { seq: 1, path: '/data/text', why: '误写' }],
  ['deletion', 'approver', 'POST redactions/none/approve'],
];

const full = acts.map(([line, may, route, body = {}]) => [line, may, route, body] as const);

async function send(headers: Record<string, string>, route: string, body: object = {}) {
  const [method = '', path = ''] = route.split(' ');
  const named = path
    .replace(':incident', desk.id)
    .replace(':candidate', desk.candidate)
    .replace(':confirmed', desk.confirmed);
  const answer = await fetch(`${held.court.url}/api/${named}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, code: ((await answer.json()) as Problem).code };
}

describe('what is always a human’s (domain.md 5.6)', () => {
  it('is asked of the server for every line', () => {
    expect([...new Set(acts.map(([line]) => line))].toSorted()).toEqual([...lines].toSorted());
  });

  it.each(full)('%s: only %s may %s', async (_, may, route, body) => {
    const others = everybody.filter((who) => !may.split(' ').includes(who));
    const answers = await Promise.all(
      others.map(
        async (who) => [who, await send({ Cookie: await held.court.cookie(who) }, route, body)] as const,
      ),
    );
    for (const [who, { status, code }] of answers) {
      expect([who, status]).toEqual([who, 403]);
      expect(['PERMISSION_LACKING', 'MEASURE_OF_OTHERS']).toContain(code);
    }
  });

  it.each(full)('%s: no machine may, nor anybody without a sign-in (%s) %s', async (_, __, route, body) => {
    const device = `Basic ${Buffer.from('button-101:demo-button-101').toString('base64')}`;
    for (const headers of [{ Authorization: device }, {}, { Cookie: 'court_session=made-up' }])
      expect((await send(headers as Record<string, string>, route, body)).status).toBe(401);
  });

  it('and nothing of all that was refused has happened', async () => {
    const { state, measures, findings, packets } = await file(desk.id);
    expect([state, measures, packets]).toEqual(['open', [], []]);
    expect(findings.map(({ code, status }) => `${code} ${status}`).toSorted()).toEqual([
      'B3 candidate',
      'B4 confirmed',
      'T1 confirmed',
    ]);
  });
});

describe('and by who may, not without what the act needs', () => {
  const take = async (who: string, id: string, body: object) =>
    (await held.court.post<MeasureItem & Problem>(who, `/api/incidents/${id}/measures`, body)).body;
  const step = async (who: string, id: string, body: object) =>
    (await held.court.post<IncidentItem & Problem>(who, `/api/incidents/${id}/step`, body)).body;

  it('confirming: no code beside its elements, no residual one while a listed act waits; the primary follows from it', async () => {
    const id = await report('hall', uproar);
    expect((await file(id)).primary).toBeUndefined();
    expect((await find(id, 'B3', { elements: ['smell'] })).body.code).toBe('FINDING_EXISTS');
    expect((await find(id, 'B4', { elements: ['smell'] })).body.code).toBe('ELEMENT_UNKNOWN');
    expect((await find(id, 'B10', isTold)).body.code).toBe('LISTED_ACT_UNDECIDED');
    const [b3] = (await file(id)).findings;
    expect((await act(b3?.id ?? '', 'reject', {})).status).toBe(400);
    await act(b3?.id ?? '', 'confirm', {});
    const b4 = (await find(id, 'B4', { primary: false })).body.id;
    // Whoever sends a primary sends it for nothing: the tie order says which.
    await find(id, 'B5', { primary: true });
    expect((await file(id)).primary).toBe(b4);
  });

  it('force: not in another zone, not on Art. 11 alone without the commander, 询问 not by one officer', async () => {
    const id = await report('hall', '电梯停了一会儿');
    await find(id, 'B3');
    expect(await take('chief', id, { measure: 'M05' })).toMatchObject({
      code: 'MEASURE_WITHOUT_GROUND',
      lacks: 'zone',
    });
    expect(await take('chief', id, { measure: 'M18' })).toMatchObject({
      code: 'MEASURE_WITHOUT_GROUND',
      lacks: 'act',
    });
    expect((await take('chief', id, { measure: 'M14' })).code).toBe('MEASURE_NEEDS_COMMANDER');
    await find(id, 'B4');
    expect((await take('chief', id, { measure: 'M17', executedBy: ['甲'] })).code).toBe('MEASURE_NEEDS_TWO');
    expect((await file(id)).measures).toEqual([]);
  });

  it.each(['M06', 'M07'])(
    '罚款/拘留 (%s): not without the decision, not over the limit, no sanction without one',
    async (fine) => {
      const over = fine === 'M06' ? { amountYuan: 100_001 } : { days: 16 };
      expect((await take('president', desk.id, { measure: fine })).code).toBe('MEASURE_NEEDS_DECISION');
      expect(
        (await take('president', desk.id, { measure: fine, decision: { ...decision, ...over } })).code,
      ).toBe('MEASURE_OVER_LIMIT');
      const id = await report('hall', '电梯停了一会儿');
      for (const name of ['lock', 'review']) await step('guard', id, { step: name });
      expect((await step('guard', id, { step: 'sanction' })).code).toBe('DECISION_MISSING');
    },
  );

  it('a crime: nobody names one here; what is sent for it is kept nowhere', async () => {
    const id = await report('hall', '电梯停了一会儿');
    await find(id, 'B4', { offence: '袭警罪', crime: '袭警罪' });
    expect(JSON.stringify([await file(id), await held.court.facts()])).not.toContain('袭警罪');
  });

  it('精神异常, a minor: of nobody because of words; only as a named person says of him', async () => {
    const id = await report('hall', '一名精神病人带着未成年人在大厅大声喧哗不听劝阻，窗口停办业务');
    const people = async () =>
      (await held.court.get<{ items: InvolvedItem[] }>('guard', `/api/incidents/${id}/involved`)).body.items;
    expect(await people()).toEqual([]);
    await held.court.post('guard', `/api/incidents/${id}/involved`, {
      role: 'actor',
      identity: { name: '某' },
    });
    expect(await people()).toMatchObject([{ about: {}, by: { kind: 'person' } }]);
  });

  it('sharing: words share nothing, and the police see nothing before a person shared it', async () => {
    const id = await report('hall', '有人在大厅持刀追砍法官，血流满地');
    expect(await held.court.facts('liaison.offered')).toEqual([]);
    expect((await held.court.get('police', `/api/incidents/${id}`)).status).toBe(404);
    expect((await held.court.get('police', '/api/evidence/none/content')).status).toBe(403);
  });

  it('protection: no measure of it where no act carries it', async () => {
    const id = await report('hall', '电梯停了一会儿');
    await find(id, 'B3');
    expect((await take('president', id, { measure: 'M41' })).code).toBe('MEASURE_WITHOUT_GROUND');
  });

  it('closing: not with undecided acts, not without a reason, not sideways by one', async () => {
    const id = await report('hall', uproar);
    await step('guard', id, { step: 'lock' });
    expect((await step('guard', id, { step: 'review' })).code).toBe('FINDINGS_UNDECIDED');
    expect((await step('guard', id, { step: 'exit', exit: 'false' })).code).toBe('REASON_NEEDED');
    await step('guard', id, { step: 'exit', exit: 'false', ...isTold });
    expect((await step('guard', id, { step: 'countersign' })).code).toBe('SECOND_PERSON_NEEDED');
    expect((await step('chief', id, { step: 'keep', ...isTold })).state).toBe('evidence-locked');
    const plain = await report('hall', '电梯停了一会儿');
    for (const name of ['lock', 'review']) await step('guard', plain, { step: name });
    expect((await step('guard', plain, { step: 'close' })).code).toBe('REASON_NEEDED');
  });

  it('packet, deletion, words, watch list, keys: never by one person, whatever roles he has', async () => {
    const people = await held.court.get<{ items: { id: string; roles: string[] }[] }>('admin', '/api/people');
    const clerk = people.body.items.find(({ roles }) => roles.includes('clerk'))?.id ?? '';
    await held.court.patch('admin', `/api/people/${clerk}`, { roles: ['clerk', 'approver'] });
    const ask = async <Body>(who: string, path: string, body?: object) =>
      (await held.court.post<Body & Problem>(who, `/api/${path}`, body)).body;
    await held.court.write((unit) =>
      unit.query(
        `INSERT INTO "evidence" ("id", "sha256", "sm3", "bytes", "mime", "name", "startedAt", "endedAt", "state", "receivedAt", "declared", "keepUntil")
         VALUES ('e-old', ?, ?, 1, 'audio/wav', '{"word":"w"}', '2025-06-01T01:00:00.000Z', '2025-06-01T01:05:00.000Z', 'stored', '2025-06-01T02:00:00.000Z', ?, '2026-01-01T00:00:00.000Z')`,
        ['0'.repeat(64), '0'.repeat(64), '0'.repeat(64)],
      ),
    );
    const packet = await ask<{ id: string }>('clerk', `incidents/${desk.id}/packets`);
    const deletion = await ask<{ items: { id: string }[] }>('clerk', 'retention/deletions', {
      items: ['e-old'],
      why: '期满',
    });
    const [told] = await held.court.facts('incident.opened');
    const words = await ask<{ id: string }>('clerk', 'redactions', {
      seq: told?.seq,
      path: '/data/report',
      why: '误写',
    });
    const watch = await ask<WatchItem>('chief', 'screening/watches', {
      name: '赵某',
      ground: '多次威胁法官',
      instruction: 'call-officer',
      until: new Date(Date.now() + 86_400_000).toISOString(),
    });
    const key = await ask<{ id: string }>('admin', 'ledger/key-changes', { change: 'succeed', why: '例行' });
    const alone: [who: string, path: string, body?: object][] = [
      ['clerk', `packets/${packet.id}/approve`],
      ['clerk', 'retention/deletions/approve', { approvals: deletion.items.map(({ id }) => id) }],
      ['clerk', `redactions/${words.id}/approve`],
      ['chief', `screening/watches/${watch.id}/approve`],
      ['admin', `ledger/key-changes/${key.id}/approve`],
    ];
    for (const [who, path, body] of alone)
      expect([path, (await ask(who, path, body)).code]).toEqual([path, 'SECOND_PERSON_NEEDED']);
    // Not in force before the second one agrees: the lane is told nothing.
    expect(
      (
        await ask<{ items: object[] }>('screener', 'screening/watches/match', {
          lane: 'gate-1',
          text: '赵某',
        })
      ).items,
    ).toEqual([]);
  });

  it('and every such fact of this court is a named person’s', async () => {
    const human =
      /^(finding\.(confirmed|rejected|reclassified|completed)|measure\.|involved\.added|packet\.(asked|approved)|liaison\.offered|watch\.(proposed|approved)|interference\.release|incident\.(evidence-locked|reviewed|closed|sanctioned|exit-(asked|approved|refused))|(evidence\.deletion|words\.redaction|ledger\.key-change)-)/;
    const facts = (await held.court.facts()).filter(({ type }) => human.test(type));
    expect(new Set(facts.map(({ type }) => type)).size).toBeGreaterThan(10);
    for (const { type, by } of facts) expect([type, by.kind]).toEqual([type, 'person']);
  });
});
