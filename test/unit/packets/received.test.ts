/** A hand-over is that every byte was had, in one answer or in several, and it is known before the last one leaves. */
import type { ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { isWhole, joined, type Part } from '../../../src/packets/received.js';
import { Received } from '../../../src/packets/received.service.js';
import { sendFile } from '../../../src/packets/sending.adapter.js';
import type { Reader } from '../../../src/storage/reader.js';
import type { Writer } from '../../../src/storage/writer.js';
import { temporaryFile } from '../../support/packet-verdict.js';

const parts = (...pairs: (readonly [number, number])[]): Part[] => pairs.map(([from, to]) => ({ from, to }));

describe('what a reader has received', () => {
  it('is all of it with one whole answer', () => {
    expect(isWhole(parts([0, 100]), 100)).toBe(true);
    expect(isWhole(parts([0, 99]), 100)).toBe(false);
  });

  it('is all of it with parts in any order, that touch or overlap', () => {
    const quarters = parts([75, 100], [25, 60], [0, 25], [50, 75], [75, 75]);
    expect([joined(quarters), isWhole(quarters, 100)]).toEqual([parts([0, 100]), true]);
  });

  it('is not all of it where only the end was asked for, or a piece was left out', () => {
    const had = parts([90, 100], [0, 10], [5, 8]);
    expect([joined(had), isWhole(had, 100)]).toEqual([parts([0, 10], [90, 100]), false]);
    expect(isWhole([...had, ...parts([11, 90])], 100)).toBe(false);
    expect(isWhole([...had, ...parts([10, 90])], 100)).toBe(true);
  });

  it('is told by the later of two parts that end together, and by none while another was torn', async () => {
    const nothingKept = { query: () => Promise.resolve([]) } as unknown as Reader;
    const received = new Received(nothingKept, {} as Writer);
    const [first, last] = parts([0, 50], [50, 100]) as [Part, Part];
    expect(await received.ends('police', first, 100)).toBe(false);
    expect(await received.ends('another', last, 100)).toBe(false);
    expect(await received.ends('police', last, 100)).toBe(true);
    received.over('police', first);
    expect(await received.ends('police', parts([50, 100])[0]!, 100)).toBe(false);
  });
});

describe('sending a file', () => {
  const sent = async (tearAt = Infinity): Promise<string[]> => {
    const events: string[] = [];
    const note = (what: string) => (bytes: number) => {
      events.push(`${what} ${bytes}`);
      return Promise.resolve();
    };
    const response = new Writable({
      write: (chunk: Buffer, _, done) => {
        if (events.length >= tearAt) response.destroy();
        else events.push(`wrote ${chunk.length}`);
        done();
      },
    });
    const watch = {
      beforeWindow: note('may leave'),
      beforeLast: () => note('handed over')(1),
      atEnd: note('left'),
    };
    const span = { start: 0, end: 9 };
    await sendFile(temporaryFile('p', '0123456789'), span, response as unknown as ServerResponse, watch);
    return events;
  };

  it('says how much may leave before any of it does, and that all was had before the last byte', async () => {
    expect(await sent()).toEqual(['may leave 67108864', 'wrote 9', 'handed over 1', 'wrote 1', 'left 10']);
  });

  it('says how much left where the reader went away', async () => {
    expect(await sent(1)).toEqual(['may leave 67108864', 'left 0']);
  });
});
