import { describe, expect, it } from '@jest/globals';
import { Exhibits } from '../../src/evidence/exhibits.service.js';
import type { InterferenceItem } from '../../src/interference/interference.js';
import { Contents } from '../../src/packets/contents.service.js';
import type { PacketRow } from '../../src/packets/packet-order.js';
import { Recordings } from '../../src/recordings/recordings.service.js';
import { laterBy, toInstant } from '../../src/kernel/clock.js';
import { basicOf, someBytes, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { ask } from '../support/screening-desk.js';
import { upload } from '../support/tus.js';

const headers = { Authorization: basicOf('recorder-201') };
const bytes = someBytes(2000);
const filing = {
  tag: 'interference',
  channel: 'phone',
  who: '某领导赵某',
  unit: '某局',
  caseNumber: '(2026)吉0721民初12号',
  content: '要求从轻判决',
};
const sends = async (court: ExhibitCourt): Promise<string> => {
  const now = toInstant(Date.now());
  const sent = await upload(court.url, {
    bytes,
    headers,
    words: { clip: 'c1', startedAt: now, endedAt: now },
  });
  return sent.url.split('/').at(-1) ?? '';
};
const read = (court: ExhibitCourt, cookie: string) =>
  ask<{ items: InterferenceItem[] }>(court, cookie, 'GET', '/../interference');

describe('the register of interference (Measures Art. 1)', () => {
  it('is filed by a judge, read by 督察 alone, and each reading is noted', () =>
    withExhibitCourt(async (court) => {
      const judge = await court.enters('judge', ['judge']);
      const filed = await ask<{ id: string }>(court, judge, 'POST', '/../interference', filing);
      expect(filed).toEqual({ status: 201, body: { id: expect.any(String) } });
      for (const role of [
        'judge',
        'guard',
        'chief',
        'clerk',
        'approver',
        'president',
        'committee',
        'auditor',
        'admin',
        'police',
      ] as const) {
        const cookie = role === 'judge' ? judge : await court.enters(role, [role]);
        expect([role, (await read(court, cookie)).status]).toEqual([role, 403]);
      }
      expect(await court.facts('interference.read')).toEqual([]);
      const inspector = await court.enters('inspector', ['inspector']);
      const { body } = await read(court, inspector);
      expect(body.items).toMatchObject([
        { id: filed.body.id, who: { text: '某领导赵某' }, content: { text: '要求从轻判决' }, recordings: [] },
      ]);
      expect(await court.facts('interference.read')).toMatchObject([
        { by: { id: 'inspector' }, data: { records: [filed.body.id] } },
      ]);
    }));

  it('takes its recording out of every list and every incident, and out of the packet', () =>
    withExhibitCourt(async (court) => {
      const evidence = await sends(court);
      const { id: incident } = await court.opensIncident('court-1');
      expect(await court.app.get(Exhibits).itemsOf(incident)).toHaveLength(1);
      const [clip] = (await court.app.get(Recordings).list(10, undefined)).items;
      const clerk = await court.enters('clerk', ['clerk']);
      await ask(court, clerk, 'POST', '/../interference', { ...filing, clip: clip?.id });

      expect(await court.app.get(Exhibits).itemsOf(incident)).toEqual([]);
      expect(await court.app.get(Exhibits).ofIncident(incident)).toEqual([]);
      expect((await court.app.get(Recordings).list(10, undefined)).items).toEqual([]);
      for (const path of [`/../evidence/${evidence}`, `/../evidence/${evidence}/content`])
        expect((await ask(court, clerk, 'GET', path)).status).toBe(404);
      const listed = await ask<{ items: object[] }>(court, clerk, 'GET', '/../evidence');
      expect(listed.body.items).toEqual([]);
      const whole = await ask<object>(court, clerk, 'GET', `/../incidents/${incident}`);
      const told = JSON.stringify(whole.body);
      for (const secret of ['某领导', '从轻', 'interference']) expect(told).not.toContain(secret);

      const packet = { id: 'p', incident, letter: {}, missing: [] } as unknown as PacketRow;
      const { input } = await court.app.get(Contents).of(packet, toInstant(Date.now()));
      expect(input.items).toEqual([]);
      const ledger = Buffer.concat(input.ledger.entries.map((entry) => Buffer.from(entry.bytes))).toString();
      expect(ledger).not.toContain('interference');

      const inspector = await court.enters('inspector', ['inspector']);
      const [record] = (await read(court, inspector)).body.items;
      const path = `${court.url}/api/interference/${record?.id}/recordings/${record?.recordings[0]?.id}`;
      const heard = await fetch(path, { headers: { Cookie: inspector } });
      expect(Buffer.from(await heard.arrayBuffer())).toEqual(bytes);
      expect(await court.facts('interference.heard')).toHaveLength(1);
    }));

  it('is written by the recorder’s key at once, and seals a recording that comes later', () =>
    withExhibitCourt(async (court) => {
      const { id: incident } = await court.opensIncident('court-1');
      const from = toInstant(Date.now() - 60_000);
      const to = toInstant(Date.now() + 60_000);
      await court.says('recorder-201', { type: 'flagged', tag: 'inquiry', from, to });
      expect(await court.facts('mark.made')).toEqual([]);
      await sends(court);
      expect(await court.app.get(Exhibits).itemsOf(incident)).toEqual([]);
      expect((await court.app.get(Recordings).list(10, undefined)).items).toEqual([]);
      const inspector = await court.enters('inspector', ['inspector']);
      expect((await read(court, inspector)).body.items).toMatchObject([
        { tag: 'inquiry', device: 'recorder-201', recordings: [{ state: 'stored' }] },
      ]);
      expect(await court.facts('reaction.failed')).toEqual([]);
    }));

  it('gives back what a wrong key sealed when 督察 says why, to its incident too, once and noted', () =>
    withExhibitCourt(async (court) => {
      const { id: incident } = await court.opensIncident('court-1');
      const from = toInstant(Date.now() - 60_000);
      const to = toInstant(Date.now() + 60_000);
      const press = { type: 'flagged', tag: 'interference', from, to };
      // The wrong key, twice: each press is a record, and what the second one seals stays sealed.
      await court.says('recorder-201', press);
      const evidence = await sends(court);
      await court.says('recorder-201', { ...press, tag: 'inquiry', to: laterBy(to, 1) });
      const inspector = await court.enters('inspector', ['inspector']);
      const [second, first] = (await read(court, inspector)).body.items;
      const release = (cookie: string, id: string | undefined, reason = '误按，系当事人咨询开庭时间') =>
        ask<{ first?: object }>(court, cookie, 'POST', `/../interference/${id}/release`, { reason });
      const clerk = await court.enters('clerk', ['clerk']);
      expect((await release(clerk, first?.id)).status).toBe(403);
      expect((await release(inspector, first?.id, ' ')).status).toBe(400);
      expect((await release(inspector, 'nobody')).status).toBe(404);

      // Two of 督察: one asks, and his own word again is none.
      const other = await court.enters('inspector-2', ['inspector']);
      for (const one of [first, second])
        expect((await release(inspector, one?.id)).body).toMatchObject({ state: 'asked' });
      expect((await release(inspector, first?.id)).body).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
      expect((await read(court, other)).body.items).toMatchObject([
        { releaseAsked: { by: { id: 'inspector' }, why: { text: '误按，系当事人咨询开庭时间' } } },
        { releaseAsked: {} },
      ]);
      expect(await court.facts('evidence.unsealed')).toEqual([]);
      expect((await release(other, first?.id, '听过，是咨询')).body).toMatchObject({ state: 'released' });
      expect(await court.app.get(Exhibits).itemsOf(incident)).toEqual([]);
      expect((await release(other, second?.id)).status).toBe(200);
      expect(await court.app.get(Exhibits).itemsOf(incident)).toMatchObject([{ id: evidence }]);
      expect((await court.app.get(Recordings).list(10, undefined)).items).toMatchObject([
        { evidence, incident },
      ]);
      expect(await release(inspector, second?.id)).toMatchObject({
        status: 409,
        body: { first: { by: { id: 'inspector-2' } } },
      });
      expect(await court.facts('interference.released')).toMatchObject([
        {
          by: { id: 'inspector-2' },
          data: { asked: { by: { id: 'inspector' } }, reason: { word: expect.any(String) }, evidence: [] },
        },
        { data: { evidence: [evidence] } },
      ]);
      expect((await read(court, inspector)).body.items).toMatchObject([
        { released: { reason: { text: '误按，系当事人咨询开庭时间' } }, recordings: [] },
        { tag: 'interference', recordings: [] },
      ]);
      const filed = await ask<{ id: string }>(court, clerk, 'POST', '/../interference', filing);
      expect((await release(inspector, filed.body.id)).status).toBe(409);
      expect(await court.facts('reaction.failed')).toEqual([]);
    }));
});
