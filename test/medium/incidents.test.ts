import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentFile } from '../../src/incidents/incident-files.service.js';
import type { FindingItem, IncidentItem, MeasureItem } from '../../src/incidents/incident.js';
import type { KeptFact } from '../../src/ledger/entries.service.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
type Problem = { readonly code: string; readonly first?: { readonly at: string } };
type File = IncidentFile & { readonly measuresOffered: readonly { readonly id: string }[] };
const fileOf = async (id: string, who = 'guard') =>
  (await held.court.get<File>(who, `/api/incidents/${id}`)).body;
const incidentOf = async (alarm: string | undefined): Promise<string> =>
  (await held.court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;
const report = async (place: string, text: string): Promise<IncidentItem> => {
  const { status, body } = await held.court.post<IncidentItem>('guard', '/api/incidents', { place, text });
  expect(status).toBe(201);
  return body;
};

describe('an incident', () => {
  it('opens with its alarm, in the same transaction, and reads it back', async () => {
    const button = await held.court.device('button-101');
    const { alarm } = await button.press('help');
    const file = await fileOf(await incidentOf(alarm));
    expect(file).toMatchObject({
      state: 'open',
      place: 'court-1',
      zone: 'A',
      source: 'alarm',
      alarms: [alarm],
    });
    const [raised] = await held.court.told('alarm.raised', ({ subject }) => subject.id === alarm);
    const [opened] = await held.court.told('incident.opened', ({ subject }) => subject.id === file.id);
    expect([opened?.at, opened?.data['alarms']]).toEqual([raised?.at, [alarm]]);
    // 法庭按钮: A5 at low, which is a candidate and no suggestion.
    expect(file.candidates).toMatchObject([{ code: 'A5', level: 'low' }]);
    expect(file.findings).toEqual([]);
  });

  it('is found by its place, its state and when it was opened', async () => {
    const incident = await report('court-7', '旁听人员大声喧哗');
    const found = async (wish: Record<string, string>, who = 'guard'): Promise<string[]> => {
      const query = new URLSearchParams(wish).toString();
      const { body } = await held.court.get<{ items: IncidentItem[] }>(who, `/api/incidents?${query}`);
      return body.items.map(({ id }) => id);
    };
    expect(await found({ place: 'court-7', state: 'open' })).toEqual([incident.id]);
    expect(await found({ place: 'court-7', state: 'archived' })).toEqual([]);
    const from = incident.openedAt;
    expect(await found({ place: 'court-7', from })).toEqual([incident.id]);
    expect(await found({ place: 'court-7', until: from })).toEqual([]);
    // A station picks out of what is shared with it, and of nothing else.
    expect(await found({ place: 'court-7' }, 'police')).toEqual([]);
    await held.court.post('chief', `/api/incidents/${incident.id}/share`);
    expect(await found({ place: 'court-7', from }, 'police')).toEqual([incident.id]);
    expect(await found({ place: 'court-8' }, 'police')).toEqual([]);
  });

  it('reads its timeline from the ledger, entry by entry', async () => {
    const button = await held.court.device('button-102');
    const { alarm } = await button.press('help');
    const id = await incidentOf(alarm);
    await held.court.post('guard', `/api/alarms/${alarm}/acknowledge`, { kind: 'radio', note: '已呼叫' });
    await held.court.post('guard', `/api/incidents/${id}/measures`, { measure: 'M01', orderedBy: '审判长' });
    await held.court.post('chief', `/api/incidents/${id}/share`);
    const { timeline } = await fileOf(id);
    const ledger = (await held.court.facts()).filter(
      ({ subject }) => [id, alarm].includes(subject.id) && subject.kind !== 'access',
    );
    expect(timeline.map(({ seq, type }) => [seq, type])).toEqual(ledger.map(({ seq, type }) => [seq, type]));
    expect(timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'alarm.raised',
        'incident.opened',
        'alarm.acknowledged',
        'measure.taken',
        'liaison.offered',
      ]),
    );
    const note = timeline.find(({ type }) => type === 'alarm.acknowledged')?.data['note'];
    expect(note).toEqual({ word: expect.any(String), text: '已呼叫' });
  });

  it('is reported in words, whose quotations stand as words in its candidates’ reasons', async () => {
    const text = '一名男子在大厅持刀威胁书记员，并扬言要杀人';
    const incident = await report('hall', text);
    expect(incident).toMatchObject({ source: 'report', place: 'hall', zone: 'B', alarms: [] });
    expect(incident.report).toEqual({ word: expect.any(String), text });
    const reasons = incident.candidates.flatMap(({ because }) => because);
    expect(incident.candidates.length).toBeGreaterThan(0);
    expect(
      reasons.flatMap(({ quotes }) => quotes).map(({ text: quoted }) => text.includes(quoted ?? '?')),
    ).not.toContain(false);
    expect(reasons.flatMap(({ quotes }) => quotes).length).toBeGreaterThan(0);
    const texts = JSON.stringify(
      (await held.court.facts()).filter(({ subject }) => subject.id === incident.id),
    );
    expect(texts).toContain(text);
    const entries = await fetch(`${held.court.url}/api/ledger/entries?from=1&limit=1000`, {
      headers: { Cookie: await held.court.cookie('auditor') },
    });
    expect(await entries.text()).not.toContain('书记员');
  });

  it('is told more of later: all that was said is weighed together, nobody is asked twice, and the police read none of it', async () => {
    const incident = await report('hall', '一名男子在大厅大喊大叫');
    const { status, body } = await held.court.post<IncidentItem>(
      'officer-1',
      `/api/incidents/${incident.id}/words`,
      { text: '劝了好几次都不听，窗口停办半小时，还一拳打在书记员脸上' },
    );
    expect([status, body.findings.map(({ code }) => code).toSorted()]).toEqual([201, ['B3', 'B4']]);
    await held.court.post('guard', `/api/incidents/${incident.id}/words`, { text: '他又喊又闹，还是不听' });
    const file = await fileOf(incident.id);
    expect(file.findings).toHaveLength(2);
    const told = file.timeline.filter(({ type }) => type === 'incident.told');
    expect(told.map(({ data }) => (data['text'] as { text: string }).text)).toEqual([
      '劝了好几次都不听，窗口停办半小时，还一拳打在书记员脸上',
      '他又喊又闹，还是不听',
    ]);
    const alone = await held.court.post('screener', `/api/incidents/${incident.id}/words`, { text: '我' });
    expect(alone.status).toBe(403);
  });

  it('that somebody typed is not shared by itself; and words of the house are not read by the police', async () => {
    const incident = await report('hall', '有人携带枪支拒绝安检');
    expect((await held.court.get('police', `/api/incidents/${incident.id}`)).status).toBe(404);
    await held.court.post('chief', `/api/incidents/${incident.id}/share`);
    const { body } = await held.court.get<IncidentItem>('police', `/api/incidents/${incident.id}`);
    expect(body).not.toHaveProperty('report');
    expect(body).not.toHaveProperty('timeline');
    expect([body.candidates, body.findings]).toEqual([[], []]);
    const { body: list } = await held.court.get<{ items: IncidentItem[] }>('police', '/api/incidents');
    expect(JSON.stringify(list)).not.toContain('枪');
    expect(JSON.stringify(list)).not.toContain('"scope"');
    for (const path of ['/api/incidents', `/api/incidents/${incident.id}`, '/api/alarms', '/api/troubles'])
      expect(JSON.stringify((await held.court.get('chief', path)).body)).not.toContain('"scope"');
  });
});

describe('findings', () => {
  const suggested = async (): Promise<[string, FindingItem]> => {
    const gate = await held.court.device('gate-1');
    const seen = gate.event({ type: 'detection', zoneCode: 'z2', class: 'knife' });
    await gate.send(JSON.stringify(seen));
    const detection = { boot: seen['boot'], seq: seen['seq'] };
    const { alarm } = await gate.say({
      type: 'decision',
      detection,
      outcome: 'refused',
      operators: ['甲', '乙'],
    });
    const id = await incidentOf(alarm);
    const { findings } = await fileOf(id);
    return [id, findings[0] as FindingItem];
  };

  it('are suggested by a refused knife: B1, rung high, shared by policy', async () => {
    const [id, finding] = await suggested();
    const file = await fileOf(id);
    expect(file).toMatchObject({
      source: 'screening',
      place: 'screening',
      zone: 'B',
      shared: { why: 'policy' },
    });
    expect(file.candidates[0]).toMatchObject({ code: 'B1', level: 'high' });
    expect(finding).toMatchObject({ code: 'B1', status: 'candidate', level: 'high' });
    expect(file.alarmItems[0]).toMatchObject({ level: 'high', source: 'decision' });
    expect((await held.court.get<IncidentItem>('police', `/api/incidents/${id}`)).body.findings).toEqual([]);
  });

  it('are confirmed or rejected by a person, once; the other is told who was first', async () => {
    const [id, finding] = await suggested();
    const confirm = (who: string) =>
      held.court.post<FindingItem & Problem>(who, `/api/findings/${finding.id}/confirm`, {
        elements: ['item'],
      });
    expect((await confirm('clerk')).status).toBe(403);
    const [one, other] = await Promise.all([confirm('guard'), confirm('chief')]);
    expect([one.status, other.status]).toEqual(expect.arrayContaining([200, 409]));
    const lost = one.status === 409 ? one : other;
    const won = one.status === 409 ? other : one;
    expect(lost.body).toMatchObject({ code: 'FINDING_DECIDED', first: won.body.decided });
    expect(
      (await held.court.post('guard', `/api/findings/${finding.id}/reject`, { reason: '晚了' })).status,
    ).toBe(409);
    expect((await fileOf(id)).findings[0]).toMatchObject({ status: 'confirmed', elements: ['item'] });
    const police = await held.court.get<IncidentItem>('police', `/api/incidents/${id}`);
    expect(police.body.findings).toMatchObject([{ code: 'B1', status: 'confirmed' }]);
    expect(police.body.findings[0]).not.toHaveProperty('level');
  });

  it('are rejected with a reason, which the police do not read', async () => {
    const [id, finding] = await suggested();
    const reject = (body?: object) =>
      held.court.post<FindingItem>('guard', `/api/findings/${finding.id}/reject`, body);
    expect((await reject()).status).toBe(400);
    expect((await reject({ reason: ' ' })).status).toBe(400);
    const { status, body } = await reject({ reason: '是钥匙' });
    expect([status, body.status, body.reason?.text]).toEqual([200, 'rejected', '是钥匙']);
    expect(JSON.stringify(await held.court.get('police', `/api/incidents/${id}`))).not.toContain('钥匙');
  });

  it('may be made by a person whom nothing suggested it to, of a code of the law, once', async () => {
    const incident = await report('hall', '电梯停电');
    const find = (code: string) =>
      held.court.post<FindingItem & Problem>('guard', `/api/incidents/${incident.id}/findings`, { code });
    const { status, body } = await find('B3');
    expect([status, body.status, body.decided?.by.kind]).toEqual([201, 'confirmed', 'person']);
    expect((await find('B3')).status).toBe(409);
    expect((await find('Z9')).status).toBe(400);
    expect((await held.court.post('guard', '/api/incidents/none/findings', { code: 'B3' })).status).toBe(404);
  });

  it('of a deposited fruit knife are none, nor an incident, nor an alarm', async () => {
    const gate = await held.court.device('gate-2');
    await gate.say({ type: 'self-check', ok: true, by: ['甲', '乙'] });
    const before = held.court.head;
    const receipt = await gate.say({
      type: 'decision',
      outcome: 'deposited',
      item: '水果刀',
      operators: ['甲'],
    });
    expect(receipt.alarm).toBeUndefined();
    const facts = await held.court.facts();
    const since = facts.filter(({ seq }: KeptFact) => seq > before);
    expect(since.map(({ type }) => type)).toEqual(expect.arrayContaining(['event.recorded', 'lane.decided']));
    // Timers of what stood before may come due meanwhile.
    const stood = new Set(facts.filter(({ seq }) => seq <= before).map(({ subject }) => subject.id));
    const begun = since.filter(({ type }) => /^(incident|alarm|finding|trouble)\./.test(type));
    expect(begun.filter(({ subject }) => !stood.has(subject.id))).toEqual([]);
  });
});

describe('measures', () => {
  it('are noted with who ordered and who carried them out; one without ground in the zone is refused', async () => {
    const incident = await report('hall', '有人大声喧哗');
    const take = (body: object) =>
      held.court.post<MeasureItem & Problem>('guard', `/api/incidents/${incident.id}/measures`, body);
    // M05 强行带出法庭 is of the courtroom alone.
    expect(await take({ measure: 'M05' })).toMatchObject({
      status: 400,
      body: { code: 'MEASURE_WITHOUT_GROUND' },
    });
    expect((await take({ measure: 'M99' })).body.code).toBe('MEASURE_UNKNOWN');
    const said = { measure: 'M12', orderedBy: '值班长', executedBy: ['法警甲', '法警乙'], note: '劝离' };
    const { status, body } = await take(said);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      measure: 'M12',
      orderedBy: { text: '值班长' },
      executedBy: [{ text: '法警甲' }, { text: '法警乙' }],
      note: { text: '劝离' },
    });
    expect((await fileOf(incident.id)).measures).toEqual([body]);
    const offered = (await fileOf(incident.id)).measuresOffered.map(({ id }) => id);
    expect(offered).toContain('M12');
    expect(offered).not.toContain('M05');
    const [fact] = await held.court.told('measure.taken', ({ subject }) => subject.id === incident.id);
    expect(fact?.subject.kind).toBe('incident');
  });
});
