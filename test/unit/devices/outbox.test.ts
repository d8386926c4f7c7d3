/** The outbox, killed at every byte that it ever writes. */
import { appendFile, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Delivery } from '../../../devices/agent/delivery.js';
import { Outbox } from '../../../devices/agent/outbox.js';
import { keptLine, nameOf, readLog } from '../../../devices/agent/outbox-log.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { inFolder } from '../../support/device-folder.js';

const press = { type: 'pressed', pattern: 'emergency' };
const file = 'outbox.jsonl';
const open = (folder: string): Promise<Outbox> => Outbox.open(folder, systemClock);
const payloads = (outbox: Outbox): string[] => [...outbox.pending()].map(({ payload }) => payload);

describe('an outbox', () => {
  it('names events boot and seq, growing by one from 1 within a boot', async () => {
    await inFolder(async (folder) => {
      const outbox = await open(folder);
      const kept = await Promise.all([press, press, press].map((saying) => outbox.keep(saying)));
      expect(kept.map(({ kept: { boot, seq } }) => [boot, seq])).toEqual(
        [1, 2, 3].map((seq) => [outbox.boot, seq]),
      );
      expect(kept.every(({ isDurable }) => isDurable)).toBe(true);
      expect(outbox.lastSeq).toBe(3);
      await outbox.close();
    });
  });

  it('keeps the very bytes, under their old name, across a restart that has a new boot', async () => {
    await inFolder(async (folder) => {
      const first = await open(folder);
      const { kept } = await first.keep({ ...press, note: '法庭 3 \u2028 "quoted"\n' });
      await first.close();
      const second = await open(folder);
      expect([...second.pending()]).toEqual([kept]);
      expect(second.boot).not.toBe(first.boot);
      expect((await second.keep(press)).kept).toMatchObject({ boot: second.boot, seq: 1 });
      await second.close();
    });
  });

  it('has the event in its file before it says that it is kept', async () => {
    await inFolder(async (folder) => {
      const outbox = await open(folder);
      const { kept } = await outbox.keep(press);
      expect(await readFile(join(folder, file), 'utf8')).toContain(keptLine(kept));
      await outbox.close();
    });
  });

  it('refuses an event that no message could carry, and uses up no seq for it', async () => {
    await inFolder(async (folder) => {
      const outbox = await open(folder);
      await expect(outbox.keep({ ...press, note: 'x'.repeat(65_536) })).rejects.toThrow(RangeError);
      expect((await outbox.keep(press)).kept.seq).toBe(1);
      await outbox.close();
    });
  });

  it('does not grow with what was received long ago', async () => {
    await inFolder(async (folder) => {
      const outbox = await open(folder);
      const waiting = await outbox.keep({ ...press, pattern: 'silent' });
      for (let time = 0; time < 700; time += 1) {
        const { kept } = await outbox.keep(press);
        await outbox.release(kept.boot, kept.seq);
      }
      const lines = (await readFile(join(folder, file), 'utf8')).split('\n').length;
      expect(lines).toBeLessThan(1_000);
      expect(payloads(outbox)).toEqual([waiting.kept.payload]);
      await outbox.close();
    });
  });
});

describe('an outbox killed', () => {
  interface Step {
    /** bytes in the file when the step was done */
    readonly bytes: number;
    readonly kept?: string;
    readonly released?: string;
  }

  /** Three events, two receipts, with the length of the file after each step. */
  async function live(folder: string): Promise<{ readonly steps: Step[]; readonly text: Buffer }> {
    const outbox = await open(folder);
    const steps: Step[] = [];
    const size = async (): Promise<number> => (await readFile(join(folder, file))).length;
    for (let time = 0; time < 3; time += 1) {
      const { kept } = await outbox.keep({ ...press, note: `第 ${time} 次` });
      steps.push({ bytes: await size(), kept: kept.payload });
      if (time % 2 === 1) continue;
      await outbox.release(kept.boot, kept.seq);
      steps.push({ bytes: await size(), released: kept.payload });
    }
    await outbox.close();
    return { steps, text: await readFile(join(folder, file)) };
  }

  it('at any byte of its file loses nothing without a receipt and brings back nothing with one', async () => {
    await inFolder(async (folder) => {
      const { steps, text } = await live(join(folder, 'first'));
      for (let cut = 0; cut <= text.length; cut += 1) {
        const done = steps.filter(({ bytes }) => bytes <= cut);
        const released = new Set(done.map((step) => step.released));
        const expected = done
          .map(({ kept }) => kept)
          .filter((kept) => kept !== undefined && !released.has(kept));
        // A line whole but for its line feed counts as written: nobody was told so yet, and it may come back.
        const wholeButUntold = steps.find(({ bytes }) => bytes === cut + 1);
        if (wholeButUntold?.kept !== undefined) expected.push(wholeButUntold.kept);
        if (wholeButUntold?.released !== undefined)
          expected.splice(expected.indexOf(wholeButUntold.released), 1);
        const left = readLog(text.subarray(0, cut).toString());
        expect([cut, left.map(({ payload }) => payload)]).toEqual([cut, expected]);
        // Really reopened around each line's end and here and there between.
        if (cut % 16 !== 0 && steps.every(({ bytes }) => Math.abs(bytes - cut) > 1)) continue;
        const again = join(folder, `cut-${cut}`);
        await mkdir(again);
        await writeFile(join(again, file), text.subarray(0, cut));
        const outbox = await open(again);
        expect([cut, payloads(outbox)]).toEqual([cut, expected]);
        await outbox.close();
      }
    });
  });

  it('and torn goes on writing whole lines', async () => {
    await inFolder(async (folder) => {
      const first = await open(folder);
      const before = await first.keep(press);
      await first.close();
      await appendFile(join(folder, file), '{"kept":{"boot":"torn","se');
      const second = await open(folder);
      const after = await second.keep(press);
      await second.close();
      const third = await open(folder);
      expect(payloads(third)).toEqual([before.kept.payload, after.kept.payload]);
      await third.close();
    });
  });

  it('while it rewrote its file still has the old one', async () => {
    await inFolder(async (folder) => {
      const first = await open(folder);
      const { kept } = await first.keep(press);
      await first.close();
      await writeFile(join(folder, `${file}.new`), keptLine(kept).slice(0, 20));
      const second = await open(folder);
      expect(payloads(second)).toEqual([kept.payload]);
      await second.close();
    });
  });

  it('of its disk still lets the event be sent, says so, and writes again when it can', async () => {
    await inFolder(async (folder) => {
      const outbox = await open(folder);
      // A folder in the place of the new file: no write can succeed, whoever asks, root included.
      await outbox.keep(press);
      await mkdir(join(folder, `${file}.new`));
      for (let time = 0; time < 600; time += 1) {
        const { kept } = await outbox.keep(press);
        await outbox.release(kept.boot, kept.seq);
      }
      const { kept, isDurable } = await outbox.keep(press);
      expect([isDurable, payloads(outbox).at(-1)]).toEqual([false, kept.payload]);
      await rmdir(join(folder, `${file}.new`));
      expect((await outbox.keep(press)).isDurable).toBe(true);
      const all = payloads(outbox);
      await outbox.close();
      const again = await open(folder);
      expect(payloads(again)).toEqual(all);
      expect(all).toContain(kept.payload);
      await again.close();
    });
  });
});

describe('the delivery of kept events', () => {
  const event = (seq: number) => ({ boot: 'b', seq, payload: `${seq}` });
  const second = (attempt: number): number => (attempt + 1) * 1_000;

  it('sends again only what has no receipt, and each later than the time before', () => {
    const delivery = new Delivery(second, () => 0.5);
    const pending = [event(1), event(2)];
    expect(delivery.due(pending, 0)).toEqual(pending);
    expect(delivery.due(pending, 999)).toEqual([]);
    expect(delivery.land('b', 1)).toMatchObject({ kept: event(1), attempt: 0, sentAtMs: 0 });
    expect(delivery.due([event(2)], 1_000)).toEqual([event(2)]);
    expect(delivery.nextDueAtMs()).toBe(3_000);
    expect(delivery.land('b', 9)).toBeUndefined();
  });

  it('begins anew after a reconnect', () => {
    const delivery = new Delivery(second, () => 0.5);
    delivery.launch(event(1), 0);
    delivery.restart();
    expect(delivery.nextDueAtMs()).toBeUndefined();
    expect(delivery.due([event(1)], 1)).toEqual([event(1)]);
  });

  it('sends a backlog by a window, as receipts come', () => {
    const delivery = new Delivery(second, () => 0.5);
    const pending = new Map(
      Array.from({ length: 100 }, (_, index) => [nameOf(event(index + 1)), event(index + 1)]),
    );
    const first = delivery.due(pending.values(), 0);
    expect(first).toHaveLength(64);
    pending.delete('b/1');
    delivery.land('b', 1);
    expect(delivery.due(pending.values(), 1)).toEqual([event(65)]);
  });
});
