/** Uploads that are cut, repeated, misplaced and outlived by restarts; COURT_TEST_INTERRUPTIONS=500 is the long set. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { basicOf, hashOf, someBytes, withExhibitCourt, type ExhibitCourt } from '../support/exhibit-court.js';
import { begin, patch, patchAndCut, stands } from '../support/tus.js';

const wanted = Number(process.env['COURT_TEST_INTERRUPTIONS'] ?? '25');
jest.setTimeout(60_000 + wanted * 2000);

/** Chance that a failing run can be repeated with (mulberry32). */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const seed = Number(process.env['COURT_TEST_SEED'] ?? Date.now() % 1_000_000);
const headers = { Authorization: basicOf('recorder-201') };

/** One way in which an upload goes wrong. */
async function disturb(url: string, bytes: Buffer, offset: number, chance: (below: number) => number) {
  const rest = bytes.subarray(offset);
  switch (chance(4)) {
    case 0:
      return patchAndCut(url, headers, offset, rest, chance(rest.length));
    case 1: {
      const wrong = await patch(url, headers, offset + 1 + chance(100), rest.subarray(0, 10));
      expect([409, 423]).toContain(wrong.status);
      return undefined;
    }
    case 2:
      return patchAndCut(url, headers, offset, rest, rest.length);
    default: {
      // The same part twice at once, as of a device that believes its first try lost.
      const part = rest.subarray(0, 1 + chance(rest.length - 1));
      await Promise.all(
        [patch(url, headers, offset, part), patch(url, headers, offset, part)].map((one) =>
          one.catch(() => undefined),
        ),
      );
      return undefined;
    }
  }
}

/** As a device does: a request that was cut may still be read by the server when the next one comes, which is then refused. */
async function finish(url: string, bytes: Buffer): Promise<string> {
  for (;;) {
    const { offset, state } = await stands(url, headers);
    if (state !== null) return state;
    // Refused before all of it was sent, it may break instead of being answered; how it stands is asked again.
    await patch(url, headers, offset, bytes.subarray(offset)).catch(() => undefined);
  }
}

const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

describe('uploads that are interrupted', () => {
  it(`${wanted} times at random are stored with the declared hash or quarantined, never anything else (seed ${seed})`, () =>
    withExhibitCourt(async (first, again) => {
      let court: ExhibitCourt = first;
      const chance = chanceFrom(seed);
      const declared = new Map<string, boolean>();
      for (let done = 0; done < wanted;) {
        const bytes = someBytes(1000 + chance(300_000));
        const isWrong = chance(6) === 0;
        const sha256 = isWrong ? hashOf(Buffer.from(`${done}`)) : hashOf(bytes);
        let url = await begin(court.url, headers, bytes.length, { sha256, filetype: 'audio/wav' });
        declared.set(url.split('/').at(-1)!, isWrong);
        for (let times = chance(6); times >= 0; times -= 1) {
          const { offset } = await stands(url, headers);
          if (offset === bytes.length) break;
          await disturb(url, bytes, offset, chance);
          done += 1;
          if (chance(20) === 0) {
            court = await again();
            url = `${court.url}/api/uploads/${url.split('/').at(-1)}`;
          }
        }
        const last = await finish(url, bytes);
        expect(last).toBe(isWrong ? 'quarantined' : 'stored');
      }
      const stored = filesIn(join(court.dataDir, 'blobs'));
      for (const path of stored) expect(hashOf(readFileSync(path))).toBe(basename(path));
      expect(stored).toHaveLength([...declared.values()].filter((isWrong) => !isWrong).length);
      const received = await court.facts('evidence.received');
      expect(new Set(received.map(({ subject }) => subject.id))).toEqual(new Set(declared.keys()));
      expect(received).toHaveLength(declared.size);
    }));
});
