/** Custody: no read is unnoted, rot is found, copies are muted and covered, and only two people delete what nothing holds. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Rehash } from '../../src/evidence/rehash.follower.js';
import type { EvidenceItem } from '../../src/evidence/exhibit.js';
import type { EvidenceFile } from '../../src/evidence/exhibits.service.js';
import { Blobs } from '../../src/storage/blobs.js';
import { basicOf, hashOf, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { agedBy, brings, past, post } from '../support/custody.js';
import { upload } from '../support/tus.js';
import { spokenWav } from '../support/wav.js';

const content = async (court: ExhibitCourt, cookie: string, id: string, headers = {}): Promise<Buffer> => {
  const answer = await fetch(`${court.url}/api/evidence/${id}/content`, {
    headers: { Cookie: cookie, ...headers },
  });
  return Buffer.from(await answer.arrayBuffer());
};

describe('the chain of an exhibit', () => {
  it('tells each act once, in order, a part in the middle that was never opened too', () =>
    withExhibitCourt(async (court) => {
      const [clerk, judge] = [await court.enters('clerk', ['clerk']), await court.enters('judge', ['judge'])];
      const id = await brings(court, spokenWav(1));
      await content(court, clerk, id, { Range: 'bytes=500-' });
      await content(court, clerk, id, { Range: 'bytes=900-' });
      await content(court, clerk, id, { 'Sec-Fetch-Dest': 'audio' });
      await fetch(`${court.url}/api/evidence/${id}/content`, { headers: { Cookie: judge } });
      const { chain, keepUntil } = await court.get<EvidenceFile>(`/api/evidence/${id}`, clerk);
      expect(chain.map(({ type, data }) => [type, data['how'] ?? data['code']])).toEqual([
        ['upload.received', undefined],
        ['evidence.received', undefined],
        ['evidence.viewed', 'shown'],
        ['evidence.viewed', 'played'],
        ['access.refused', 'PERMISSION_LACKING'],
        ['evidence.consulted', undefined],
      ]);
      expect(keepUntil! > new Date().toISOString()).toBe(true);
    }));
});

describe('an exhibit that is hashed anew', () => {
  it('and has rotted is trouble; a whole one is only marked', () =>
    withExhibitCourt(async (court) => {
      const [whole, rotten] = [await brings(court, spokenWav(1)), await brings(court, spokenWav(2))];
      const clerk = await court.enters('clerk', ['clerk']);
      const { sha256 } = await court.get<EvidenceItem>(`/api/evidence/${rotten}`, clerk);
      const path = court.app.get(Blobs).path(sha256);
      chmodSync(path, 0o600);
      const bytes = readFileSync(path);
      bytes[5000]! ^= 1;
      writeFileSync(path, bytes);
      const rehash = court.app.get(Rehash);
      const in24Days = Date.now() + 24 * 86_400_000;
      expect(await rehash.look(in24Days)).toBe(0);
      expect(await rehash.look(Date.now() + 30 * 86_400_000)).toBe(2);
      const rotted = await court.facts('evidence.rotted');
      expect(rotted.map(({ subject, data }) => [subject.id, data['sha256']])).toEqual([[rotten, sha256]]);
      expect(await court.facts('trouble.raised')).toMatchObject([
        { data: { kind: 'rotted', evidence: rotten } },
      ]);
      const item = await court.get<EvidenceItem>(`/api/evidence/${whole}`, clerk);
      expect(item.checkedAt).toEqual(expect.any(String));
      expect(await rehash.look(in24Days)).toBe(0);
    }));

  it('and cannot be read is told in the same way, and keeps no other from its turn', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const ids = [];
      for (const seconds of [1, 2, 3]) ids.push(await brings(court, spokenWav(seconds)));
      const [gone, unreadable, whole] = ids as [string, string, string];
      const blobs = court.app.get(Blobs);
      const pathOf = async (id: string): Promise<string> =>
        blobs.path((await court.get<EvidenceItem>(`/api/evidence/${id}`, clerk)).sha256);
      rmSync(await pathOf(gone));
      // As a sector that gives an I/O error: it is there, and what reads it is refused.
      const path = await pathOf(unreadable);
      rmSync(path);
      mkdirSync(path);
      expect(await court.app.get(Rehash).look(Date.now() + 30 * 86_400_000)).toBe(3);
      const rotted = await court.facts('evidence.rotted');
      expect(rotted.map(({ subject }) => subject.id).toSorted()).toEqual([gone, unreadable].toSorted());
      const item = await court.get<EvidenceItem>(`/api/evidence/${whole}`, clerk);
      expect(item.checkedAt).toEqual(expect.any(String));
    }));
});

describe('a redacted copy', () => {
  it('of sound is silent where it was muted and the same elsewhere; the original stays', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const original = spokenWav(2);
      const id = await brings(court, original);
      const wish = { why: '未成年人姓名', spans: [{ fromMs: 500, toMs: 1000 }] };
      const { status, body } = await post(court, clerk, `/api/evidence/${id}/redactions`, wish);
      expect([status, body]).toMatchObject([201, { derivedFrom: id, derivation: { tool: 'muted' } }]);
      const copy = await content(court, clerk, body.id!);
      expect(hashOf(copy)).toBe(body.sha256);
      expect(copy.subarray(8044, 16_044).every((byte) => byte === 0)).toBe(true);
      expect(copy.subarray(0, 8044).equals(original.subarray(0, 8044))).toBe(true);
      expect(copy.subarray(16_044).equals(original.subarray(16_044))).toBe(true);
      expect((await content(court, clerk, id)).equals(original)).toBe(true);
      const { chain } = await court.get<EvidenceFile>(`/api/evidence/${id}`, clerk);
      expect(chain.map(({ type }) => type)).toContain('evidence.copied');
      const beyond = { ...wish, spans: [{ fromMs: 9000, toMs: 9500 }] };
      expect((await post(court, clerk, `/api/evidence/${id}/redactions`, beyond)).body.code).toBe(
        'REDACTION_EMPTY',
      );
      expect((await post(court, clerk, `/api/evidence/${id}/redactions`, { why: 'x' })).body.code).toBe(
        'REDACTION_WHAT',
      );
    }));

  it('of a picture is black where it was covered, without what the camera wrote beside it', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const white = { create: { width: 40, height: 30, channels: 3 as const, background: '#ffffff' } };
      const picture = await sharp(white)
        .withExif({ IFD0: { Artist: 'Zhang San' } })
        .png()
        .toBuffer();
      const id = await brings(court, picture, 'image/png');
      const wish = { why: '无关人员面部', regions: [{ x: 30, y: 20, width: 50, height: 5 }] };
      const { body } = await post(court, clerk, `/api/evidence/${id}/redactions`, wish);
      const copy = await content(court, clerk, body.id!);
      const { data, info } = await sharp(copy).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const at = (x: number, y: number): number => data[(y * info.width + x) * info.channels]!;
      expect([at(35, 22), at(29, 22), at(35, 19), at(35, 25)]).toEqual([0, 255, 255, 255]);
      expect(copy.includes('Zhang San')).toBe(false);
      const spans = { why: 'x', spans: [{ fromMs: 0, toMs: 1 }] };
      expect((await post(court, clerk, `/api/evidence/${id}/redactions`, spans)).body.code).toBe(
        'REDACTION_FORMAT',
      );
    }));
});

describe('deletion', () => {
  it('takes two people, what is past its time and nothing that is held, and leaves a tombstone', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const both = await court.enters('both', ['clerk', 'approver']);
      const approver = await court.enters('approver', ['approver']);
      const [loose, young] = [await brings(court, spokenWav(1)), await brings(court, spokenWav(3))];
      const ask = (who: string, items: string[]) =>
        post(court, who, '/api/retention/deletions', { items, why: '保存期满' });
      const approve = (who: string, approvals: string[]) =>
        post(court, who, '/api/retention/deletions/approve', { approvals });

      expect((await ask(clerk, [loose])).body.code).toBe('EVIDENCE_NOT_DUE');
      // What ends within a week is listed and cannot go yet; what ends later is not listed.
      const endsIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
      for (const [days, isListed] of [
        [6.9, true],
        [7.1, false],
      ] as const) {
        await agedBy(court, loose, 'keepUntil', endsIn(days));
        const { items } = await court.get<{ items: EvidenceItem[] }>('/api/retention', clerk);
        expect([days, items.map(({ id }) => id)]).toEqual([days, isListed ? [loose] : []]);
        expect((await ask(clerk, [loose])).body.code).toBe('EVIDENCE_NOT_DUE');
      }
      await agedBy(court, loose, 'keepUntil', past);
      const listed = await court.get<{ items: EvidenceItem[] }>('/api/retention', clerk);
      expect(listed.items.map(({ id }) => id)).toEqual([loose]);
      expect((await ask(both, [loose, young])).body.code).toBe('EVIDENCE_NOT_DUE');
      expect(await court.facts('evidence.deletion-asked')).toEqual([]);
      const [asked] = (await ask(both, [loose])).body.items!;
      expect((await approve(both, [asked!.id])).body.code).toBe('SECOND_PERSON_NEEDED');
      expect((await approve(clerk, [asked!.id])).status).toBe(403);
      const { sha256 } = listed.items[0]!;
      const path = court.app.get(Blobs).path(sha256);
      expect([(await approve(approver, [asked!.id])).status, existsSync(path)]).toEqual([204, false]);

      const stone = await court.get<EvidenceFile>(`/api/evidence/${loose}`, clerk);
      expect(stone).toMatchObject({ state: 'deleted', sha256, deleted: { why: { text: '保存期满' } } });
      expect(stone.chain.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['evidence.deletion-asked', 'evidence.deletion-approved', 'evidence.deleted']),
      );
      const gone = await fetch(`${court.url}/api/evidence/${loose}/content`, { headers: { Cookie: clerk } });
      expect(gone.status).toBe(409);
      expect((await approve(approver, [asked!.id])).body.code).toBe('APPROVAL_DECIDED');
      // Sent once more by its device, it gets no second life.
      await brings(court, spokenWav(1));
      expect(existsSync(path)).toBe(true);
      await court.app.get(Rehash).look(Date.now());
      expect([existsSync(path), (await court.facts('evidence.received')).length]).toEqual([false, 2]);
      expect((await court.get<{ items: object[] }>('/api/retention', clerk)).items).toEqual([]);
    }));

  it('is impossible once an incident takes hold, even between the asking and the approval', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const approver = await court.enters('approver', ['approver']);
      const id = await brings(court, spokenWav(1));
      await agedBy(court, id, 'keepUntil', past);
      const items = { items: [id], why: '保存期满' };
      const [asked] = (await post(court, clerk, '/api/retention/deletions', items)).body.items!;
      await court.opensIncident('court-1');
      const approvals = { approvals: [asked!.id] };
      const { status, body } = await post(court, approver, '/api/retention/deletions/approve', approvals);
      expect([status, body.code]).toEqual([409, 'EVIDENCE_HELD']);
      expect((await post(court, clerk, '/api/retention/deletions', items)).body.code).toBe('EVIDENCE_HELD');
      const kept = await court.get<EvidenceFile>(`/api/evidence/${id}`, clerk);
      expect(kept.state).toBe('stored');
      expect((await content(court, clerk, id)).length).toBeGreaterThan(0);
      // That somebody tried stands in its chain.
      const tried = kept.chain.filter(({ type }) => type === 'access.refused');
      expect(tried.map(({ by, data }) => [by.id, data['code']])).toEqual([
        ['approver', 'EVIDENCE_HELD'],
        ['clerk', 'EVIDENCE_HELD'],
      ]);
    }));

  it('keeps the bytes while another exhibit has the same', () =>
    withExhibitCourt(async (court) => {
      const clerk = await court.enters('clerk', ['clerk']);
      const approver = await court.enters('approver', ['approver']);
      const bytes = spokenWav(1);
      const id = await brings(court, bytes);
      const headers = { Authorization: basicOf('recorder-205') };
      const twin = (await upload(court.url, { bytes, headers, words: { filetype: 'audio/wav' } })).url
        .split('/')
        .at(-1)!;
      await agedBy(court, id, 'keepUntil', past);
      const wish = { items: [id], why: '保存期满' };
      const [asked] = (await post(court, clerk, '/api/retention/deletions', wish)).body.items!;
      await post(court, approver, '/api/retention/deletions/approve', { approvals: [asked!.id] });
      expect((await content(court, clerk, twin)).equals(bytes)).toBe(true);
    }));
});
