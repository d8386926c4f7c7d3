import { statSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config.js';
import type { IncidentItem } from '../../src/incidents/incident.js';
import type { InvolvedItem } from '../../src/incidents/involved.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const number = '220721199001011234';
const identity = { name: '尉迟 恭', document: { kind: '居民身份证', number }, phone: '13800000000' };
const report = async (place = 'hall'): Promise<string> =>
  (await held.court.post<IncidentItem>('guard', '/api/incidents', { place, text: '有人吵闹' })).body.id;
const add = (incident: string, who: object = identity, by = 'guard') =>
  held.court.post<InvolvedItem>(by, `/api/incidents/${incident}/involved`, {
    role: 'actor',
    about: { isMinor: false },
    identity: who,
  });
const search = (body: object, who = 'guard') =>
  held.court.post<{ items: InvolvedItem[] }>(who, '/api/involved/search', body);

describe('a person involved', () => {
  it('lies sealed: neither database nor ledger nor list holds name, number or telephone', async () => {
    const incident = await report();
    const { status, body } = await add(incident);
    expect([status, body.role]).toEqual([201, 'actor']);
    const rows = JSON.stringify(await held.court.write((unit) => unit.query('SELECT * FROM "involved"')));
    const ledger = JSON.stringify(await held.court.facts());
    const list = JSON.stringify((await held.court.get('guard', `/api/incidents/${incident}/involved`)).body);
    for (const text of [rows, ledger, list])
      for (const secret of ['尉迟', number, '13800000000']) expect(text).not.toContain(secret);
    const settings = held.court.app.get<Settings>(SETTINGS);
    const key = join(settings.dataDir, 'keys', 'identity.key');
    expect(statSync(key).mode & 0o077).toBe(0);
    expect(rows).not.toContain(readFileSync(key, 'utf8').trim());
  });

  it('is opened one by one, each opening an entry of a named person; not by every role', async () => {
    const { body } = await add(await report());
    const open = (who: string) => held.court.post(who, `/api/involved/${body.id}/open`);
    for (const who of ['officer-1', 'judge', 'police', 'auditor', 'admin', 'committee'])
      expect([who, (await open(who)).status]).toEqual([who, 403]);
    expect(await held.court.facts('involved.opened')).toEqual([]);
    expect((await open('guard')).body).toEqual(identity);
    await open('clerk');
    const opened = await held.court.facts('involved.opened');
    expect(opened.map(({ subject, by }) => [subject.id, by.kind])).toEqual([
      [body.id, 'person'],
      [body.id, 'person'],
    ]);
    expect((await held.court.post('guard', '/api/involved/none/open')).status).toBe(404);
  });

  it('is found by exact match alone, however it is spaced; that somebody searched is noted, what he searched is not', async () => {
    await add(await report(), { name: '王五', document: { kind: '护照', number: 'E 1234-5678' } });
    expect((await search({ number: 'e12345678' })).body.items).toHaveLength(1);
    expect((await search({ number: 'E1234567' })).body.items).toEqual([]);
    expect((await search({ name: '王' })).body.items).toEqual([]);
    expect((await search({ name: '王五' })).body.items).toHaveLength(1);
    expect((await search({ name: '王五' }, 'officer-1')).status).toBe(403);
    const facts = await held.court.facts('involved.searched');
    expect(facts.map(({ data }) => data['found'])).toEqual([1, 0, 0, 1]);
    expect(JSON.stringify(facts)).not.toMatch(/王|12345678/);
  });

  it('who comes again is told as a repeat, by number before name; incidents with him, or near, are related', async () => {
    const [one, other] = [await report('court-3'), await report('hall')];
    const who = { name: '赵六', document: { kind: '居民身份证', number: '110101198001010011' } };
    await add(one, who);
    const again = await add(other, { ...who, name: '赵 六' });
    expect(again.body.repeats).toMatchObject([{ incident: one, by: 'number' }]);
    const named = await add(await report(), { name: '赵六' });
    expect(named.body.repeats.map(({ by }) => by)).toEqual(['name', 'name']);
    const related = await held.court.get<{ items: { incident: string; why: string[] }[] }>(
      'guard',
      `/api/incidents/${other}/related`,
    );
    expect(related.body.items.find(({ incident }) => incident === one)?.why).toEqual(['person']);
    expect(related.body.items.some(({ why }) => why.includes('place-and-time'))).toBe(true);
  });

  it('does not open from another row, nor with another key', async () => {
    const [one, other] = [(await add(await report())).body.id, (await add(await report())).body.id];
    await held.court.write((unit) =>
      unit.query(
        'UPDATE "involved" SET "sealed" = (SELECT "sealed" FROM "involved" WHERE "id" = ?) WHERE "id" = ?',
        [other, one],
      ),
    );
    expect((await held.court.post<{ code: string }>('guard', `/api/involved/${one}/open`)).body.code).toBe(
      'IDENTITY_UNREADABLE',
    );
  });
});
