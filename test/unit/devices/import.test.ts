/** What body-worn recorders' files say of themselves, and what is missing between them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { gapsIn } from '../../../devices/import/gap.js';
import { lengthOf } from '../../../devices/import/media-length.js';
import { dockingSchema, readName } from '../../../devices/import/recording-name.js';
import { inFolder } from '../../support/device-folder.js';
import { spokenWav } from '../../support/wav.js';

const docking = dockingSchema.parse({ recorders: {} });
const at = (text: string): number => Date.parse(text);

describe('the name of a recording', () => {
  it.each([
    ['DSJ0001_012345_20261102091500_0007.MP4', 'DSJ0001', '012345', 7],
    ['A0000001_012345_20261102091500_0007_IMP.mp4', 'A0000001', '012345', 7],
    ['A0000001_012345_20261102091500.wav', 'A0000001', '012345', undefined],
    ['A0000001_000000_20261102091500_0007.MP4', 'A0000001', undefined, 7],
  ])('%s says recorder, officer, time and number', (name, recorder, officer, number) => {
    const read = readName(name, docking);
    expect([read?.recorder, read?.officer, read?.number]).toEqual([recorder, officer, number]);
    expect(read?.atMs).toBe(at('2026-11-02T09:15:00+08:00'));
  });

  it.each(['readme.txt', 'IMG_0001.JPG', 'A0000001_012345_20260231091500_0007.MP4', 'A_1_2.MP4'])(
    '%s is none',
    (name) => {
      expect(readName(name, docking)).toBeUndefined();
    },
  );

  it('may have a shape of its own, in another zone', () => {
    const own = dockingSchema.parse({
      recorders: {},
      zone: 'Z',
      name: '^(?<at>\\d{14})-cam(?<device>\\d+)\\.avi$',
    });
    expect(readName('20261102091500-cam7.avi', own)).toEqual({
      recorder: '7',
      atMs: at('2026-11-02T09:15:00Z'),
    });
  });
});

describe('what is missing', () => {
  const rule = { gapSeconds: 5, wearingEndsAfterSeconds: 7_200 };
  const one = (from: number, to: number, number?: number) => ({
    startedAtMs: from * 1000,
    endedAtMs: to * 1000,
    ...(number !== undefined && { number }),
  });

  it('is nothing where recordings follow each other, or a wearing ended', () => {
    expect(gapsIn([one(0, 60, 1), one(62, 120, 2), one(9_000, 9_060, 3)], rule)).toEqual([]);
  });

  it('is a pause within a wearing, in whatever order the files were found', () => {
    expect(gapsIn([one(100, 160), one(0, 60)], rule)).toEqual([
      { fromMs: 60_000, toMs: 100_000, missing: 0 },
    ]);
  });

  it('is a running number that is nowhere, also over night, but not after the recorder was emptied', () => {
    expect(gapsIn([one(0, 60, 7), one(50_000, 50_060, 10)], rule)).toEqual([
      { fromMs: 60_000, toMs: 50_000_000, missing: 2 },
    ]);
    expect(gapsIn([one(0, 60, 7), one(50_000, 50_060, 1)], rule)).toEqual([]);
  });
});

describe('the length of a recording', () => {
  const box = (kind: string, ...parts: Buffer[]): Buffer => {
    const head = Buffer.alloc(8);
    const body = Buffer.concat(parts);
    head.writeUInt32BE(8 + body.length);
    head.write(kind, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const mvhd = (scale: number, ticks: number): Buffer => {
    const body = Buffer.alloc(100);
    body.writeUInt32BE(scale, 12);
    body.writeUInt32BE(ticks, 16);
    return box('mvhd', body);
  };
  const avi = (): Buffer => {
    const head = Buffer.alloc(64);
    head.write('RIFF\0\0\0\0AVI LIST\0\0\0\0hdrlavih', 0, 'latin1');
    head.writeUInt32LE(40_000, 32);
    head.writeUInt32LE(250, 48);
    return head;
  };

  it.each<[string, Buffer, number | undefined]>([
    ['WAV', spokenWav(2), 2_000],
    ['MP4', Buffer.concat([box('ftyp', Buffer.alloc(8)), box('moov', mvhd(90_000, 270_000))]), 3_000],
    [
      'MP4 whose header stands last',
      Buffer.concat([
        box('ftyp', Buffer.alloc(8)),
        box('mdat', Buffer.alloc(5_000)),
        box('moov', mvhd(1_000, 61_500)),
      ]),
      61_500,
    ],
    ['AVI', avi(), 10_000],
    ['MP4 cut off before its header', box('ftyp', Buffer.alloc(8)), undefined],
    ['file of nothing known', Buffer.from('hello'), undefined],
  ])('%s is read from its header', async (_, bytes, length) => {
    await inFolder(async (folder) => {
      const path = join(folder, 'file');
      await writeFile(path, bytes);
      expect(await lengthOf(path)).toBe(length);
    });
  });
});
