/** The docking folder's importer: read-only, each file once, times corrected, gaps told, uploads taken up again. */
import { chmod, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DeviceConsole } from '../../support/device-console.js';
import { inFolder } from '../../support/device-folder.js';
import { Program } from '../../support/device-program.js';
import { DeviceUploads } from '../../support/device-uploads.js';
import { spokenWav } from '../../support/wav.js';

it('a docked recorder is taken over once, over a cut line and a kill, and nothing of it is changed', async () => {
  await inFolder(async (folder) => {
    const docked = join(folder, 'docked');
    await mkdir(join(docked, 'DCIM'), { recursive: true });
    await mkdir(join(folder, 'server'));
    const names = [
      'A0000001_012345_20261102091500_0001.wav',
      'A0000001_012345_20261102091700_0003.wav',
      'B0000009_012345_20261102091500_0001.wav',
      'notes.txt',
    ];
    for (const [index, name] of names.entries()) {
      const path = join(docked, 'DCIM', name);
      await writeFile(path, name.endsWith('.wav') ? spokenWav(60 + index) : 'not ours');
      await utimes(path, 1_000_000, 1_000_000);
      await chmod(path, 0o444);
    }
    const mapping = join(folder, 'mapping.json');
    const worn = { device: 'recorder-204', secret: 'demo-recorder-204', aheadSeconds: 37 };
    await writeFile(
      mapping,
      JSON.stringify({
        recorders: { A0000001: worn },
        officers: { '012345': 'officer-1' },
        assignments: [
          {
            officer: 'officer-1',
            from: '2026-11-02T09:00:00+08:00',
            to: '2026-11-02T09:16:00+08:00',
            case: '(2026)吉0721执12号',
            place: 'site-1',
          },
        ],
      }),
    );
    const console = await DeviceConsole.start();
    const uploads = await DeviceUploads.start({
      folder: join(folder, 'server'),
      basic: 'recorder-204:demo-recorder-204',
    });
    const words = ['--source', docked, '--mapping', mapping, '--url', console.url, '--http', uploads.url];

    // The line breaks in the first upload, then the program is killed.
    uploads.cuts = [200_000];
    const killed = new Program('import', words, folder);
    await killed.says('upload of A0000001');
    killed.kill();
    await killed.ended();
    for (const _ of [1, 2]) {
      const importer = new Program('import', [...words, '--once'], folder);
      expect(await importer.ended()).toBe(0);
      expect(importer.text).toContain('B0000009 is not in the mapping');
    }
    const said = console
      .firstEvents()
      .map(({ payload }) => JSON.parse(payload.toString()) as Record<string, unknown>);
    await uploads.stop();
    await console.stop();

    // Killed between the outbox and its own note it announces a clip again: the console knows it by its name.
    const announced = new Map(
      said.filter(({ type }) => type === 'clip-ready').map((event) => [event['clip'], event]),
    );
    expect([...announced.values()]).toMatchObject([
      {
        mime: 'audio/wav',
        startedAt: '2026-11-02T01:14:23.000Z',
        endedAt: '2026-11-02T01:15:23.000Z',
        officer: 'officer-1',
        case: '(2026)吉0721执12号',
        place: 'site-1',
        recorder: 'A0000001',
        correctedByMs: -37_000,
        recordedAtByItsClock: '2026-11-02T01:15:00.000Z',
      },
      { startedAt: '2026-11-02T01:16:23.000Z', endedAt: '2026-11-02T01:17:24.000Z' },
    ]);
    // Killed between the outbox and its own note it tells a gap again.
    const gaps = new Map(said.filter(({ type }) => type === 'fault').map((gap) => [gap['from'], gap]));
    expect([...gaps.values()]).toMatchObject([
      { code: 'recording-gap', from: '2026-11-02T01:15:23.000Z', to: '2026-11-02T01:16:23.000Z', missing: 1 },
    ]);
    const hashes = new Set(uploads.uploaded.map(({ sha256 }) => sha256));
    expect([hashes.size, uploads.uploaded.length]).toEqual([2, 2]);
    // Taken up where the line broke, not begun again.
    expect(uploads.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect((await readdir(join(docked, 'DCIM'))).toSorted()).toEqual(names.toSorted());
    expect(await readFile(join(docked, 'DCIM', names[0]!))).toEqual(spokenWav(60));
  });
}, 120_000);
