import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FindingItem, IncidentItem } from '../../src/incidents/incident.js';
import type { LawChange } from '../../src/law/law-changes.js';
import { builtInLaw, codeOf, type Law } from '../../src/law/code-table.js';
import { LawBook } from '../../src/law/law-book.service.js';
import { Contents } from '../../src/packets/contents.service.js';
import type { PacketRow } from '../../src/packets/packet-order.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const newer = (version: string, change: (law: Law) => void): string => {
  const law = structuredClone(builtInLaw);
  law.version = version;
  change(law);
  return JSON.stringify(law);
};
const load = async (who: string, content: string) => {
  const answer = await fetch(`${held.court.url}/api/law/versions`, {
    method: 'POST',
    headers: { Cookie: await held.court.cookie(who), 'Content-Type': 'application/octet-stream' },
    body: content,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const zoned = { zone: 'B', text: '', signals: [{ kind: 'door', forced: true, area: 'office' }] };
const levelNow = async () =>
  (
    await held.court.post<{ candidates: { code: string; level: string }[] }>(
      'guard',
      '/api/law/classify',
      zoned,
    )
  ).body.candidates.map(({ code, level }) => [code, level]);

describe('a newer version of the law', () => {
  it('is loaded by the administrator alone, and refused with all that is wrong at once', async () => {
    expect((await load('guard', '{}')).status).toBe(403);
    expect(await load('admin', 'no law')).toMatchObject({ status: 400, body: { code: 'LAW_TABLE_INVALID' } });
    const broken = newer('broken', (law) => {
      (law as { cap: unknown }).cap = 'much';
      (law.codes[0] as { severity: number }).severity = 9;
      (law.measures[0] as { id: string }).id = 'measure one';
    });
    const { status, body } = await load('admin', broken);
    expect([status, body['code']]).toEqual([400, 'LAW_TABLE_INVALID']);
    expect(JSON.stringify(body)).toMatch(/cap.*measures\.0\.id.*codes\.0\.severity/s);
    const loose = await load(
      'admin',
      newer('loose', (law) => {
        law.tieOrder = law.tieOrder.filter((code) => code !== 'B3');
        law.signals = law.signals.map((rule) => ({ ...rule, code: 'Z1' }));
      }),
    );
    expect(JSON.stringify(loose.body)).toMatch(/Z1.*B3|B3.*Z1/);
    expect(await load('admin', JSON.stringify(builtInLaw))).toMatchObject({
      status: 409,
      body: { code: 'LAW_VERSION_EXISTS' },
    });
  });

  it('changes candidates without a change of code; findings keep theirs, and what changed is told', async () => {
    const { body: incident } = await held.court.post<IncidentItem>('guard', '/api/incidents', {
      place: 'hall',
      text: '电梯停了一会儿',
    });
    const find = async (code: string) =>
      (await held.court.post<FindingItem>('guard', `/api/incidents/${incident.id}/findings`, { code })).body;
    const before = await find('B3');
    expect(await levelNow()).toEqual([['B2', 'middle']]);
    const content = newer('2026-11-30', (law) => {
      law.signals = law.signals.map((rule) => (rule.code === 'B2' ? { ...rule, confidence: 0.9 } : rule));
      law.codes = law.codes.map((code) =>
        code.code === 'B5' ? { ...code, severity: 4, en: 'damage' } : code,
      );
      law.codes = law.codes.map((code) => (code.code === 'B3' ? { ...code, zh: '改过的条文' } : code));
    });
    const { status, body } = await load('admin', content);
    expect([status, body['version'], body['isCurrent']]).toEqual([201, '2026-11-30', true]);
    expect(await levelNow()).toEqual([['B2', 'high']]);
    const after = await find('B4');
    expect([before.lawVersion, after.lawVersion]).toEqual([builtInLaw.version, '2026-11-30']);
    const file = await held.court.get<IncidentItem>('guard', `/api/incidents/${incident.id}`);
    expect(file.body.findings.find(({ id }) => id === before.id)?.lawVersion).toBe(builtInLaw.version);
    // And leave the house in the words of the version they were made under.
    const packet = { id: 'packet', incident: incident.id, letter: {} } as unknown as PacketRow;
    const told = await held.court.app
      .get(Contents, { strict: false })
      .preview(packet, before.decided?.at ?? '');
    expect(told.findings.find(({ code }) => code === 'B3')?.text).toBe(codeOf('B3')?.zh);
    const changes = await held.court.get<{ items: LawChange[] }>(
      'police',
      '/api/law/versions/2026-11-30/changes',
    );
    expect(changes.body.items).toContainEqual({
      part: 'code',
      id: 'B5',
      change: 'changed',
      fields: ['en', 'severity'],
    });
    expect(changes.body.items.map(({ part }) => part)).toContain('signal');
    expect((await held.court.get('guard', '/api/law/versions/none/changes')).status).toBe(404);
    const [fact] = await held.court.told('law.loaded');
    expect(fact?.data).toMatchObject({
      version: '2026-11-30',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    // A restart knows it again.
    const book = held.court.app.get(LawBook);
    const again = new LawBook(book['reader'], book['writer']);
    await again.onModuleInit();
    expect(again.current.version).toBe('2026-11-30');
  });

  it('that is not in force yet waits', async () => {
    await load(
      'admin',
      newer('2999', (law) => (law.inForceFrom = '2999-01-01')),
    );
    const { body } = await held.court.get<{ items: { version: string; isCurrent: boolean }[] }>(
      'guard',
      '/api/law/versions',
    );
    expect(body.items.find(({ version }) => version === '2999')?.isCurrent).toBe(false);
    expect(body.items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  });
});
