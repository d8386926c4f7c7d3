import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWrong, readMetadata } from '../../../src/uploads/metadata.js';

const sha256 = 'a'.repeat(64);
const header = (words: Record<string, string>): string =>
  Object.entries(words)
    .map(([key, value]) => (value === '' ? key : `${key} ${Buffer.from(value, 'utf8').toString('base64')}`))
    .join(',');
const fields = (given: string | undefined): string[] => {
  const read = readMetadata(given);
  return isWrong(read) ? read.map(({ field }) => field) : [];
};

describe('the metadata of an upload', () => {
  it('gives back what was said, instants in UTC and the hash in lower case', () => {
    expect(
      readMetadata(
        header({
          sha256: sha256.toUpperCase(),
          filename: '询问笔录 3.wav',
          filetype: 'audio/webm;codecs=opus',
          startedAt: '2026-03-01T08:00:00+08:00',
          endedAt: '2026-03-01T00:05:00Z',
          clip: 'c-1',
          incident: 'i1',
          made: 'by something unknown',
        }),
      ),
    ).toEqual({
      sha256,
      filename: '询问笔录 3.wav',
      filetype: 'audio/webm;codecs=opus',
      startedAt: '2026-03-01T00:00:00.000Z',
      endedAt: '2026-03-01T00:05:00.000Z',
      clip: 'c-1',
      incident: 'i1',
    });
  });

  it('needs the hash and nothing else', () => {
    expect(fields(undefined)).toEqual(['sha256']);
    expect(fields(header({ filename: 'a.wav' }))).toEqual(['sha256']);
    expect(readMetadata(header({ sha256, filetype: '' }))).toEqual({ sha256 });
  });

  it('tells all that is wrong at once', () => {
    const wrong = header({ sha256: 'abc', filetype: 'not a type', startedAt: 'yesterday', endedAt: '2026' });
    expect(fields(wrong).toSorted()).toEqual(['endedAt', 'filetype', 'sha256', 'startedAt']);
    expect(fields(`sha256 ???,filename ${Buffer.from([0xff]).toString('base64')}`).toSorted()).toEqual([
      'filename',
      'sha256',
    ]);
    expect(fields(`${header({ sha256 })},${header({ sha256 })}`)).toEqual(['sha256']);
  });

  it('refuses an end before the beginning', () => {
    const turned = { sha256, startedAt: '2026-03-01T00:00:01Z', endedAt: '2026-03-01T00:00:00Z' };
    expect(fields(header(turned))).toEqual(['endedAt']);
  });

  it('reads any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        readMetadata(given);
        readMetadata(`sha256 ${Buffer.from(given).toString('base64')}`);
      }),
    );
  });
});
