/** A packet far larger than memory: built and verified each in a process of its own, which tells its highest memory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { sumsOfFile } from '../../src/packets/digests.adapter.js';
import { newCourt, newInput, newItem } from './packet-court.js';
import { verdict } from './packet-verdict.js';

const mebi = 1024 * 1024;
export const mostMemoryBytes = 256 * mebi;

interface Told {
  readonly seconds: number;
  readonly memoryBytes: number;
  readonly said: string;
}

const self = import.meta.filename;

/** One act in a process of its own. */
function alone(act: string, ...args: readonly string[]): Promise<Told> {
  const child = spawn(process.execPath, [self, act, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString()));
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(text) as Told) : reject(new Error(`${act} ended with ${code}`)),
    ),
  );
}

/** @param gibi how large its one exhibit is */
export async function largePacket(gibi: number): Promise<{ build: Told; verify: Told }> {
  const folder = mkdtempSync(join(process.env['COURT_TEST_LARGE_DIR'] ?? tmpdir(), 'large-'));
  try {
    const build = await alone('build', folder, String(gibi));
    const verify = await alone('verify', join(folder, 'packet.zip'), join(folder, 'trust.pem'));
    return { build, verify };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(folder: string, gibi: number): Promise<string> {
  const court = newCourt();
  writeFileSync(join(folder, 'trust.pem'), court.trust);
  const item = newItem(folder, 'large', '长录像.mp4', Buffer.from('begins like a film'));
  // Sparse: takes no room, and is read like any other.
  truncateSync(item.file, gibi * 1024 * mebi + 5);
  const { sha256, sm3, bytes } = await sumsOfFile(item.file);
  const input = await newInput(court, folder, { items: [{ ...item, sha256, sm3, bytes }] });
  const began = performance.now();
  await buildPacket(input, court.sealer, join(folder, 'packet.zip'));
  return tell(began, 'built');
}

const tell = (began: number, said: string): string =>
  JSON.stringify({
    seconds: (performance.now() - began) / 1000,
    // kibibytes, by getrusage(2)
    memoryBytes: process.resourceUsage().maxRSS * 1024,
    said,
  });

if (process.argv[1] === self) {
  const [act, first = '', second = ''] = process.argv.slice(2);
  const began = performance.now();
  const told =
    act === 'build' ? await build(first, Number(second)) : tell(began, await verdict(first, second));
  process.stdout.write(told);
}
