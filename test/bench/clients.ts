/** Starts what the bench measures with: its clients, and the bare bridge, each in a process of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Job, Target } from './job.js';

const execute = promisify(execFile);
export async function measured<Figures>(job: Job): Promise<Figures> {
  const { stdout } = await execute(process.execPath, [
    'dist/test/bench/clients.program.js',
    JSON.stringify(job),
  ]);
  return JSON.parse(stdout) as Figures;
}

export async function startBridge(): Promise<{ target: Target; child: ChildProcess }> {
  const child = spawn(process.execPath, ['dist/test/bench/bridge.program.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const { mqttPort, httpPort } = JSON.parse(said.toString()) as { mqttPort: number; httpPort: number };
  const [mqttUrl, httpUrl] = [`mqtt://127.0.0.1:${mqttPort}`, `http://127.0.0.1:${httpPort}/`];
  return { target: { mqttUrl, httpUrl, isBridge: true }, child };
}
