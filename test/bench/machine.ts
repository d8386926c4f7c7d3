/** What the figures depend on: this machine, its disk, and what else it does meanwhile. */
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { spreadOf, type Spread } from './job.js';

const writes = 300;
const page = Buffer.alloc(4096, 1);

/** One page written and synced, as a commit does at the least. */
export function measureSync(folder: string): Spread {
  const path = join(folder, 'sync');
  const file = openSync(path, 'w');
  const tookMs: number[] = [];
  for (let at = 0; at < writes; at += 1) {
    const startedAtMs = performance.now();
    writeSync(file, page, 0, page.length, (at % 64) * page.length);
    fdatasyncSync(file);
    tookMs.push(performance.now() - startedAtMs);
  }
  closeSync(file);
  rmSync(path);
  return spreadOf(tookMs);
}

export const machine = (): string => {
  const all = cpus();
  const [load = 0] = loadavg();
  return `Node ${process.versions.node}, ${all.length} × ${all[0]?.model.trim() ?? '?'}, load ${load.toFixed(1)}`;
};

/** Resident memory of a process. */
export function residentMib(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(line) / 1024;
}

const ticksPerSecond = 100;

/** Processor time that a process has used, all its threads together (proc(5), utime and stime). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
