/** A packet far larger than memory: built and verified each in a process of its own, which tells its highest memory. */
import { spawn } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { Summing, type Sums } from '../../src/packets/digests.adapter.js';
import { newCourt, newInput, newItem } from './packet-court.js';
import { tool, verdict } from './packet-verdict.js';

const mebi = 1024 * 1024;
export const mostMemoryBytes = 256 * mebi;

interface Told {
  readonly seconds: number;
  readonly memoryBytes: number;
  readonly said: string;
}

export interface LargePacket {
  readonly build: Told;
  readonly verify: Told;
  /** of the packet */
  readonly bytes: number;
  /** `openssl dgst -sm3` of the same bytes */
  readonly opensslSeconds: number;
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
export async function largePacket(gibi: number): Promise<LargePacket> {
  const folder = mkdtempSync(join(process.env['COURT_TEST_LARGE_DIR'] ?? tmpdir(), 'large-'));
  try {
    const build = await alone('build', folder, String(gibi));
    const packet = join(folder, 'packet.zip');
    const verify = await alone('verify', packet, join(folder, 'trust.pem'));
    const began = performance.now();
    tool('openssl', ['dgst', '-sm3', packet]);
    const opensslSeconds = (performance.now() - began) / 1000;
    return { build, verify, bytes: statSync(packet).size, opensslSeconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(folder: string, gibi: number): Promise<string> {
  const court = newCourt();
  writeFileSync(join(folder, 'trust.pem'), court.trust);
  const item = newItem(folder, 'large', '长录像.mp4', Buffer.from(''));
  const { sha256, sm3, bytes } = writeNoise(item.file, gibi * 1024 + 0.5);
  const input = await newInput(court, folder, { items: [{ ...item, sha256, sm3, bytes }] });
  const began = performance.now();
  await buildPacket(input, court.sealer, join(folder, 'packet.zip'));
  return tell(began, 'built');
}

/** Bytes that no disk can leave out and nothing can compress. */
function writeNoise(path: string, mebis: number): Sums {
  const noise = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
  const [file, summing, zeros] = [openSync(path, 'w'), new Summing(), Buffer.alloc(mebi)];
  for (let left = mebis; left > 0; left -= 1) {
    const chunk = noise.update(left < 1 ? zeros.subarray(0, left * mebi) : zeros);
    summing.add(chunk);
    writeSync(file, chunk);
  }
  closeSync(file);
  return summing.sums();
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
