/** The recorder program listening all the time, to a recording program of ours: hooks, sounds, kills, FLAC. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { DeviceConsole } from '../../support/device-console.js';
import { inFolder } from '../../support/device-folder.js';
import { Program } from '../../support/device-program.js';
import { DeviceUploads } from '../../support/device-uploads.js';
import { pressKeys } from '../../support/pressed-key.js';

jest.setTimeout(60_000);

/** Ten pieces a second; every sample of a piece is one higher than in the piece before, so order and gaps show. */
const counting = `i=0
while :; do i=$((i+1)); echo $i > "$0.count"; head -c 3200 /dev/zero | tr '\\0' "\\\\$(printf %03o $((i % 64 + 1)))" || exit; sleep 0.1; done`;
/** Tells how many pieces of it there were. */
const silence = `i=0
while :; do i=$((i+1)); echo $i > "$0.count"; head -c 3200 /dev/zero || exit; sleep 0.1; done`;
const loudThenSilent = `i=0
while [ $i -lt 10 ]; do i=$((i+1)); head -c 3200 /dev/zero | tr '\\0' '\\100'; sleep 0.1; done
${silence}`;

interface Scene {
  readonly console: DeviceConsole;
  readonly uploads: DeviceUploads;
  readonly folder: string;
  readonly listen: (...more: string[]) => Program;
  readonly types: () => string[];
  readonly said: (type: string) => Record<string, unknown>[];
  readonly file: (index: number) => Promise<Buffer>;
}

async function scene(script: string, work: (scene: Scene) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    await mkdir(join(folder, 'server'));
    await mkdir(join(folder, 'bin'));
    const program = join(folder, 'bin', 'arecord');
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o755);
    const console = await DeviceConsole.start();
    const uploads = await DeviceUploads.start({ folder: join(folder, 'server') });
    const own = ['--url', console.url, '--http', uploads.url, '--program', 'arecord'];
    const identity = ['--device', 'recorder-201', '--secret', 'demo-recorder-201'];
    const path = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` };
    const started: Program[] = [];
    const listen = (...more: string[]): Program => {
      const one = new Program('recorder', [...own, ...identity, '--listen', ...more], folder, path);
      started.push(one);
      return one;
    };
    const said = (type: string) =>
      console
        .firstEvents()
        .filter(({ reading }) => reading?.type === type)
        .map(({ payload }) => JSON.parse(payload.toString()) as Record<string, unknown>);
    const types = (): string[] => console.firstEvents().map(({ reading }) => reading?.type ?? '');
    const file = (index: number): Promise<Buffer> =>
      readFile(join(folder, 'server', uploads.uploaded[index]!.id));
    try {
      await work({ console, uploads, folder, listen, types, said, file });
    } finally {
      for (const one of started) one.kill();
      await Promise.all(started.map((one) => one.ended()));
      await uploads.stop();
      await console.stop();
    }
  });
}

/** How many pieces the recording program spoke; between two of them its file is empty for a moment. */
async function spokenPieces(folder: string): Promise<number> {
  for (;;) {
    const count = Number(await readFile(join(folder, 'bin', 'arecord.count'), 'utf8').catch(() => 0));
    if (count > 0) return count;
  }
}

async function hook(path: string, line: string): Promise<string> {
  const socket = connect(path);
  socket.write(`${line}\n`);
  for await (const answer of socket) return String(answer);
  return '';
}

const second = 32_000;
/** A file tells nobody that it grew; whoever looks all the time takes the recorder's time. */
const lookEveryMs = 20;

describe('a listening recorder', () => {
  it('tells its disk, and a lifted receiver brings what was heard before it, packed without loss', async () => {
    await scene(counting, async ({ console, listen, folder, said, types, uploads, file }) => {
      const socket = join(folder, 'hook.sock');
      const recorder = listen('--before', '1', '--socket', socket, '--flac');
      await console.until(() => types().includes('storage'));
      // The buffer is full: the clip must begin a second before the hook.
      const buffer = join(folder, 'data/devices/recorder-201/before/before-1.pcm');
      while ((await readFile(buffer).catch(() => Buffer.alloc(0))).length < second) await pause(lookEveryMs);
      expect(await hook(socket, 'hook off in 8001 13900000000')).toMatch(/kept #2/);
      await hook(socket, 'flag interference 5');
      expect(await hook(socket, 'hook on')).toMatch(/kept/);
      await recorder.says('stored');
      expect(said('call-started')).toMatchObject([
        { direction: 'in', extension: '8001', peer: '13900000000' },
      ]);
      expect(said('flagged')).toMatchObject([{ tag: 'interference' }]);
      expect(said('recording-started')).toMatchObject([{ reason: 'call', preSeconds: 1 }]);
      expect(said('recording-stopped')).toMatchObject([{ reason: 'call-ended' }]);
      const [clip] = said('clip-ready');
      expect(clip).toMatchObject({ mime: 'audio/flac' });
      const path = join(folder, 'arrived.flac');
      await writeFile(path, await file(0));
      const pcm = execFileSync('sox', [path, '-t', 'raw', '-']);
      expect(pcm.length).toBeGreaterThanOrEqual(second);
      const steps = new Set<number>();
      for (let at = 3; at < pcm.length; at += 2) steps.add((pcm[at]! - pcm[at - 2]! + 64) % 64);
      // Each piece follows the one before: nothing was lost and nothing doubled between buffer and recording.
      expect([...steps].toSorted((a, b) => a - b)).toEqual([0, 1]);
      expect(uploads.uploaded).toHaveLength(1);
    });
  });

  it('keeps half a minute unless it is told otherwise', async () => {
    // Forty seconds of sound at once, of which each second says which it is.
    const minute = `for i in $(seq 1 40); do head -c 32000 /dev/zero | tr '\\0' "\\\\$(printf %03o $i)"; done
${silence}`;
    await scene(minute, async ({ listen, said, file, folder }) => {
      const recorder = listen();
      const buffer = join(folder, 'data/devices/recorder-201/before');
      const sizes = async () =>
        Promise.all(
          (await readdir(buffer).catch(() => [])).map(async (one) => (await stat(join(buffer, one))).size),
        );
      while ((await sizes()).reduce((a, b) => a + b, 0) < 40 * second) await pause(lookEveryMs);
      recorder.type('start alarm');
      await recorder.says('done: start alarm');
      // Silence that was heard before it began is of the half minute too.
      const silentSeconds = (await spokenPieces(folder)) / 10;
      recorder.type('stop');
      await recorder.says('stored');
      expect(said('recording-started')).toMatchObject([{ preSeconds: 30 }]);
      const clip = await file(0);
      expect(clip.length - 44).toBeGreaterThanOrEqual(30 * second);
      expect(clip[45]).toBeGreaterThanOrEqual(10);
      expect(clip[45]).toBeLessThanOrEqual(12 + Math.floor(silentSeconds));
    });
  });

  it('starts at a sound and stops in the silence after it, by itself', async () => {
    await scene(loudThenSilent, async ({ console, listen, said, types }) => {
      const recorder = listen('--before', '5', '--on-sound', '0.3', '--silence', '1', '--level=-30');
      await console.until(() => types().includes('clip-ready'));
      await recorder.says('stored');
      expect(said('recording-started')).toMatchObject([{ reason: 'sound' }]);
      expect(said('recording-stopped')).toMatchObject([{ reason: 'silence' }]);
    });
  });

  it('obeys the console; its four keys flag what is said, and do not end what the console began', async () => {
    await scene(silence, async ({ console, listen, said, types, folder }) => {
      const keypad = join(folder, 'event7');
      execFileSync('mkfifo', [keypad]);
      const tags = ['threat', 'insult', 'interference', 'inquiry'];
      const keys = tags.flatMap((tag, at) => ['--key', `${at + 2}=flag ${tag}`]);
      const recorder = listen('--before', '5', '--after-flag', '1', '--keys', keypad, ...keys);
      await recorder.says('connected');
      const address = { court: 'demo', kind: 'recorder', device: 'recorder-201' } as const;
      const until = '2999-01-01T00:00:00Z';
      console.command(address, { id: 'c-1', until, type: 'start', reason: 'alarm', preSeconds: 2 });
      await console.until(() => types().includes('recording-started'));
      pressKeys(keypad, 2, 3, 4, 5);
      await console.until(() => said('flagged').length >= 4);
      expect(said('flagged').map(({ tag }) => tag)).toEqual(tags);
      console.command(address, { id: 'c-2', until, type: 'stop' });
      await recorder.says('stored');
      expect(said('recording-stopped')).toMatchObject([{ reason: 'command' }]);
    });
  });

  it('killed while it records mends the clip at its next start, sends it, and records on', async () => {
    await scene(counting, async ({ console, listen, said, file, folder }) => {
      const killed = listen('--before', '2');
      await killed.says('connected');
      killed.type('start alarm');
      await killed.says('done: start alarm');
      const wav = join(folder, 'data/devices/recorder-201/clips');
      const [name] = (await readdir(wav)).filter((one) => one.endsWith('.wav'));
      while ((await stat(join(wav, name!))).size < second) await pause(lookEveryMs);
      killed.kill();
      const spoken = await spokenPieces(folder);
      await killed.ended();
      const next = listen('--before', '2');
      await next.says('stored');
      await console.until(() => said('recording-started').length >= 2);
      next.type('stop');
      await console.until(() => said('recording-stopped').length >= 2);
      await console.until(() => said('clip-ready').length >= 2);
      expect(said('recording-stopped').map(({ reason }) => reason)).toEqual(['interrupted', 'key']);
      expect(said('recording-started').map(({ reason }) => reason)).toEqual(['alarm', 'alarm']);
      const mended = await file(0);
      expect(mended.readUInt32LE(40)).toBe(mended.length - 44);
      expect(mended.length).toBeGreaterThan(second);
      // A piece is a tenth of a second, and says which it is: what was spoken and is not there is under a second.
      const lastKept = mended[mended.length - 1]! - 1;
      expect((spoken - lastKept + 64) % 64).toBeLessThan(10);
    });
  });

  it('whose microphone is pulled out sends what it has, tells it, and records on when it is back', async () => {
    const once = `n=$(cat "$0.runs" 2>/dev/null || echo 0); echo $((n+1)) > "$0.runs"
[ "$n" = 1 ] && exit 1
[ "$n" = 0 ] && { head -c 64000 /dev/zero; until [ -e "$0.pulled" ]; do sleep 0.1; done; exit 1; }
${silence}`;
    await scene(once, async ({ console, listen, said, folder }) => {
      const recorder = listen('--before', '2');
      recorder.type('start alarm');
      await recorder.says('done: start alarm');
      await writeFile(join(folder, 'bin', 'arecord.pulled'), '');
      await console.until(() => said('recording-started').length >= 2);
      expect(said('recording-stopped')).toMatchObject([{ reason: 'microphone-lost' }]);
      await recorder.says('stored');
    });
  });
});
