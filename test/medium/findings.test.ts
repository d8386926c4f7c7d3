import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IncidentItem } from '../../src/incidents/incident.js';
import { builtInLaw } from '../../src/law/code-table.js';
import { incidentDesk } from '../support/incident-desk.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const { report, file, find, act, folded } = incidentDesk(held);

describe('a finding', () => {
  it('keeps the elements ticked, the exhibits that show each, and what the offence depends on', async () => {
    const id = await report();
    expect((await find(id, 'B4', { elements: ['smell'] })).body.code).toBe('ELEMENT_UNKNOWN');
    const said = { elements: ['victim-role'], proofs: { injury: ['nothing'] } };
    expect((await find(id, 'B4', said)).body.code).toBe('EXHIBIT_UNKNOWN');
    const exhibit = await held.court.write(async (unit) => {
      await unit.query(
        `INSERT INTO "evidence" ("id", "sha256", "sm3", "bytes", "mime", "name", "incident", "startedAt", "endedAt", "state", "receivedAt", "declared")
         VALUES ('e-proof', ?, ?, 1, 'audio/wav', 'n', ?, 'a', 'b', 'stored', 'c', ?)`,
        ['0'.repeat(64), '0'.repeat(64), id, '0'.repeat(64)],
      );
      return 'e-proof';
    });
    const { status, body } = await find(id, 'B4', {
      elements: ['victim-role', 'words-or-acts'],
      proofs: { 'words-or-acts': [exhibit] },
      particulars: { victimRole: 'bailiff', injury: 'unassessed' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'confirmed',
      lawVersion: builtInLaw.version,
      proofs: { 'words-or-acts': [exhibit] },
      particulars: { victimRole: 'bailiff', injury: 'unassessed' },
    });
    const later = await act(body.id, 'complete', {
      elements: ['victim-role', 'words-or-acts', 'injury'],
      particulars: { injury: 'slight' },
    });
    expect(later.body).toMatchObject({
      elements: ['victim-role', 'words-or-acts', 'injury'],
      proofs: { 'words-or-acts': [exhibit] },
      particulars: { victimRole: 'bailiff', injury: 'slight' },
    });
    await held.court.write((unit) => unit.query(`DELETE FROM "evidence" WHERE "id" = 'e-proof'`));
  });

  it('stands first by the tie order, exactly one, whatever the order of confirming', async () => {
    const id = await report();
    const primary = async () => {
      const { primary: first, findings } = await file(id);
      return findings.find((finding) => finding.id === first)?.code;
    };
    await find(id, 'B3');
    expect(await primary()).toBe('B3');
    const b4 = (await find(id, 'B4')).body;
    expect(await primary()).toBe('B4');
    await find(id, 'B5');
    expect(await primary()).toBe('B4');
    await act(b4.id, 'reclassify', { code: 'B7', reason: '没有骂人，是不肯走' });
    expect(await primary()).toBe('B5');
    await folded();
  });

  it('is reclassified with its reason; the old one stays, with who, when and what stands in its place', async () => {
    const id = await report();
    await held.court.post('chief', `/api/incidents/${id}/share`);
    const old = (await find(id, 'B3', { elements: ['noise'] })).body;
    expect((await act(old.id, 'reclassify', { code: 'B4' })).status).toBe(400);
    expect((await act(old.id, 'reclassify', { code: 'B3', reason: '同' })).body.code).toBe('SAME_CODE');
    const next = await act(old.id, 'reclassify', {
      code: 'B4',
      reason: '录像里是辱骂',
      elements: ['victim-role'],
    });
    expect(next.body).toMatchObject({ code: 'B4', status: 'confirmed', replaces: old.id });
    const { findings } = await file(id);
    expect(findings.find((finding) => finding.id === old.id)).toMatchObject({
      status: 'replaced',
      replaced: { finding: next.body.id, reason: { text: '录像里是辱骂' }, by: { kind: 'person' } },
    });
    // And back again: the third row, not the first made over.
    const back = await act(next.body.id, 'reclassify', { code: 'B3', reason: '还是喧哗' });
    expect([back.status, back.body.id === old.id]).toEqual([200, false]);
    expect((await act(old.id, 'reclassify', { code: 'B5', reason: '晚了' })).status).toBe(409);
    const police = await held.court.get<IncidentItem>('police', `/api/incidents/${id}`);
    expect(police.body.findings.map(({ status }) => status).toSorted()).toEqual([
      'confirmed',
      'replaced',
      'replaced',
    ]);
    expect(JSON.stringify(police.body)).not.toContain('辱骂');
    await folded();
  });

  it.each([
    ['hall', 'B10', 'B3'],
    ['court-2', 'A5', 'A2'],
    ['perimeter', 'C5', 'C1'],
  ])('in %s is %s only when no listed act fits', async (place, residual, listed) => {
    const id = await report(place);
    const first = (await find(id, listed)).body;
    expect((await find(id, residual)).body).toMatchObject({ code: 'LISTED_ACT_FITS', codes: [listed] });
    // Another act beside the listed one: somebody must say which.
    expect((await find(id, residual, { reason: '另在走廊偷拍卷宗' })).status).toBe(201);
    expect(first.status).toBe('confirmed');
    const suggested = await report('hall', '有人在大厅大声喧哗不听劝阻，窗口停办业务十分钟');
    const { findings } = await file(suggested);
    expect(findings.map(({ code, status }) => [code, status])).toEqual([['B3', 'candidate']]);
    expect((await find(suggested, 'B10', { reason: '说了也不行' })).body).toMatchObject({
      code: 'LISTED_ACT_UNDECIDED',
      codes: ['B3'],
    });
  });

  it('is the residual one of its zone where it stands alone', async () => {
    const zoned = builtInLaw.codes.filter(({ residual }) => residual === true).map(({ code }) => code);
    expect(zoned.toSorted()).toEqual(['A5', 'B10', 'C5']);
    for (const [place, residual] of [
      ['hall', 'B10'],
      ['court-2', 'A5'],
      ['perimeter', 'C5'],
    ] as const)
      expect([residual, (await find(await report(place), residual)).status]).toEqual([residual, 201]);
  });
});
