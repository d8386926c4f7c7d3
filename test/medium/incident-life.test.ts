import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { ApprovalsFollower } from '../../src/access/approvals.follower.js';
import type { Word } from '../../src/alarms/alarm.js';
import type { Board } from '../../src/console/board.js';
import { Boards } from '../../src/console/boards.service.js';
import type { IncidentFile } from '../../src/incidents/incident-files.service.js';
import type { IncidentItem } from '../../src/incidents/incident.js';
import { limitWarningMs } from '../../src/incidents/life.js';
import { Limits } from '../../src/incidents/limits.follower.js';
import { person as personActor, type Subject } from '../../src/kernel/actor.js';
import { ExitsApproved1790000700190 } from '../../src/storage/migrations/1790000700190-exits-approved.js';
import { incidentDesk } from '../support/incident-desk.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
type Problem = { readonly code: string; readonly first?: { readonly at: string } };
type Answer = IncidentItem & Problem;

const report = async (place = 'hall', text = '电梯停了一会儿'): Promise<IncidentItem> =>
  (await held.court.post<IncidentItem>('guard', '/api/incidents', { place, text })).body;
const step = (who: string, id: string, body: object) =>
  held.court.post<Answer>(who, `/api/incidents/${id}/step`, body);
const board = (): Board => held.court.app.get(Boards).board;
const isOnBoard = (id: string): boolean => board().incidents.some((incident) => incident.id === id);
const { find, folded } = incidentDesk(held);

describe('an incident’s life', () => {
  it('goes step by step, each a fact of a named person; ended, it leaves the board and stays in the list', async () => {
    const { id } = await report();
    expect((await step('guard', id, { step: 'review' })).body.code).toBe('INCIDENT_STEP_REFUSED');
    expect((await step('guard', id, { step: 'lock' })).body.state).toBe('evidence-locked');
    expect((await step('guard', id, { step: 'lock' })).status).toBe(409);
    await step('chief', id, { step: 'review' });
    expect((await step('chief', id, { step: 'close' })).body.code).toBe('REASON_NEEDED');
    expect(isOnBoard(id)).toBe(true);
    const { status, body } = await step('chief', id, { step: 'close', reason: '批评教育后离开' });
    expect([status, body.state]).toEqual([200, 'closed-internal']);
    expect(isOnBoard(id)).toBe(false);
    const list = await held.court.get<{ items: IncidentItem[] }>('guard', '/api/incidents');
    expect(list.body.items.find((item) => item.id === id)?.state).toBe('closed-internal');
    const [closed] = await held.court.told('incident.closed', ({ subject }) => subject.id === id);
    expect([closed?.by.kind, closed?.data['reason']]).toEqual([
      'person',
      { word: expect.any(String), text: '批评教育后离开', scope: 'staff' },
    ]);
    expect((await find(id, 'B3')).body.code).toBe('INCIDENT_ENDED');
  });

  it('leaves sideways by two people: the asker cannot sign, who signs ends it, who declines keeps it', async () => {
    const { id } = await report();
    expect((await step('guard', id, { step: 'exit', reason: '风吹门响' })).body.code).toBe('EXIT_NEEDED');
    const asked = await step('guard', id, { step: 'exit', exit: 'false', reason: '风吹门响' });
    expect(asked.body).toMatchObject({
      state: 'open',
      exit: { kind: 'false', reason: { text: '风吹门响' } },
    });
    expect(await step('guard', id, { step: 'countersign' })).toMatchObject({
      status: 403,
      body: { code: 'SECOND_PERSON_NEEDED' },
    });
    await folded();
    await step('chief', id, { step: 'keep', reason: '再看一遍录像' });
    expect(board().incidents.find((incident) => incident.id === id)?.exit).toBeUndefined();
    await step('guard', id, { step: 'exit', exit: 'drill', reason: '月度演练' });
    const signed = await step('chief', id, { step: 'countersign' });
    expect([signed.body.state, signed.body.exit]).toEqual(['drill', undefined]);
    expect(isOnBoard(id)).toBe(false);
    await folded();
    // Each with the sign-in's address, who asked first, and the reason of whoever kept it.
    const facts = (await held.court.facts()).filter(
      ({ type, subject }) => subject.id === id && type.startsWith('incident.exit-'),
    );
    expect(facts.map(({ type, data }) => [type, data['exit'], (data['address'] as Word).text])).toEqual([
      ['incident.exit-asked', 'false', '127.0.0.1'],
      ['incident.exit-refused', 'false', '127.0.0.1'],
      ['incident.exit-asked', 'drill', '127.0.0.1'],
      ['incident.exit-approved', 'drill', '127.0.0.1'],
    ]);
    expect(facts[1]?.data['reason']).toMatchObject({ text: '再看一遍录像' });
    expect(facts[3]?.data).toMatchObject({ asked: { by: facts[2]?.by }, state: 'drill', before: 'open' });
  });

  it('is kept where who asked takes it back, where nobody signs for a week, and where a packet was handed over', async () => {
    const waits = async () => {
      const { id } = await report();
      await step('guard', id, { step: 'exit', exit: 'fault', reason: '线路' });
      return id;
    };
    const standing = async (id: string) =>
      (await held.court.get<IncidentItem>('guard', `/api/incidents/${id}`)).body;
    const [back, old, over] = [await waits(), await waits(), await waits()];
    await step('guard', back, { step: 'keep', reason: '点错了' });
    expect(await standing(back)).not.toHaveProperty('exit');
    const asked = { at: '2026-01-01T00:00:00.000Z', by: personActor('p') };
    await held.court.write((unit) =>
      unit.query('UPDATE "approvals" SET "asked" = ? WHERE "subject" = ?', [JSON.stringify(asked), old]),
    );
    await held.court.app.get(ApprovalsFollower).look();
    expect(await standing(old)).not.toHaveProperty('exit');
    expect((await step('chief', old, { step: 'countersign' })).body.code).toBe('INCIDENT_STEP_REFUSED');
    const told = (type: string, subject: Subject) =>
      held.court.write(async (unit) =>
        unit.record({ type, by: personActor('p'), subject, data: { incident: over } }),
      );
    await told('packet.handed-over', { kind: 'packet', id: 'p2' });
    expect(await standing(over)).toMatchObject({ state: 'transferred' });
    expect(await standing(over)).not.toHaveProperty('exit');
    await told('liaison.closed', { kind: 'incident', id: over });
    expect(
      (await held.court.facts('incident.exit-expired')).map(({ by, subject }) => [by.kind, subject.id]),
    ).toEqual([old, over].map((id) => ['system', id]));
    await folded();
  });

  it('that was asked for before approvals kept it waits on, for a second person still', async () => {
    const { id } = await report();
    const exit = {
      kind: 'medical',
      at: new Date(Date.now() - 2 * 86_400_000).toISOString(),
      by: { kind: 'person', id: 'p' },
      reason: { word: 'w' },
    };
    await held.court.write(async (unit) => {
      await unit.query('ALTER TABLE "incidents" ADD COLUMN "exit" TEXT');
      await unit.query('UPDATE "incidents" SET "exit" = ? WHERE "id" = ?', [JSON.stringify(exit), id]);
      await new ExitsApproved1790000700190().up({ query: (sql: string) => unit.query(sql) } as QueryRunner);
    });
    const { body } = await held.court.get<IncidentItem>('guard', `/api/incidents/${id}`);
    expect(body.exit).toEqual({ ...exit, approval: expect.any(String) });
    expect((await step('chief', id, { step: 'countersign' })).body.state).toBe('medical');
  });

  it('is reopened with a reason and comes back to the board whole, its words readable', async () => {
    const { id } = await report('hall', '有人在大厅大声喧哗不听劝阻，窗口停办业务十分钟');
    const before = board().incidents.find((incident) => incident.id === id);
    await step('guard', id, { step: 'exit', exit: 'false', reason: '看错了' });
    await step('chief', id, { step: 'countersign' });
    const screen = await held.court.screen('guard');
    await screen.follow();
    expect((await step('chief', id, { step: 'reopen', reason: '录像显示确有其事' })).body.state).toBe('open');
    const after = board().incidents.find((incident) => incident.id === id);
    expect(after).toEqual(before);
    await screen.reached(held.court.head);
    expect(screen.board.incidents.find((incident) => incident.id === id)?.report?.text).toContain('大声喧哗');
    await folded();
  });

  it('is handed over by its packet’s hand-over, and told of receipt and result by liaison’s facts', async () => {
    const { id } = await report();
    const tell = (type: string) =>
      held.court.write(async (unit) =>
        unit.record({
          type,
          by: { kind: 'person', id: 'p' },
          subject: {
            kind: type.split('.')[0] === 'packet' ? 'packet' : 'incident',
            id: type === 'packet.handed-over' ? 'p1' : id,
          },
          data: { incident: id },
        }),
      );
    const state = async () =>
      (await held.court.get<IncidentItem>('guard', `/api/incidents/${id}`)).body.state;
    await tell('packet.handed-over');
    expect(await state()).toBe('transferred');
    await tell('liaison.receipted');
    await tell('packet.handed-over');
    expect(await state()).toBe('receipted');
    await tell('liaison.closed');
    expect([await state(), isOnBoard(id)]).toEqual(['result', false]);
    expect(await held.court.facts('reaction.failed')).toEqual([]);
  });

  it('warns once after 150 days that were not used, by a row that a restart does not forget', async () => {
    const [near, done] = [await report(), await report()];
    const rows = await held.court.write((unit) =>
      unit.query<{ incident: string; dueAt: string }>('SELECT * FROM "incidentLimits"'),
    );
    const due = rows.find(({ incident }) => incident === near.id)?.dueAt ?? '';
    expect(Date.parse(due) - Date.parse(near.openedAt)).toBe(limitWarningMs);
    await step('guard', done.id, { step: 'exit', exit: 'test', reason: '测试' });
    await step('chief', done.id, { step: 'countersign' });
    await held.court.write((unit) =>
      unit.query('UPDATE "incidentLimits" SET "dueAt" = ? WHERE "incident" IN (?, ?)', [
        '2026-01-01T00:00:00.000Z',
        near.id,
        done.id,
      ]),
    );
    await held.court.app.get(Limits)['look']();
    await held.court.told('incident.limit-near', ({ subject }) => subject.id === near.id);
    const left = 'SELECT * FROM "incidentLimits" WHERE "incident" = ?';
    expect(await held.court.write((unit) => unit.query(left, [near.id]))).toEqual([]);
    const warned = await held.court.facts('incident.limit-near');
    expect(warned.map(({ subject }) => subject.id)).toEqual([near.id]);
    await folded();
  });
});

describe('merging', () => {
  const merge = (id: string, into: string, who = 'guard') =>
    held.court.post<Answer>(who, `/api/incidents/${id}/merge`, { into, reason: '同一件事' });
  const part = (id: string) =>
    held.court.post<Answer>('guard', `/api/incidents/${id}/part`, { reason: '是两件事' });

  it('shows one incident with all records of both, and parting gives both back as they were', async () => {
    const button = await held.court.device('button-110');
    const { alarm } = await button.press('help');
    // Else its calls go out while this goes on.
    await held.court.post('guard', `/api/alarms/${alarm}/control`);
    const one = (await held.court.get<{ incident: string }>('guard', `/api/alarms/${alarm}`)).body.incident;
    const other = await report('hall', '有人在大厅大声喧哗不听劝阻，窗口停办业务十分钟');
    await find(one, 'B4', { elements: ['victim-role'] });
    const { body: measure } = await held.court.post<{ id: string }>(
      'guard',
      `/api/incidents/${one}/measures`,
      { measure: 'M12' },
    );
    const file = async (id: string) =>
      (await held.court.get<IncidentFile>('guard', `/api/incidents/${id}`)).body;
    const before = [await file(one), await file(other.id)];
    const { status, body } = await merge(one, other.id);
    expect(status).toBe(200);
    expect(body.merged).toEqual([one]);
    expect(body.alarms).toEqual([alarm]);
    expect(body.measures.map(({ id }) => id)).toEqual([measure.id]);
    expect(body.findings.map(({ code }) => code)).toContain('B4');
    expect(body.findings.find(({ id }) => id === body.primary)?.code).toBe('B4');
    expect([isOnBoard(one), isOnBoard(other.id)]).toEqual([false, true]);
    await folded();
    // In the list both stand as each does alone.
    const { items } = (await held.court.get<{ items: Answer[] }>('guard', '/api/incidents')).body;
    const [whole, merged] = [other.id, one].map((id) => items.find((item) => item.id === id));
    expect([whole?.alarms, whole?.merged, whole?.measures.length]).toEqual([[alarm], [one], 1]);
    expect([merged?.alarms, merged?.merged, merged?.measures.length]).toEqual([[alarm], undefined, 1]);
    // What is decided on the merged one shows in the one it stands in.
    const found = await find(one, 'B5');
    expect(found.status).toBe(201);
    expect((await file(other.id)).findings.map(({ code }) => code)).toContain('B5');
    await folded();
    expect((await file(other.id)).timeline.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['alarm.raised', 'measure.taken', 'incident.merged']),
    );
    expect((await step('guard', one, { step: 'lock' })).status).toBe(409);

    expect((await part(one)).body.state).toBe('open');
    const after = [await file(one), await file(other.id)];
    const essence = ({
      timeline: _timeline,
      measuresOffered: _offered,
      findings,
      ...rest
    }: IncidentFile & { measuresOffered?: unknown }) => ({
      ...rest,
      findings: findings.filter(({ code }) => code !== 'B5'),
    });
    expect(after.map(essence).map(({ primary: _p, ...rest }) => rest)).toEqual(
      before.map(essence).map(({ primary: _p, ...rest }) => rest),
    );
    expect((await part(one)).body.code).toBe('INCIDENT_NOT_MERGED');
    await folded();
  });

  it('refuses what would cross zones, share by the back door, or tie a knot', async () => {
    const [one, other, court] = [await report(), await report(), await report('court-2')];
    expect((await merge(one.id, one.id)).body.code).toBe('SAME_INCIDENT');
    expect((await merge(one.id, court.id)).body.code).toBe('MERGE_ZONE_DIFFERS');
    await held.court.post('chief', `/api/incidents/${other.id}/share`);
    expect((await merge(one.id, other.id)).body.code).toBe('MERGE_SHARING_DIFFERS');
    expect((await merge(one.id, 'none')).status).toBe(404);
    expect((await merge(one.id, other.id, 'officer-1')).status).toBe(403);
    const third = await report();
    await merge(one.id, third.id);
    expect((await merge(third.id, (await report()).id)).body.code).toBe('INCIDENT_HAS_MERGED');
    expect((await merge(one.id, third.id)).body.code).toBe('INCIDENT_NOT_WORKED');
  });

  it('of shared incidents shows the police one, and after parting two', async () => {
    const [one, other] = [await report(), await report()];
    for (const { id } of [one, other]) await held.court.post('chief', `/api/incidents/${id}/share`);
    const screen = await held.court.screen('police');
    await screen.follow();
    const seen = () =>
      screen.board.incidents.map(({ id }) => id).filter((id) => [one.id, other.id].includes(id));
    await merge(one.id, other.id);
    await screen.reached(held.court.head);
    expect(seen()).toEqual([other.id]);
    await part(one.id);
    await screen.reached(held.court.head);
    expect(seen().toSorted()).toEqual([one.id, other.id].toSorted());
    expect(JSON.stringify(screen.messages)).not.toContain('同一件事');
    const fresh = await held.court.screen('police');
    await fresh.follow();
    const settled = (items: readonly IncidentItem[]) => items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(settled(screen.board.incidents)).toEqual(settled(fresh.board.incidents));
  });
});
