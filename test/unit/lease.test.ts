import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config.js';
import { pace, Term, Watch, type Standing } from '../../src/storage/lease.js';

const standing = (change: Partial<Standing> = {}): Standing => ({
  epoch: 3,
  renewals: 7,
  holder: 'court-a:1',
  isConnected: true,
  ...change,
});

describe('a lease that is watched', () => {
  it('is free where nobody ever held it, and where the holder’s connection is gone', () => {
    expect(new Watch().isTakeable(undefined, 0)).toBe(true);
    expect(new Watch().isTakeable(standing({ isConnected: false }), 0)).toBe(true);
  });

  it('is held while it changes, however long, and over when nothing changed for six and a half seconds', () => {
    const watch = new Watch();
    for (let at = 0; at < 100; at += 1)
      expect(watch.isTakeable(standing({ renewals: at }), at * (pace.expiresAfterMs - 1))).toBe(false);
    const lastMs = 99 * (pace.expiresAfterMs - 1);
    expect(watch.isTakeable(standing({ renewals: 99 }), lastMs + pace.expiresAfterMs - 1)).toBe(false);
    expect(watch.isTakeable(standing({ renewals: 99 }), lastMs + pace.expiresAfterMs)).toBe(true);
  });

  it('counts only from its own first look, and anew for each holder', () => {
    const watch = new Watch();
    expect(watch.isTakeable(standing(), 1e9)).toBe(false);
    expect(watch.isTakeable(standing({ epoch: 4 }), 1e9 + pace.expiresAfterMs)).toBe(false);
  });

  it('is counted as changed where the database forgot a renewal at a crash', () => {
    const watch = new Watch();
    watch.isTakeable(standing(), 0);
    expect(watch.isTakeable(standing({ renewals: 6 }), pace.expiresAfterMs)).toBe(false);
  });
});

describe('a lease that is held', () => {
  it('is over before anybody who watches it may take it', () => {
    expect(pace.stepsDownAfterMs).toBeLessThan(pace.expiresAfterMs);
    const term = new Term(0);
    expect(term.isOver(pace.stepsDownAfterMs - 1)).toBe(false);
    expect(term.isOver(pace.stepsDownAfterMs)).toBe(true);
  });

  it('counts from when a renewal was sent, not from its answer', () => {
    const term = new Term(0);
    term.renewed(1_000);
    expect(term.leftMs(5_000)).toBe(pace.stepsDownAfterMs - 4_000);
    expect(term.isOver(1_000 + pace.stepsDownAfterMs)).toBe(true);
  });

  it('asks once, and briefly, where the process itself stood still', () => {
    const term = new Term(0);
    const wakesAtMs = 60_000;
    expect(term.isOver(wakesAtMs)).toBe(false);
    expect(term.leftMs(wakesAtMs)).toBe(pace.renewEveryMs);
    expect(term.isOver(wakesAtMs + pace.renewEveryMs)).toBe(true);
    const saved = new Term(0);
    saved.isOver(wakesAtMs);
    saved.renewed(wakesAtMs);
    expect(saved.isOver(wakesAtMs + pace.renewEveryMs)).toBe(false);
  });
});

describe('a console that is told to stand by', () => {
  it('is one on PostgreSQL; on a SQLite file it says so and does not start', () => {
    const url = 'postgres://court@db/court';
    expect(readSettings({ COURT_STANDBY: '1', COURT_DATABASE_URL: url }).standby).toBe(true);
    expect(() => readSettings({ COURT_STANDBY: '1' })).toThrow(
      /COURT_STANDBY: .*SQLite is a file of one machine/,
    );
  });
});
