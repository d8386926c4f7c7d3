/** Real sound: speech before a flag reaches the console, through a kill of the recorder and of the console. */
import { mkdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ConsoleProgram } from '../../support/console-program.js';
import { inFolder } from '../../support/device-folder.js';
import { Program } from '../../support/device-program.js';
import { findSpeech, Pulse, samplesOf, speech } from '../../support/device-pulse.js';

interface Item {
  readonly id: string;
  readonly mime: string;
  readonly startedAt: string;
  readonly endedAt: string;
}

const patienceMs = 180_000;

async function signIn(url: string): Promise<(path: string) => Promise<Response>> {
  const answer = await fetch(`${url}api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'clerk', password: 'courthouse-demo' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return (path) => fetch(`${url}${path}`, { headers: { cookie } });
}

/** What the console holds of the recorder, as soon as it is so many. */
async function evidence(ask: (path: string) => Promise<Response>, count: number): Promise<Item[]> {
  for (;;) {
    const { items } = (await (await ask('api/evidence')).json()) as { items: Item[] };
    const heard = items.filter(({ mime }) => mime.startsWith('audio/'));
    if (heard.length >= count) return heard.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
    await pause(100);
  }
}

const bytesPerSecond = 32_000;
/** What the recorder has on its disk by now. */
async function recordedBytes(folder: string): Promise<number> {
  const clips = join(folder, 'data/devices/recorder-201/clips');
  const names = (await readdir(clips)).filter((name) => name.endsWith('.wav'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(clips, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe('a threat spoken beside a listening recorder', () => {
  it(
    'is in the clip although the flag came after it, the recorder was killed and the console was killed',
    async () => {
      await inFolder(async (folder) => {
        const before = speech(folder, 'before', 'I know where you live, your honour, and so do my friends');
        const after = speech(folder, 'after', 'You will be sorry for this judgment before the week is over');
        const dataDir = join(folder, 'console');
        mkdirSync(dataDir);
        const pulse = await Pulse.start(folder);
        const console = await ConsoleProgram.start({ dataDir });
        const words = ['--url', console.mqtt, '--http', console.url.slice(0, -1), '--device', 'recorder-201'];
        const sound = ['--listen', '--before', '10', '--input', pulse.microphone];
        const start = (): Program =>
          new Program('recorder', [...words, '--secret', 'demo-recorder-201', ...sound], folder, {
            ...pulse.environment,
          });

        const killed = start();
        await killed.says('connected');
        await killed.says('receipt #1');
        await pulse.play(before.wav);
        const flaggedAtMs = Date.now();
        killed.type('flag threat');
        await killed.says('kept');
        await pulse.play(after.wav);
        // What was heard in the last second may be lost: a second of sound, which a busy machine brings to the disk later.
        const bytes = await recordedBytes(folder);
        while ((await recordedBytes(folder)) < bytes + 2 * bytesPerSecond) await pause(20);
        killed.kill();
        await killed.ended();
        await console.kill();

        const next = start();
        await next.says('unfinished recording');
        const again = await ConsoleProgram.start({ dataDir, ports: console.ports });
        await next.says('stored');
        next.type('stop');
        const ask = await signIn(again.url);
        const [clip] = await evidence(ask, 1);
        const file = Buffer.from(await (await ask(`api/evidence/${clip!.id}/content`)).arrayBuffer());
        next.interrupt();
        await next.ended();
        await again.stop();
        await pulse.stop();

        // The header says what is there, although its program was killed.
        expect([file.readUInt32LE(40), file.readUInt32LE(4)]).toEqual([file.length - 44, file.length - 8]);
        const heard = samplesOf(file.subarray(44));
        const first = findSpeech(heard, before.samples);
        const second = findSpeech(heard, after.samples);
        expect(first.likeness).toBeGreaterThan(0.95);
        expect(second.likeness).toBeGreaterThan(0.95);
        expect(first.atSample).toBeLessThan(second.atSample);
        const flaggedAtSample = ((flaggedAtMs - Date.parse(clip!.startedAt)) / 1000) * 16_000;
        expect(first.atSample + before.samples.length).toBeLessThan(flaggedAtSample);
      });
    },
    patienceMs,
  );
});
