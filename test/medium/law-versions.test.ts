import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { FindingItem, IncidentItem } from '../../src/incidents/incident.js';
import type { LawChange } from '../../src/law/law-changes.js';
import { builtInLaw, codeOf, type Law, type LawCode } from '../../src/law/code-table.js';
import { LawBook } from '../../src/law/law-book.service.js';
import type { LawVersion } from '../../src/law/law-version.js';
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

/** The book as a console finds it that starts on this database with this law on board. */
const startedAgain = async (shipped: Law): Promise<void> => {
  const book = held.court.app.get(LawBook);
  Object.assign(book, { shipped });
  await book.onModuleInit();
};
/** What a packet made now would print for an act found in this incident. */
const printedOf = async (incident: string, code: string): Promise<string | undefined> => {
  const packet = { id: 'packet', incident, letter: {} } as unknown as PacketRow;
  const contents = held.court.app.get(Contents, { strict: false });
  const { findings } = await contents.preview(packet, '2026-11-22T00:00:00.000Z');
  return findings.find((finding) => finding.code === code)?.text;
};
const versions = async () =>
  (await held.court.get<{ items: LawVersion[] }>('guard', '/api/law/versions')).body.items;

describe('an upgrade of the console that brings another law', () => {
  const next: Law = {
    ...builtInLaw,
    version: '2027-03-01',
    codes: builtInLaw.codes.map((code) => (code.code === 'B6' ? { ...code, zh: '新的条文' } : code)),
  };
  let incident = '';

  afterAll(async () => {
    await held.court.write((unit) =>
      unit.query('DELETE FROM "laws" WHERE "version" <> ?', [builtInLaw.version]),
    );
    await startedAgain(builtInLaw);
  });

  it('keeps the one before: what was found under it keeps its version and its text, in the page and in print', async () => {
    ({ id: incident } = (
      await held.court.post<IncidentItem>('guard', '/api/incidents', { place: 'hall', text: '电梯停了' })
    ).body);
    const found = await held.court.post<FindingItem>('guard', `/api/incidents/${incident}/findings`, {
      code: 'B6',
    });
    const { version } = builtInLaw;
    expect(found.body.lawVersion).toBe(version);
    await startedAgain(next);
    expect((await versions()).find(({ isCurrent }) => isCurrent)).toMatchObject({
      version: '2027-03-01',
      by: { kind: 'system' },
    });
    expect(await printedOf(incident, 'B6')).toBe(codeOf('B6')?.zh);
    const then = await held.court.get<{ items: LawCode[] }>('police', `/api/law/versions/${version}`);
    expect(then.body.items.find(({ code }) => code === 'B6')?.zh).toBe(codeOf('B6')?.zh);
    // What is added to it is held against its own law, what is found now against the new one.
    const later = await held.court.post<FindingItem>('guard', `/api/findings/${found.body.id}/complete`, {
      elements: [codeOf('B6')?.elements[0]?.id],
    });
    expect([later.status, later.body.lawVersion]).toEqual([200, version]);
    const compared = await held.court.get<{ items: LawChange[] }>(
      'guard',
      `/api/law/versions/2027-03-01/changes?against=${builtInLaw.version}`,
    );
    expect(compared.body.items).toEqual([
      expect.objectContaining({ id: 'B6', before: { zh: codeOf('B6')?.zh }, after: { zh: '新的条文' } }),
    ]);
  });

  it('is caught where only the law in force is kept', async () => {
    type Row = Readonly<Record<'version' | 'inForceFrom' | 'content' | 'sha256' | 'loadedAt' | 'by', string>>;
    const rows = await held.court.write((unit) => unit.query<Row>('SELECT * FROM "laws"'));
    await held.court.write((unit) => unit.query('DELETE FROM "laws" WHERE "version" <> ?', ['2027-03-01']));
    await startedAgain(next);
    expect(await printedOf(incident, 'B6')).toBe('B6');
    for (const { version, inForceFrom, content, sha256, loadedAt, by } of rows)
      if (version !== next.version)
        await held.court.write((unit) =>
          unit.query(
            'INSERT INTO "laws" ("version", "inForceFrom", "content", "sha256", "loadedAt", "by") VALUES (?, ?, ?, ?, ?, ?)',
            [version, inForceFrom, content, sha256, loadedAt, by],
          ),
        );
    await startedAgain(next);
    expect(await printedOf(incident, 'B6')).toBe(codeOf('B6')?.zh);
  });

  it('names another table of the same version apart, is stored once, and starts beside one that it cannot read', async () => {
    const silent = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    await held.court.write((unit) =>
      unit.query(
        `INSERT INTO "laws" ("version", "inForceFrom", "content", "sha256", "loadedAt", "by")
         VALUES ('of-old', '2020-01-01', '{}', 'x', '2020-01-01T00:00:00.000Z', '{"kind":"system","id":"console"}')`,
      ),
    );
    const other: Law = { ...next, cap: 0.9 };
    for (const _ of ['at first', 'again']) await startedAgain(other);
    silent.mockRestore();
    const named = (await versions()).map((one) => one.version);
    expect(named.filter((one) => one.startsWith('2027-03-01'))).toEqual([
      '2027-03-01',
      expect.stringMatching(/^2027-03-01\+[0-9a-f]{8}$/),
    ]);
    expect(named).not.toContain('of-old');
    expect(held.court.app.get(LawBook).current.version).toBe(named.findLast((one) => one.includes('+')));
  });
});

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
    expect(await printedOf(incident.id, 'B3')).toBe(codeOf('B3')?.zh);
    const changes = await held.court.get<{ items: LawChange[] }>(
      'police',
      '/api/law/versions/2026-11-30/changes',
    );
    expect(changes.body.items).toContainEqual({
      part: 'code',
      id: 'B5',
      change: 'changed',
      fields: ['en', 'severity'],
      before: { en: codeOf('B5')?.en, severity: 3 },
      after: { en: 'damage', severity: 4 },
    });
    expect(changes.body.items.map(({ part }) => part)).toContain('signal');
    expect((await held.court.get('guard', '/api/law/versions/none/changes')).status).toBe(404);
    const [fact] = await held.court.told('law.loaded', ({ by }) => by.kind === 'person');
    expect(fact?.data).toMatchObject({
      version: '2026-11-30',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    // A restart knows it again.
    await startedAgain(builtInLaw);
    expect(held.court.app.get(LawBook).current.version).toBe('2026-11-30');
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
