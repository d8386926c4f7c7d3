/** The adapter program before a console that the test answers for. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceConsole } from './device-console.js';
import { inFolder } from './device-folder.js';
import { Program } from './device-program.js';

export interface Scene {
  readonly console: DeviceConsole;
  readonly said: () => Record<string, unknown>[];
  readonly start: (config: object) => Promise<Program>;
  readonly folder: string;
}

export async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const console = await DeviceConsole.start();
    const started: Program[] = [];
    const start = async (config: object): Promise<Program> => {
      const path = join(folder, 'config.json');
      const button = { device: 'button-103', kind: 'button', secret: 'demo-button-103' };
      await writeFile(path, JSON.stringify({ devices: { 'judge-3': button, '1234': button }, ...config }));
      await mkdir(join(folder, 'state'), { recursive: true });
      const words = ['--config', path, '--url', console.url, '--folder', join(folder, 'state')];
      const program = new Program('adapters', words, folder);
      started.push(program);
      return program;
    };
    const said = () =>
      console.firstEvents().map(({ payload }) => JSON.parse(payload.toString()) as Record<string, unknown>);
    try {
      await work({ console, said, start, folder });
    } finally {
      for (const one of started) one.kill();
      await Promise.all(started.map((one) => one.ended()));
      await console.stop();
    }
  });
}
