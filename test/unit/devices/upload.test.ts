/** The resumable upload against a real tus server that cuts, forgets, refuses and hesitates. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { measureFile, uploadFile, UploadRefused, type UploadRequest } from '../../../devices/agent/upload.js';
import { DeviceUploads, type DeviceUploadsOptions } from '../../support/device-uploads.js';
import { inFolder } from '../../support/device-folder.js';

const basic = 'recorder-201:demo-recorder-201';
const chunkBytes = 64 * 1024;
const fileBytes = 5 * chunkBytes + 1;

interface Scene {
  readonly server: DeviceUploads;
  readonly request: UploadRequest;
  readonly log: string[];
  readonly restart: () => Promise<DeviceUploads>;
}

async function scene(
  options: Partial<DeviceUploadsOptions>,
  work: (scene: Scene) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const store = join(folder, 'server');
    await mkdir(store);
    let server = await DeviceUploads.start({ folder: store, basic, ...options });
    const path = join(folder, 'clip.wav');
    await writeFile(path, randomBytes(fileBytes));
    const log: string[] = [];
    const { sha256 } = await measureFile(path);
    const request: UploadRequest = {
      httpUrl: server.url,
      device: 'recorder-201',
      secret: 'demo-recorder-201',
      path,
      words: {
        filename: '通话.wav',
        filetype: 'audio/wav',
        sha256,
        startedAt: '2026-11-02T09:00:00Z',
        endedAt: '2026-11-02T09:00:05Z',
        clip: 'clip-1',
      },
      folder: join(folder, 'device'),
      log: (line) => log.push(line),
      retryAfter: () => 5,
      chunkBytes,
    };
    const restart = async (): Promise<DeviceUploads> => {
      const { port } = server;
      await server.stop();
      server = await DeviceUploads.start({ folder: store, basic, ...options, port });
      return server;
    };
    try {
      await work({ server, request, log, restart });
    } finally {
      await server.stop();
    }
  });
}

const remembered = async ({ folder }: UploadRequest): Promise<string[]> => readdir(folder).catch(() => []);

describe('an upload', () => {
  it('arrives byte for byte with the words of the contract, and is then forgotten', async () => {
    await scene({}, async ({ server, request }) => {
      expect(await uploadFile(request)).toBe('stored');
      expect(server.uploaded).toEqual([
        { id: expect.any(String), sha256: request.words.sha256, metadata: { ...request.words } },
      ]);
      expect(await remembered(request)).toEqual([]);
    });
  });

  it('cut in its middle goes on where it was cut', async () => {
    await scene({}, async ({ server, request }) => {
      server.cuts = [chunkBytes, chunkBytes / 2];
      expect(await uploadFile(request)).toBe('stored');
      expect(server.uploaded.map(({ sha256 }) => sha256)).toEqual([request.words.sha256]);
      expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    });
  });

  it('goes on after the program was killed, as another run of it', async () => {
    await scene({}, async ({ server, request }) => {
      const killed = new AbortController();
      const retryAfter = (): number => {
        killed.abort(new Error('killed'));
        return 60_000;
      };
      server.cuts = [chunkBytes * 2];
      await expect(
        uploadFile({ ...request, retryAfter, signal: killed.signal, chunkBytes: fileBytes }),
      ).rejects.toThrow('killed');
      expect(await remembered(request)).toHaveLength(1);
      server.requests.length = 0;
      expect(await uploadFile(request)).toBe('stored');
      expect(server.requests[0]?.method).toBe('HEAD');
      expect(server.requests.some(({ method }) => method === 'POST')).toBe(false);
    });
  });

  it('waits out a console that is away', async () => {
    await scene({}, async ({ server, request, restart }) => {
      await server.stop();
      const waits: number[] = [];
      let back: DeviceUploads | undefined;
      const uploading = uploadFile({
        ...request,
        retryAfter: (attempt) => {
          waits.push(attempt);
          return 20;
        },
      });
      back = await restart();
      expect(await uploading).toBe('stored');
      expect(back.uploaded).toHaveLength(1);
    });
  });

  it('begins again where the console has forgotten it, and survives a torn memory of its own', async () => {
    await scene({}, async ({ server, request }) => {
      server.cuts = [chunkBytes];
      const stopped = new AbortController();
      const stop = (): number => {
        stopped.abort(new Error('stopped'));
        return 0;
      };
      await expect(uploadFile({ ...request, retryAfter: stop, signal: stopped.signal })).rejects.toThrow(
        'stopped',
      );
      const [name] = await remembered(request);
      await writeFile(join(request.folder, name!), '{"uploadUrl":"htt');
      expect(await uploadFile(request)).toBe('stored');

      const gone = JSON.stringify({
        size: fileBytes,
        metadata: {},
        uploadUrl: `${request.httpUrl}/api/uploads/gone`,
      });
      await writeFile(join(request.folder, name!), gone);
      expect(await uploadFile(request)).toBe('stored');
    });
  });

  it('is confirmed only by the word `stored`, asked for until it is said', async () => {
    let asked = 0;
    const options = { state: () => undefined };
    await scene(options, async ({ server, request }) => {
      const state = await uploadFile({
        ...request,
        retryAfter: () => {
          asked += 1;
          if (asked === 3) server.tell('stored');
          return 5;
        },
      });
      expect([state, asked]).toEqual(['stored', 3]);
      expect(server.uploaded).toHaveLength(1);
    });
  });

  it('tells that it was quarantined', async () => {
    await scene({ state: () => 'quarantined' }, async ({ request }) => {
      expect(await uploadFile(request)).toBe('quarantined');
    });
  });

  it('with a wrong secret is refused at once', async () => {
    await scene({}, async ({ server, request }) => {
      const wrong = { ...request, secret: 'wrong' };
      await expect(uploadFile(wrong)).rejects.toThrow(UploadRefused);
      expect(server.requests).toHaveLength(1);
    });
  });

  it('of a file that is gone says so', async () => {
    await scene({}, async ({ request }) => {
      await expect(uploadFile({ ...request, path: `${request.path}.gone` })).rejects.toThrow('ENOENT');
    });
  });

  it('stopped before it began does nothing', async () => {
    await scene({}, async ({ server, request }) => {
      await expect(uploadFile({ ...request, signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow(
        'no',
      );
      expect(server.requests).toHaveLength(0);
    });
  });
});

describe('the measure of a file', () => {
  it('is its SHA-256 and its size', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'a');
      await writeFile(path, 'abc');
      const sha256 = createHash('sha256').update('abc').digest('hex');
      expect(await measureFile(path)).toEqual({ sha256, bytes: 3 });
    });
  });
});
