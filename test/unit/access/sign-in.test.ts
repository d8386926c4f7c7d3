import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BackOff } from '../../../src/access/back-off.js';
import { isRenewalDue } from '../../../src/access/certificate.js';
import { givenCookie, secretIn, takenCookie } from '../../../src/access/cookie.js';
import { idleLimitMs, overBecause } from '../../../src/access/lifetime.js';
import { isOwnOrigin } from '../../../src/access/origin.js';
import { weaknessOf } from '../../../src/access/password.js';
import { isUsername, spelled, wrongWith } from '../../../src/access/person.js';
import { toInstant } from '../../../src/kernel/clock.js';

describe('an origin', () => {
  const host = 'console.court.local:3000';
  it.each([
    [undefined, false, true],
    ['http://console.court.local:3000', false, true],
    ['https://console.court.local:3000', false, true],
    ['https://console.court.local:3000', true, true],
    ['http://console.court.local:3000', true, false],
    ['null', false, false],
    ['', false, false],
    ['http://console.court.local', false, false],
    ['http://court.local:3000', false, false],
    ['http://evil.console.court.local:3000', false, false],
    ['http://console.court.local:3000.evil.example', false, false],
    ['http://console.court.local:3000@evil.example', false, false],
    ['file://console.court.local:3000', false, false],
  ])('%s over TLS %s is own: %s', (origin, overTls, own) => {
    expect(isOwnOrigin({ origin, host }, overTls)).toBe(own);
  });

  it('is foreign where no host was asked', () => {
    expect(isOwnOrigin({ origin: 'http://a' }, false)).toBe(false);
    expect(isOwnOrigin({ origin: 'http://', host: '' }, false)).toBe(false);
  });

  it('is own for no host but the one that was asked', () => {
    fc.assert(
      fc.property(fc.webAuthority(), fc.webAuthority(), (asked, other) => {
        fc.pre(asked.toLowerCase() !== other.toLowerCase());
        return !isOwnOrigin({ origin: `http://${other}`, host: asked }, false);
      }),
    );
  });
});

describe('back-off', () => {
  it('lets three guesses be, then waits 1, 2, 4 and at most 30 s', () => {
    const backOff = new BackOff();
    let now = 0;
    const waits = Array.from({ length: 10 }, () => {
      backOff.wrong('a', now);
      const wait = backOff.waitMs('a', now);
      now += wait;
      return wait / 1000;
    });
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('forgets after a right one, after a quarter of an hour, and knows no other key', () => {
    const backOff = new BackOff();
    for (let n = 0; n < 5; n += 1) backOff.wrong('a', 0);
    expect(backOff.waitMs('b', 0)).toBe(0);
    backOff.right('a');
    expect(backOff.waitMs('a', 0)).toBe(0);
    for (let n = 0; n < 5; n += 1) backOff.wrong('a', 0);
    backOff.wrong('a', 4000 + 15 * 60_000);
    expect(backOff.waitMs('a', 4000 + 15 * 60_000)).toBe(0);
  });

  it('tells how many attempts were turned away unlooked', () => {
    const backOff = new BackOff();
    for (let n = 0; n < 3; n += 1) backOff.wrong('a', 0);
    for (let n = 0; n < 7; n += 1) backOff.waitMs('a', 10);
    expect(backOff.wrong('a', 1000)).toBe(7);
    expect(backOff.wrong('a', 9000)).toBe(0);
  });

  it('stays small in a flood of made-up names', () => {
    const backOff = new BackOff();
    for (let n = 0; n < 3; n += 1) backOff.wrong('first', 0);
    for (let n = 0; n < 10_000; n += 1) backOff.wrong(`name ${n}`, 0);
    expect(backOff.waitMs('first', 0)).toBe(0);
    for (let n = 0; n < 2; n += 1) backOff.wrong('name 9999', 0);
    expect(backOff.waitMs('name 9999', 0)).toBe(1000);
  });
});

describe('a session lasts', () => {
  const hourMs = 3600_000;
  const at = (startedMs: number, seenMs: number, roles: readonly ('clerk' | 'guard')[]) => ({
    roles,
    startedAt: toInstant(startedMs),
    seenAt: toInstant(seenMs),
  });
  it('30 minutes idle, 12 hours in all, the boards’ without a touch', () => {
    expect(overBecause(at(0, 0, ['clerk']), hourMs / 2 - 1)).toBeUndefined();
    expect(overBecause(at(0, 0, ['clerk']), hourMs / 2)).toBe('idle');
    expect(overBecause(at(0, 12 * hourMs - 1, ['clerk']), 12 * hourMs)).toBe('absolute');
    expect(overBecause(at(0, 0, ['guard']), 12 * hourMs - 1)).toBeUndefined();
    expect(overBecause(at(0, 0, ['guard']), 12 * hourMs)).toBe('absolute');
    expect([idleLimitMs(['police']), idleLimitMs(['admin']), idleLimitMs(['admin', 'chief'])]).toEqual([
      12 * hourMs,
      hourMs / 2,
      12 * hourMs,
    ]);
  });
});

describe('the cookie', () => {
  it('is read back under the name it was given', () => {
    for (const overTls of [false, true]) {
      expect(secretIn(givenCookie('secret', overTls).split(';')[0])).toBe('secret');
      expect(takenCookie(overTls)).toContain('Max-Age=0');
    }
    expect(secretIn(undefined)).toBeUndefined();
    expect(secretIn('court_session_other=1; x=2')).toBeUndefined();
  });

  it('that no sub-domain can plant wins over the plain one', () => {
    expect(secretIn('court_session=planted; __Host-court_session=own')).toBe('own');
  });
});

describe('a new password', () => {
  it.each([
    ['正确的马电池订书钉是一个好口令', undefined],
    ['fourteen chars', 'too-short'],
    ['😀😀😀😀😀😀😀😀', 'too-short'],
    ['COURTHOUSE-DEMO', 'published'],
    ['abababababababababab', 'repeats'],
    ['zhang.san zhang.san', 'holds-username'],
    ['zhang.san and his four horses', undefined],
  ])('%s is weak: %s', (password, weakness) => {
    expect(weaknessOf(password, 'zhang.san')).toBe(weakness);
  });
});

describe('a person', () => {
  it('is called one way, however it was typed', () => {
    expect([' Zhang.San ', 'ｚｈａｎｇ．ｓａｎ'].map(spelled)).toEqual(['zhang.san', 'zhang.san']);
    expect(['张三', 'a', '0-1'].every(isUsername)).toBe(true);
    expect(['', '.a', 'a b', '<b>', 'a'.repeat(65), 'a\u0000'].some(isUsername)).toBe(false);
  });

  it('is of the house or of the police, with a station, never both', () => {
    expect(wrongWith({ roles: ['guard', 'admin'] })).toBeUndefined();
    expect(wrongWith({ roles: ['police'], station: 'station-1' })).toBeUndefined();
    expect(wrongWith({ roles: [] })).toBeDefined();
    expect(wrongWith({ roles: ['police'] })).toBeDefined();
    expect(wrongWith({ roles: ['guard'], station: 'station-1' })).toBeDefined();
    expect(wrongWith({ roles: ['police', 'guard'], station: 'station-1' })).toBeDefined();
    expect(wrongWith({ roles: ['root' as 'admin'] })).toBeDefined();
  });
});

describe('a certificate is renewed', () => {
  const day = 24 * 3600_000;
  const names = { dns: ['localhost'], ip: ['127.0.0.1', '10.0.0.5'] };
  const served = { ...names, until: new Date(100 * day) };
  it('a month before its end, and when the machine got another name or address', () => {
    expect(isRenewalDue(served, names, 70 * day)).toBe(false);
    expect(isRenewalDue(served, names, 70 * day + 1)).toBe(true);
    expect(isRenewalDue(served, { ...names, ip: ['10.0.0.6'] }, 0)).toBe(true);
    expect(isRenewalDue(served, { ...names, dns: ['gate.local'] }, 0)).toBe(true);
    expect(isRenewalDue(served, { dns: [], ip: ['127.0.0.1'] }, 0)).toBe(false);
  });
});
