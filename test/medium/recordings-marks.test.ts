import { describe, expect, it } from '@jest/globals';
import { Troubles } from '../../src/alarms/troubles.service.js';
import { LastMile } from '../../src/console/last-mile.follower.js';
import { laterBy, toInstant } from '../../src/kernel/clock.js';
import type { Mark, RecorderItem } from '../../src/recordings/mark.js';
import { Recordings } from '../../src/recordings/recordings.service.js';
import { basicOf, hashOf, someBytes, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { ask } from '../support/screening-desk.js';
import { upload } from '../support/tus.js';

const headers = { Authorization: basicOf('recorder-201') };
const bytes = someBytes(2000);
const times = { startedAt: '2026-03-01T08:00:00.000Z', endedAt: '2026-03-01T08:05:00.000Z' };
const announces = (court: ExhibitCourt, clip = 'c1') =>
  court.says('recorder-201', {
    type: 'clip-ready',
    clip,
    sha256: hashOf(bytes),
    bytes: 2000,
    mime: 'audio/wav',
    ...times,
  });
const sends = (court: ExhibitCourt) => upload(court.url, { bytes, headers, words: { clip: 'c1', ...times } });
const troubles = async (court: ExhibitCourt) =>
  (await court.app.get(Troubles).open()).map(({ kind }) => kind);
const list = async (court: ExhibitCourt, query = '') =>
  (await court.app.get(Recordings).list(100, undefined, Object.fromEntries(new URLSearchParams(query))))
    .items;

describe('a recording that was announced', () => {
  it('is trouble when it has not come in its time, once, and no trouble when it comes after all', () =>
    withExhibitCourt(async (court) => {
      await announces(court);
      const recordings = court.app.get(Recordings);
      const now = toInstant(Date.now());
      await recordings.missDue(laterBy(now, 29 * 60_000));
      expect(await troubles(court)).toEqual([]);
      await recordings.missDue(laterBy(now, 31 * 60_000));
      await recordings.missDue(laterBy(now, 32 * 60_000));
      expect(await court.facts('clip.missing')).toHaveLength(1);
      expect(await troubles(court)).toEqual(['clip-missing']);
      expect(await list(court)).toMatchObject([{ state: 'missing' }]);
      await sends(court);
      expect(await list(court)).toMatchObject([{ state: 'stored' }]);
      expect(await troubles(court)).toEqual([]);
    }));

  it('is found by place and by time', () =>
    withExhibitCourt(async (court) => {
      await announces(court);
      expect(await list(court, 'place=court-1')).toHaveLength(1);
      expect(await list(court, 'place=court-5')).toEqual([]);
      expect(await list(court, 'from=2026-03-01T08:04:00.000Z')).toHaveLength(1);
      expect(await list(court, 'from=2026-03-01T08:06:00.000Z')).toEqual([]);
      expect(await list(court, 'to=2026-03-01T07:59:00.000Z')).toEqual([]);
    }));
});

describe('a body-worn recording', () => {
  it('is of the case and the place where its officer was sent, and joins the incident there', () =>
    withExhibitCourt(async (court) => {
      const { id: incident } = await court.opensIncident('court-5');
      const now = toInstant(Date.now());
      const worn = {
        clip: 'c1',
        sha256: hashOf(bytes),
        bytes: 2000,
        mime: 'video/mp4',
        startedAt: now,
        endedAt: now,
      };
      await court.says('recorder-201', {
        type: 'clip-ready',
        ...worn,
        case: '(2026)吉0721执12号',
        place: 'court-5',
      });
      await upload(court.url, { bytes, headers, words: { clip: 'c1' } });
      expect(await list(court, 'place=court-5')).toMatchObject([
        { incident, caseNumber: { text: '(2026)吉0721执12号' }, state: 'stored' },
      ]);
    }));
});

describe('a mark', () => {
  const mark = (court: ExhibitCourt, cookie: string, clip: string, body: object) =>
    ask<Mark & { code?: string }>(court, cookie, 'POST', `/../recordings/${clip}/marks`, body);

  it('of a person has a note, lies within its recording, and stands beside those of the key', () =>
    withExhibitCourt(async (court) => {
      await sends(court);
      await court.says('recorder-201', {
        type: 'flagged',
        tag: 'insult',
        from: '2026-03-01T08:01:00.000Z',
        to: '2026-03-01T08:01:30.000Z',
      });
      const guard = await court.enters('guard', ['guard']);
      const [clip] = await list(court);
      const id = clip?.id ?? '';
      const made = await mark(court, guard, id, { from: '2026-03-01T08:02:00Z', note: '摔门' });
      expect(made).toMatchObject({
        status: 201,
        body: { from: '2026-03-01T08:02:00.000Z', note: { text: '摔门' } },
      });
      expect(await mark(court, guard, id, { from: '2026-03-01T09:00:00Z' })).toMatchObject({
        status: 400,
        body: { code: 'MARK_OUTSIDE' },
      });
      expect(await mark(court, guard, id, { from: '2026-03-01T08:02:00Z', tag: 'inquiry' })).toMatchObject({
        body: { code: 'TAG_SEALED' },
      });
      const marks = await ask<{ items: Mark[] }>(court, guard, 'GET', `/../recordings/${id}/marks`);
      expect(marks.body.items).toMatchObject([
        { tag: 'insult', by: { kind: 'device' } },
        { by: { id: 'guard' } },
      ]);
    }));

  it('that calls it a threat opens an incident to which the recording belongs', () =>
    withExhibitCourt(async (court) => {
      await sends(court);
      const guard = await court.enters('guard', ['guard']);
      const [clip] = await list(court);
      await mark(court, guard, clip?.id ?? '', { from: '2026-03-01T08:02:00Z', tag: 'threat' });
      const [opened] = await court.facts('incident.opened');
      expect(opened?.data).toMatchObject({ source: 'recording', place: 'court-1' });
      expect(await list(court)).toMatchObject([{ incident: opened?.subject.id }]);
      await mark(court, guard, clip?.id ?? '', { from: '2026-03-01T08:03:00Z', tag: 'threat' });
      expect(await court.facts('incident.opened')).toHaveLength(1);
    }));

  it('made by the key during a call suggests T1, a threat from elsewhere', () =>
    withExhibitCourt(async (court) => {
      const now = toInstant(Date.now());
      await court.says('recorder-201', { type: 'call-started', direction: 'in', extension: '201' });
      await court.says('recorder-201', { type: 'flagged', tag: 'threat', from: now, to: now });
      expect(await court.facts('incident.opened')).toMatchObject([{ data: { zone: 'R' } }]);
      expect(await court.facts('finding.suggested')).toMatchObject([{ data: { code: 'T1' } }]);
    }));
});

describe('a recorder', () => {
  it('is told to start, and is shown as recording only when it says so', () =>
    withExhibitCourt(async (court) => {
      const guard = await court.enters('guard', ['guard']);
      const told: [string, string][] = [];
      const mile = court.app.get(LastMile);
      mile['sources'].hearing.broker.publish = async (topic: string, payload: string) => {
        told.push([topic, payload]);
      };
      const asked = await ask<{ devices: string[] }>(court, guard, 'POST', '/../recordings/ask', {
        action: 'start',
        place: 'court-5',
      });
      expect(asked).toMatchObject({ status: 202, body: { devices: ['recorder-205'] } });
      const recorders = async () =>
        (await ask<{ items: RecorderItem[] }>(court, guard, 'GET', '/../recordings/recorders')).body.items;
      const one = async () => (await recorders()).find(({ id }) => id === 'recorder-205');
      expect(await one()).toMatchObject({ recording: false, asked: { action: 'start' } });
      await court.says('recorder-205', { type: 'recording-started', reason: 'console', preSeconds: 30 });
      expect(await one()).toMatchObject({ recording: true, reason: 'console' });
      expect(await one()).not.toHaveProperty('asked');
      await court.says('recorder-205', { type: 'storage', freePercent: 41.6 });
      await court.says('recorder-205', { type: 'recording-stopped', reason: 'console' });
      expect(await one()).toMatchObject({ recording: false, freePercent: 42 });
      expect(
        (await ask(court, guard, 'POST', '/../recordings/ask', { action: 'start', place: 'hall' })).status,
      ).toBe(400);
      expect(await court.facts('reaction.failed')).toEqual([]);
    }));
});
