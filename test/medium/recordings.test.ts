import { describe, expect, it } from '@jest/globals';
import { Exhibits } from '../../src/evidence/exhibits.service.js';
import type { RecordingItem } from '../../src/recordings/clip.js';
import { basicOf, hashOf, someBytes, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { head, upload } from '../support/tus.js';

const headers = { Authorization: basicOf('recorder-201') };
const bytes = someBytes(2000);
const times = { startedAt: '2026-03-01T08:00:00.000Z', endedAt: '2026-03-01T08:05:00.000Z' };

const announces = (court: ExhibitCourt, sha256 = hashOf(bytes), clip = 'c1', begins = times.startedAt) =>
  court.says('recorder-201', {
    type: 'clip-ready',
    clip,
    sha256,
    bytes: 2000,
    mime: 'audio/wav',
    ...times,
    startedAt: begins,
    clockOffsetMs: 12.5,
  });
const sends = (court: ExhibitCourt, words: Record<string, string> = {}) =>
  upload(court.url, { bytes, headers, words: { clip: 'c1', ...words } });

async function list(court: ExhibitCourt): Promise<RecordingItem[]> {
  const chief = await court.enters('chief', ['chief']);
  return (await court.get<{ items: RecordingItem[] }>('/api/recordings', chief)).items;
}

describe('a recording', () => {
  it('is expected from when it is announced, and stored when its bytes are there', () =>
    withExhibitCourt(async (court) => {
      await announces(court);
      await announces(court, 'b'.repeat(64), 'c2', '2026-03-01T09:00:00.000+01:00');
      const sent = await sends(court);
      expect(sent.state).toBe('stored');
      const id = sent.url.split('/').at(-1);
      const clips = await list(court);
      expect(clips.find(({ state }) => state === 'stored')).toMatchObject({
        device: 'recorder-201',
        place: 'court-1',
        kind: 'clip',
        ...times,
        evidence: id,
      });
      expect(clips.find(({ state }) => state === 'expected')).toMatchObject(times);
      const [received] = await court.facts('evidence.received');
      expect(received?.data).toMatchObject({ ...times, clip: 'c1', mime: 'audio/wav' });
    }));

  it('is the same when its bytes come before the announcement', () =>
    withExhibitCourt(async (court) => {
      await sends(court, times);
      await announces(court);
      // Told again by a recorder that was killed in between: an event more, and no recording more.
      await announces(court);
      expect(await list(court)).toMatchObject([{ state: 'stored', ...times }]);
      expect(await court.facts('clip.contradicted')).toEqual([]);
    }));

  it('is quarantined when the announcement named another hash, and the device is told so', () =>
    withExhibitCourt(async (court) => {
      await announces(court, 'b'.repeat(64));
      const sent = await sends(court);
      expect(sent.state).toBe('quarantined');
      expect((await head(sent.url, headers)).headers.get('Upload-State')).toBe('quarantined');
      expect(await list(court)).toMatchObject([{ state: 'quarantined' }]);
      expect((await court.facts('evidence.received'))[0]?.data).toMatchObject({ state: 'quarantined' });
    }));

  it('is quarantined when a later announcement contradicts it', () =>
    withExhibitCourt(async (court) => {
      const sent = await sends(court);
      await announces(court, 'b'.repeat(64));
      expect(await list(court)).toMatchObject([{ state: 'quarantined' }]);
      expect((await court.facts('evidence.quarantined'))[0]).toMatchObject({
        subject: { kind: 'evidence', id: sent.url.split('/').at(-1) },
        data: { declared: 'b'.repeat(64) },
      });
      expect((await head(sent.url, headers)).headers.get('Upload-State')).toBe('quarantined');
    }));

  it('is stored after all when a good copy follows a bad one', () =>
    withExhibitCourt(async (court) => {
      await announces(court);
      const bad = { bytes: someBytes(2000), headers, words: { clip: 'c1', sha256: hashOf(bytes) } };
      expect((await upload(court.url, bad)).state).toBe('quarantined');
      const good = await sends(court);
      expect(good.state).toBe('stored');
      expect(await list(court)).toMatchObject([{ state: 'stored', evidence: good.url.split('/').at(-1) }]);
    }));

  it('of bytes that were brought before under another name shares the exhibit', () =>
    withExhibitCourt(async (court) => {
      const first = await sends(court);
      await sends(court, { clip: 'c2' });
      const evidence = first.url.split('/').at(-1);
      expect(await list(court)).toMatchObject([{ evidence }, { evidence }]);
      expect(await court.facts('evidence.received')).toHaveLength(1);
    }));

  it('shows the incident that its exhibit joined', () =>
    withExhibitCourt(async (court) => {
      const now = new Date().toISOString();
      await sends(court, { startedAt: now, endedAt: now });
      const incident = await court.opensIncident('court-1');
      expect(await list(court)).toMatchObject([{ incident: incident.id }]);
      await announces(court);
      expect(await court.app.get(Exhibits).ofIncident(incident.id)).toMatchObject([{ clockOffsetMs: 13 }]);
    }));
});
