import { describe, expect, it } from '@jest/globals';
import { laterBy } from '../../src/kernel/clock.js';
import { Exhibits } from '../../src/evidence/exhibits.service.js';
import type { EvidenceItem } from '../../src/evidence/exhibit.js';
import { basicOf, hashOf, someBytes, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { upload } from '../support/tus.js';

const minute = 60_000;

async function brings(
  court: ExhibitCourt,
  words: Record<string, string>,
  by = 'recorder-201',
  bytes = someBytes(1000),
): Promise<{ id: string; bytes: Buffer }> {
  const headers = by.includes('=') ? { Cookie: by } : { Authorization: basicOf(by) };
  const sent = await upload(court.url, { bytes, headers, words: { filetype: 'audio/wav', ...words } });
  if (sent.state !== 'stored') throw new Error(`the upload was ${sent.state ?? 'not finished'}`);
  return { id: sent.url.split('/').at(-1) ?? '', bytes };
}

const around = (at: string, fromMs: number, toMs: number) => ({
  startedAt: laterBy(at, fromMs),
  endedAt: laterBy(at, toMs),
});

describe('the bytes of an exhibit', () => {
  const fetched = async (court: ExhibitCourt, id: string, cookie: string, headers = {}, method = 'GET') => {
    const answer = await fetch(`${court.url}/api/evidence/${id}/content`, {
      method,
      headers: { Cookie: cookie, ...headers },
    });
    return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const viewed = async (court: ExhibitCourt): Promise<number> =>
    (await court.facts('evidence.viewed')).length;

  it('come whole or by range, and each opening is in the ledger before the first of them', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const { id, bytes } = await brings(court, { filename: '3号法庭.wav' });
      const whole = await fetched(court, id, clerk);
      expect([whole.status, whole.body.equals(bytes), await viewed(court)]).toEqual([200, true, 1]);
      expect(Object.fromEntries(whole.headers)).toMatchObject({
        'content-type': 'audio/wav',
        'content-length': '1000',
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'no-store',
        'content-disposition': `inline; filename="3___.wav"; filename*=UTF-8''${encodeURIComponent('3号法庭.wav')}`,
      });
      const start = await fetched(court, id, clerk, { Range: 'bytes=0-9' });
      expect([start.status, start.headers.get('content-range'), await viewed(court)]).toEqual([
        206,
        'bytes 0-9/1000',
        2,
      ]);
      const middle = await fetched(court, id, clerk, { Range: 'bytes=500-' });
      expect([middle.status, middle.body.equals(bytes.subarray(500)), await viewed(court)]).toEqual([
        206,
        true,
        2,
      ]);
      const beyond = await fetched(court, id, clerk, { Range: 'bytes=1000-' });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
      const otherTag = { Range: 'bytes=500-', 'If-Range': '"another"' };
      expect((await fetched(court, id, clerk, otherTag)).status).toBe(200);
      expect((await fetched(court, id, clerk, {}, 'HEAD')).headers.get('content-length')).toBe('1000');
      expect(await viewed(court)).toBe(3);
      const [first] = await court.facts('evidence.viewed');
      expect(first).toMatchObject({ by: { kind: 'person', id: 'clerk' }, subject: { kind: 'evidence', id } });
    }));

  it('of a page or a script are never shown as one', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const { id } = await brings(court, { filetype: 'text/html', filename: 'a.html' });
      const { headers } = await fetched(court, id, clerk);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment;/);
    }));

  it('are for who may read evidence: 401, 403 and 404 as everywhere', () =>
    withExhibitCourt(async (court) => {
      const { id } = await brings(court, {});
      const clerk = await court.enters('clerk', ['clerk']);
      const police = await court.enters('police', ['police']);
      expect((await fetched(court, id, '')).status).toBe(401);
      expect((await fetched(court, id, police)).status).toBe(403);
      expect((await fetched(court, 'nothing', clerk)).status).toBe(404);
      expect(await viewed(court)).toBe(0);
    }));

  it('that are quarantined can be had, and are never played', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const bytes = someBytes(10);
      const headers = { Authorization: basicOf('recorder-201') };
      const words = { sha256: 'a'.repeat(64), filetype: 'audio/wav' };
      const { url } = await upload(court.url, { bytes, headers, words });
      const answer = await fetched(court, url.split('/').at(-1) ?? '', clerk);
      expect([answer.body.equals(bytes), answer.headers.get('content-type')]).toEqual([
        true,
        'application/octet-stream',
      ]);
    }));
});

describe('an exhibit and the incidents of its zone', () => {
  const itemsOf = async (court: ExhibitCourt, { id }: { id: string }): Promise<string[]> =>
    (await court.app.get(Exhibits).itemsOf(id)).map((item) => item.id);

  it('join when the incident was first', () =>
    withExhibitCourt(async (court) => {
      const incident = await court.opensIncident('court-1');
      const { id } = await brings(court, around(incident.at, -minute, minute));
      expect(await itemsOf(court, incident)).toEqual([id]);
      expect((await court.facts('evidence.joined')).map(({ subject, data }) => [subject.id, data])).toEqual([
        [id, { incident: incident.id }],
      ]);
      expect((await court.facts('evidence.received'))[0]?.data).toMatchObject({ incident: incident.id });
    }));

  it('join when the recording was first', () =>
    withExhibitCourt(async (court) => {
      const now = new Date().toISOString();
      const { id } = await brings(court, around(now, -5 * minute, 0));
      const early = await brings(court, around(now, -60 * minute, -50 * minute));
      const incident = await court.opensIncident('court-1');
      expect(await itemsOf(court, incident)).toEqual([id]);
      const items = await court.app.get(Exhibits).list(10, undefined);
      expect(items.items.map((item) => [item.id, item.held])).toEqual([
        [early.id, false],
        [id, true],
      ]);
    }));

  it('join when an alarm opened it, and the incident shows them', () =>
    withExhibitCourt(async (court) => {
      const guard = await court.enters('guard', ['guard']);
      const now = new Date().toISOString();
      const before = await brings(court, around(now, -minute, 0));
      await court.says('button-101', { type: 'pressed', pattern: 'emergency' });
      const after = await brings(court, around(now, 0, minute));
      const { items } = await court.get<{ items: { evidence: string[] }[] }>('/api/incidents', guard);
      expect(items.map(({ evidence }) => evidence.toSorted())).toEqual([[before.id, after.id].toSorted()]);
    }));

  it('stay apart when time or zone differ', () =>
    withExhibitCourt(async (court) => {
      const { at } = await court.opensIncident('hall');
      await court.opensIncident('court-1');
      await brings(court, around(at, 31 * minute, 40 * minute));
      await brings(court, around(at, -20 * minute, -11 * minute));
      expect(await court.facts('evidence.joined')).toEqual([]);
    }));

  it('prefer the same place, however much later the recording comes', () =>
    withExhibitCourt(async (court) => {
      const near = await court.opensIncident('court-5');
      const own = await court.opensIncident('court-1');
      const { id } = await brings(court, around(near.at, -minute, minute));
      const elsewhere = await brings(court, around(near.at, -minute, minute), 'recorder-205');
      expect([await itemsOf(court, own), await itemsOf(court, near)]).toEqual([[id], [elsewhere.id]]);
    }));

  it('follow the person who names the incident', () =>
    withExhibitCourt(async (court) => {
      const incident = await court.opensIncident('court-1');
      const clerk = await court.enters('clerk', ['clerk']);
      const words = { ...around(incident.at, 0, 0), incident: incident.id, filename: '照片.wav' };
      const named = await brings(court, words, clerk);
      const unknown = await brings(court, { incident: 'nothing' }, clerk);
      expect(await itemsOf(court, incident)).toEqual([named.id]);
      expect((await court.facts('evidence.joined'))[0]?.by).toEqual({ kind: 'person', id: 'clerk' });
      const path = `/api/evidence?incident=${incident.id}`;
      const list = await court.get<{ items: EvidenceItem[] }>(path, clerk);
      const shown = { id: named.id, name: '照片.wav', held: true, incident: incident.id };
      expect(list.items).toMatchObject([shown]);
      const { items } = await court.get<{ items: EvidenceItem[] }>('/api/evidence', clerk);
      expect(items.map(({ id }) => id)).toEqual([unknown.id, named.id]);
    }));

  it('are not renamed to another incident by a device', () =>
    withExhibitCourt(async (court) => {
      const { id, at } = await court.opensIncident('hall');
      await brings(court, { ...around(at, 0, 0), incident: id });
      expect(await court.facts('evidence.joined')).toEqual([]);
    }));
});

describe('the list of evidence', () => {
  it('goes on by cursor without leaving one out', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const made: string[] = [];
      for (let n = 0; n < 5; n += 1) made.push((await brings(court, {})).id);
      const seen: string[] = [];
      let cursor = '';
      do {
        const page: { items: EvidenceItem[]; next: string | null } = await court.get(
          `/api/evidence?limit=2${cursor}`,
          clerk,
        );
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next === null ? '' : `&cursor=${page.next}`;
      } while (cursor !== '');
      expect(seen).toEqual(made.toReversed());
    }));

  it('gives one exhibit with both hashes', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const { id, bytes } = await brings(court, { clip: 'c1' });
      expect(await court.get(`/api/evidence/${id}`, clerk)).toMatchObject({
        id,
        sha256: hashOf(bytes),
        device: 'recorder-201',
        clip: 'c1',
        name: 'c1',
        state: 'stored',
        held: false,
      });
    }));
});
