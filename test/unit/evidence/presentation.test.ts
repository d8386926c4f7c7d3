import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { presentationOf, safeName } from '../../../src/evidence/presentation.js';

describe('how an exhibit is presented', () => {
  it.each(['audio/wav', 'audio/webm;codecs=opus', 'video/mp4', 'image/png', 'image/jpeg'])(
    'plays %s in the page',
    (mime) => {
      const shown = presentationOf(mime, 'a', true);
      expect(shown['Content-Disposition']).toMatch(/^inline;/);
      expect(shown['Content-Type']).toBe(mime.split(';')[0]);
    },
  );

  it.each([
    'text/html',
    'image/svg+xml',
    'application/pdf',
    'text/xml',
    'audio/x"y',
    'image/png/../html',
    '',
  ])('hands over %s as mere bytes', (mime) => {
    const shown = presentationOf(mime, 'a', true);
    expect(shown['Content-Disposition']).toMatch(/^attachment;/);
    expect(shown['Content-Type']).toBe('application/octet-stream');
  });

  it('plays nothing that has not the hash its maker declared', () => {
    expect(presentationOf('audio/wav', 'a', false)['Content-Disposition']).toMatch(/^attachment;/);
  });

  it('keeps a Chinese name', () => {
    expect(presentationOf('audio/wav', '三号法庭.wav', true)['Content-Disposition']).toBe(
      `inline; filename="____.wav"; filename*=UTF-8''${encodeURIComponent('三号法庭.wav')}`,
    );
  });

  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['a\r\nSet-Cookie: x=y', 'aSet-Cookie_ x=y'],
    ['exe.\u202Egpj', 'exe.gpj'],
    ['C:\\con\u0000.txt', 'C__con.txt'],
    ['...', 'evidence'],
    ['', 'evidence'],
  ])('makes %j harmless', (name, harmless) => {
    expect(safeName(name)).toBe(harmless);
  });

  it('never ends a header, leads out of a folder or is empty, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(safeName(name)).toMatch(/^[^\p{Cc}/\\]+$/u);
        expect(presentationOf('audio/wav', name, true)['Content-Disposition']).toMatch(/^[\x20-\x7e]+$/);
      }),
      { numRuns: 2000 },
    );
  });
});
