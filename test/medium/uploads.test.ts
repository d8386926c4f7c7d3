import { createHash } from 'node:crypto';
import { existsSync, linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { device } from '../../src/kernel/actor.js';
import { Blobs } from '../../src/storage/blobs.js';
import { Uploads } from '../../src/uploads/uploads.service.js';
import { basicOf, hashOf, someBytes, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { begin, head, patch, patchAndCut, stands, upload } from '../support/tus.js';

const recorder = { Authorization: basicOf('recorder-201') };
const other = { Authorization: basicOf('recorder-205') };
const blob = (court: ExhibitCourt, bytes: Buffer): string => court.app.get(Blobs).path(hashOf(bytes));
const growing = (court: ExhibitCourt): string[] => readdirSync(join(court.dataDir, 'uploads'));

describe('an upload', () => {
  it('is stored when all bytes are there and have the hash that was declared', () =>
    withExhibitCourt(async (court) => {
      const bytes = someBytes(300_000);
      const words = { filename: '通话.wav', filetype: 'audio/wav', startedAt: '2026-03-01T08:00:00Z' };
      const sent = await upload(court.url, { bytes, headers: recorder, words, chunkSize: 70_000 });
      expect(sent.state).toBe('stored');
      const again = await head(sent.url, recorder);
      expect(Object.fromEntries(again.headers)).toMatchObject({
        'upload-state': 'stored',
        'upload-offset': '300000',
        'upload-length': '300000',
      });
      expect(readFileSync(blob(court, bytes)).equals(bytes)).toBe(true);
      expect(statSync(blob(court, bytes)).mode & 0o777).toBe(0o400);
      expect(growing(court)).toEqual([]);
      const [received] = await court.facts('evidence.received');
      expect(received).toMatchObject({
        by: device('recorder-201'),
        data: {
          sha256: hashOf(bytes),
          sm3: createHash('sm3').update(bytes).digest('hex'),
          bytes: 300_000,
          mime: 'audio/wav',
          state: 'stored',
          device: 'recorder-201',
          name: { text: '通话.wav', scope: 'shared' },
          startedAt: '2026-03-01T08:00:00.000Z',
        },
      });
    }));

  it('is quarantined when the bytes have another hash, and its bytes are kept apart', () =>
    withExhibitCourt(async (court) => {
      const bytes = someBytes(5000);
      const words = { sha256: 'a'.repeat(64) };
      const sent = await upload(court.url, { bytes, headers: recorder, words });
      expect(sent.state).toBe('quarantined');
      expect((await head(sent.url, recorder)).headers.get('Upload-State')).toBe('quarantined');
      expect(existsSync(blob(court, bytes))).toBe(false);
      const apart = court.app.get(Blobs).path(hashOf(bytes), 'quarantine');
      expect(readFileSync(apart).equals(bytes)).toBe(true);
      const [received] = await court.facts('evidence.received');
      expect(received?.data).toMatchObject({ state: 'quarantined', declared: 'a'.repeat(64) });
      expect((await upload(court.url, { bytes, headers: recorder, words })).state).toBe('quarantined');
      expect(await court.facts('evidence.received')).toHaveLength(1);
    }));

  it('goes on where the connection was cut, at whatever byte', () =>
    withExhibitCourt(async (court) => {
      for (let round = 0; round < 12; round += 1) {
        const bytes = someBytes(200_000);
        const url = await begin(court.url, recorder, bytes.length, { sha256: hashOf(bytes) });
        let reached = 0;
        for (let cuts = 0; cuts < 3; cuts += 1) {
          const rest = bytes.subarray(reached);
          await patchAndCut(url, recorder, reached, rest, Math.floor(Math.random() * rest.length));
          const { offset } = await stands(url, recorder);
          expect(offset).toBeGreaterThanOrEqual(reached);
          reached = offset;
        }
        const sent = await upload(court.url, { bytes, headers: recorder, uploadUrl: url });
        expect(sent.state).toBe('stored');
        expect(readFileSync(blob(court, bytes)).equals(bytes)).toBe(true);
      }
      expect((await court.facts('evidence.received')).map(({ data }) => data['state'])).toEqual(
        Array.from({ length: 12 }, () => 'stored'),
      );
    }));

  it('goes on after the console was started anew', () =>
    withExhibitCourt(async (court, again) => {
      const bytes = someBytes(100_000);
      const url = await begin(court.url, recorder, bytes.length, { sha256: hashOf(bytes) });
      await patch(url, recorder, 0, bytes.subarray(0, 40_000));
      const second = await again();
      const moved = url.replace(court.url, second.url);
      expect((await head(moved, recorder)).headers.get('Upload-Offset')).toBe('40000');
      const sent = await upload(second.url, { bytes, headers: recorder, uploadUrl: moved });
      expect(sent.state).toBe('stored');
    }));

  it('is not there for anybody but who created it', () =>
    withExhibitCourt(async (court) => {
      const bytes = someBytes(1000);
      const url = await begin(court.url, recorder, bytes.length, { sha256: hashOf(bytes) });
      const clerk = { Cookie: await court.enters('clerk', ['clerk']) };
      for (const headers of [other, clerk]) {
        expect((await head(url, headers)).status).toBe(404);
        expect((await patch(url, headers, 0, bytes)).status).toBe(404);
      }
      expect((await head(`${court.url}/api/uploads/..%2f..%2fetc`, recorder)).status).toBe(404);
      expect((await upload(court.url, { bytes, headers: recorder, uploadUrl: url })).state).toBe('stored');
      expect((await head(url, other)).status).toBe(404);
    }));

  it('is refused to a wrong secret, which is noted, and to who is nobody or may not', () =>
    withExhibitCourt(async (court) => {
      const words = { sha256: 'a'.repeat(64) };
      const wrong = { Authorization: basicOf('recorder-201', 'wrong') };
      await expect(begin(court.url, wrong, 1, words)).rejects.toThrow(/401.*DEVICE_SECRET_WRONG/);
      expect((await court.told('access.refused'))[0]?.data).toMatchObject({
        code: 'DEVICE_SECRET_WRONG',
        username: { text: 'recorder-201', scope: 'access' },
      });
      await expect(begin(court.url, {}, 1, words)).rejects.toThrow(/401.*NO_SESSION/);
      const judge = { Cookie: await court.enters('judge', ['judge']) };
      await expect(begin(court.url, judge, 1, words)).rejects.toThrow(/403.*PERMISSION_LACKING/);
      const foreign = { ...recorder, Origin: 'https://elsewhere.example' };
      await expect(begin(court.url, foreign, 1, words)).rejects.toThrow(/403/);
    }));

  it('by a person with a session is his', () =>
    withExhibitCourt(async (court) => {
      const clerk = { Cookie: await court.enters('clerk', ['clerk']) };
      const bytes = someBytes(1000);
      expect((await upload(court.url, { bytes, headers: clerk })).state).toBe('stored');
      expect((await court.facts('evidence.received'))[0]?.by).toEqual({ kind: 'person', id: 'clerk' });
    }));

  it('without its hash, or with wrong words, is told all that is wrong at once', () =>
    withExhibitCourt(async (court) => {
      const answer = await fetch(`${court.url}/api/uploads`, {
        method: 'POST',
        headers: {
          ...recorder,
          'Tus-Resumable': '1.0.0',
          'Upload-Length': '5',
          'Upload-Metadata': `startedAt ${Buffer.from('today').toString('base64')}`,
        },
      });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({
        code: 'UPLOAD_METADATA_WRONG',
        wrong: [{ field: 'sha256' }, { field: 'startedAt' }],
      });
    }));

  it('of bytes that its owner brought before is stored and makes no second item', () =>
    withExhibitCourt(async (court) => {
      const bytes = someBytes(4000);
      const states = [];
      for (const headers of [recorder, recorder, other])
        states.push((await upload(court.url, { bytes, headers })).state);
      expect(states).toEqual(['stored', 'stored', 'stored']);
      expect((await court.facts('evidence.received')).map(({ by }) => by.id)).toEqual([
        'recorder-201',
        'recorder-205',
      ]);
    }));

  it('may be of no bytes at all', () =>
    withExhibitCourt(async (court) => {
      const bytes = Buffer.alloc(0);
      const url = await begin(court.url, recorder, 0, { sha256: hashOf(bytes) });
      expect((await head(url, recorder)).headers.get('Upload-State')).toBe('stored');
      expect(await court.facts('evidence.received')).toHaveLength(1);
    }));
});

describe('two writers of one upload', () => {
  it('never mix their bytes', () =>
    withExhibitCourt(async (court) => {
      const bytes = someBytes(3_000_000);
      const url = await begin(court.url, recorder, bytes.length, { sha256: hashOf(bytes) });
      const answers = await Promise.all([1, 2, 3].map(() => patch(url, recorder, 0, bytes)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409, 409]);
      expect((await stands(url, recorder)).state).toBe('stored');
      expect((await patch(url, recorder, bytes.length, Buffer.alloc(0))).headers.get('Upload-State')).toBe(
        'stored',
      );
      expect((await patch(url, recorder, 7, bytes)).status).toBe(409);
    }));
});

describe('what tus promises', () => {
  it('is creation and nothing more, up to 20 GiB', () =>
    withExhibitCourt(async (court) => {
      const options = await fetch(`${court.url}/api/uploads`, { method: 'OPTIONS' });
      expect(Object.fromEntries(options.headers)).toMatchObject({
        'tus-extension': 'creation',
        'tus-max-size': String(20 * 1024 ** 3),
      });
      expect(options.headers.get('Access-Control-Allow-Origin')).toBeNull();
      const words = { sha256: 'a'.repeat(64) };
      await expect(begin(court.url, recorder, 20 * 1024 ** 3 + 1, words)).rejects.toThrow(/413/);
      const url = await begin(court.url, recorder, 5, words);
      const wrong = await patch(url, recorder, 3, Buffer.from('ab'));
      expect([wrong.status, wrong.headers.get('content-type')]).toEqual([409, 'application/problem+json']);
      expect((await patch(url, { ...recorder, 'Tus-Resumable': '0.2' }, 0, Buffer.from('a'))).status).toBe(
        400,
      );
      expect((await patch(url, recorder, 0, Buffer.from('too many'))).status).toBe(413);
      expect((await fetch(url, { method: 'DELETE', headers: recorder })).status).toBe(404);
    }));
});

describe('a console killed after the last byte', () => {
  const whole = async (court: ExhibitCourt): Promise<{ id: string; bytes: Buffer; temp: string }> => {
    const bytes = someBytes(20_000);
    const uploads = court.app.get(Uploads);
    const id = uploads.newId();
    await uploads.begin(id, device('recorder-201'), { sha256: hashOf(bytes) }, bytes.length);
    writeFileSync(uploads.temp(id), bytes);
    return { id, bytes, temp: uploads.temp(id) };
  };

  it('before anything else finishes the upload when it starts again', () =>
    withExhibitCourt(async (court, again) => {
      const { id, bytes } = await whole(court);
      const second = await again();
      expect((await second.told('evidence.received'))[0]?.subject).toEqual({ kind: 'evidence', id });
      expect(readFileSync(blob(second, bytes)).equals(bytes)).toBe(true);
      const url = `${second.url}/api/uploads/${id}`;
      expect((await head(url, recorder)).headers.get('Upload-State')).toBe('stored');
    }));

  it('after the file had its name finishes it too, and leaves no second name', () =>
    withExhibitCourt(async (court, again) => {
      const { bytes, temp } = await whole(court);
      await court.app.get(Blobs).place(temp, hashOf(bytes));
      linkSync(temp, `${temp}.left`);
      const second = await again();
      await second.told('evidence.received');
      expect(readFileSync(blob(second, bytes)).equals(bytes)).toBe(true);
      expect(readdirSync(join(blob(second, bytes), '..'))).toEqual([hashOf(bytes)]);
    }));

  it('answers a HEAD for such an upload with its state', () =>
    withExhibitCourt(async (court) => {
      const { id } = await whole(court);
      const answer = await head(`${court.url}/api/uploads/${id}`, recorder);
      expect(answer.headers.get('Upload-State')).toBe('stored');
      expect(growing(court)).toEqual([]);
    }));
});

describe('an upload that nobody goes on with', () => {
  const day = 24 * 3_600_000;

  it('is given up after a week without a byte, so that its room is free, and may be begun again', () =>
    withExhibitCourt(async (court) => {
      const bytes = someBytes(5000);
      const words = { sha256: hashOf(bytes) };
      const url = await begin(court.url, recorder, bytes.length, words);
      await patch(url, recorder, 0, bytes.subarray(0, 1000));
      const uploads = court.app.get(Uploads);
      await uploads.abandon(Date.now() + 6 * day);
      expect((await head(url, recorder)).headers.get('Upload-Offset')).toBe('1000');
      await uploads.abandon(Date.now() + 8 * day);
      expect(growing(court)).toEqual([]);
      expect((await head(url, recorder)).status).toBe(404);
      expect((await patch(url, recorder, 1000, bytes.subarray(1000))).status).toBe(404);
      expect((await court.facts('upload.abandoned'))[0]?.data).toEqual({
        declared: hashOf(bytes),
        bytes: 5000,
        received: 1000,
      });
      expect((await upload(court.url, { bytes, headers: recorder })).state).toBe('stored');
    }));

  it('is finished and not given up where all its bytes are there', () =>
    withExhibitCourt(async (court) => {
      const bytes = someBytes(5000);
      const url = await begin(court.url, recorder, bytes.length, { sha256: hashOf(bytes) });
      const id = url.split('/').at(-1) ?? '';
      writeFileSync(join(court.dataDir, 'uploads', id), bytes);
      await court.app.get(Uploads).abandon(Date.now() + 8 * day);
      expect((await head(url, recorder)).headers.get('Upload-State')).toBe('stored');
    }));
});
