import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentItem, MeasureItem } from '../../src/incidents/incident.js';
import { incidentDesk, type Problem } from '../support/incident-desk.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const { report, file, find, act, folded } = incidentDesk(held);
const take = (id: string, body: object, who = 'chief') =>
  held.court.post<MeasureItem & Problem>(who, `/api/incidents/${id}/measures`, body);
const decision = {
  number: '（2026）吉0721司惩1号',
  approvedBy: '院长王某',
  approvedAt: '2026-11-22T02:00:00.000Z',
};

describe('a measure', () => {
  it('is offered by zone, act and role, each with its ground, who orders it and its limits', async () => {
    const id = await report();
    const ids = async (who: string) => (await file(id, who)).measuresOffered.map((measure) => measure.id);
    await find(id, 'B9');
    // 制止并协助救治 first (2020 Rules 6).
    expect((await ids('guard'))[0]).toBe('M20');
    expect(await ids('guard')).not.toContain('M11');
    expect(await ids('president')).toEqual([]);
    await find(id, 'B4');
    expect(await ids('guard')).toEqual(expect.arrayContaining(['M11', 'M17', 'M18', 'M19', 'M20']));
    expect(await ids('guard')).not.toContain('M06');
    expect(await ids('president')).toEqual(['M06', 'M07']);
    for (const measure of (await file(id)).measuresOffered) {
      expect(measure.grounds.length).toBeGreaterThan(0);
      expect(measure.codes.length).toBeGreaterThan(0);
      expect(measure.orders.zh).not.toBe('');
    }
  });

  it('without ground is refused with the reason when forced: zone, act, role', async () => {
    const id = await report();
    await find(id, 'B3');
    expect((await take(id, { measure: 'M05' })).body).toMatchObject({
      code: 'MEASURE_WITHOUT_GROUND',
      lacks: 'zone',
    });
    expect((await take(id, { measure: 'M17', executedBy: ['甲', '乙'] })).body).toMatchObject({
      code: 'MEASURE_WITHOUT_GROUND',
      lacks: 'act',
      acts: ['B3'],
      carriedBy: ['B2', 'B4'],
    });
    expect(await take(id, { measure: 'M12' }, 'president')).toMatchObject({
      status: 403,
      body: { code: 'MEASURE_OF_OTHERS' },
    });
    expect((await file(id)).measures).toEqual([]);
  });

  it('of 询问 names two officers, and 带离 on Art. 11 alone names the commander', async () => {
    const id = await report();
    const b3 = (await find(id, 'B3')).body;
    expect((await take(id, { measure: 'M14' })).body.code).toBe('MEASURE_NEEDS_COMMANDER');
    expect((await take(id, { measure: 'M14', orderedBy: '值班长' })).status).toBe(201);
    await act(b3.id, 'reclassify', { code: 'B4', reason: '是辱骂' });
    expect((await take(id, { measure: 'M14' })).status).toBe(201);
    expect((await take(id, { measure: 'M17', executedBy: ['甲', '甲'] })).body.code).toBe(
      'MEASURE_NEEDS_TWO',
    );
    expect((await take(id, { measure: 'M17', executedBy: ['甲', '乙'] })).status).toBe(201);
  });

  it.each(['M06', 'M07'])(
    '%s records the president’s approval and the decision’s number, and never decides',
    async (fine) => {
      const id = await report('court-3', '旁听人员起哄');
      await find(id, 'A2');
      expect((await take(id, { measure: fine })).body.code).toBe('MEASURE_NEEDS_DECISION');
      expect((await take(id, { measure: fine, decision: { number: '1号' } })).status).toBe(400);
      for (const who of ['guard', 'officer-1'])
        expect([who, (await take(id, { measure: fine, decision }, who)).status]).toEqual([who, 403]);
      const over = fine === 'M06' ? { proceeding: 'criminal', amountYuan: 1001 } : { days: 16 };
      expect((await take(id, { measure: fine, decision: { ...decision, ...over } })).body.code).toBe(
        'MEASURE_OVER_LIMIT',
      );
      const step = (name: string) =>
        held.court.post<IncidentItem & Problem>('chief', `/api/incidents/${id}/step`, { step: name });
      for (const { id: finding, status } of (await file(id)).findings)
        if (status === 'candidate') await act(finding, 'reject', { reason: '不符' });
      await step('lock');
      await step('review');
      expect((await step('sanction')).body.code).toBe('DECISION_MISSING');
      const { status, body } = await take(
        id,
        { measure: fine, decision: { ...decision, proceeding: 'civil' } },
        'president',
      );
      expect(status).toBe(201);
      expect(body.decision).toMatchObject({
        number: { text: decision.number },
        approvedBy: { text: '院长王某' },
      });
      expect((await step('sanction')).body.state).toBe('sanctioned');
    },
  );

  it('is completed later: told, times, force, injuries, recordings; what was noted stays', async () => {
    const id = await report();
    await find(id, 'B4');
    const { body } = await take(id, { measure: 'M13', orderedBy: '值班长' });
    const more = {
      executedBy: ['法警甲', '法警乙'],
      told: '你涉嫌扰乱办公秩序，现依法予以控制',
      toldAt: '2026-11-22T02:01:00.000Z',
      startedAt: '2026-11-22T02:01:00.000Z',
      endedAt: '2026-11-22T02:05:00.000Z',
      injuries: '无',
      force: '手铐',
    };
    const completed = await held.court.post<MeasureItem & Problem>(
      'guard',
      `/api/measures/${body.id}/complete`,
      more,
    );
    expect(completed.body).toMatchObject({
      orderedBy: { text: '值班长' },
      told: { text: more.told },
      endedAt: more.endedAt,
      force: { text: '手铐' },
    });
    expect((await file(id)).measures).toEqual([completed.body]);
    expect(
      (await held.court.post<Problem>('guard', `/api/measures/${body.id}/complete`, { recordings: ['x'] }))
        .body.code,
    ).toBe('EXHIBIT_UNKNOWN');
    expect((await held.court.post('guard', '/api/measures/none/complete', {})).status).toBe(404);
    await folded();
  });
});
