/** Packs a WAV file as FLAC and proves, before the WAV may go, that not one sample was lost. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { wavHeaderBytes } from './wav.js';

export const packers = ['flac', 'sox'] as const;
export type Packer = (typeof packers)[number];

/** The first of the programs that is installed. */
export function findPacker(path = process.env['PATH'] ?? ''): Packer | undefined {
  const folders = path.split(delimiter);
  return packers.find((name) => folders.some((folder) => existsSync(join(folder, name))));
}

const packing: Readonly<Record<Packer, (wav: string, flac: string) => readonly string[]>> = {
  flac: (wav, flac) => ['--silent', '--force', '--verify', '--output-name', flac, wav],
  sox: (wav, flac) => [wav, '--type', 'flac', flac],
};
const unpacking: Readonly<Record<Packer, (flac: string) => readonly string[]>> = {
  flac: (flac) => [
    '--silent',
    '--decode',
    '--stdout',
    '--force-raw-format',
    '--endian=little',
    '--sign=signed',
    flac,
  ],
  sox: (flac) => ['--type', 'flac', flac, '--type', 'raw', '--encoding', 'signed-integer', '-L', '-'],
};

/** @returns the path of the FLAC file. @throws where the program fails or what it made is not the same sound */
export async function packFlac(wav: string, packer: Packer): Promise<string> {
  const path = wav.replace(/\.wav$/, '') + '.flac';
  await run(packer, packing[packer](wav, `${path}.new`));
  const [before, after] = await Promise.all([
    hashOf(createReadStream(wav, { start: wavHeaderBytes })),
    unpackedHash(packer, `${path}.new`),
  ]);
  if (before !== after) throw new Error(`${packer} changed the sound of ${wav}`);
  const file = await open(`${path}.new`, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return path;
}

async function unpackedHash(packer: Packer, flac: string): Promise<string> {
  const child = spawn(packer, unpacking[packer](flac), { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = endOf(packer, child);
  const [hash] = await Promise.all([hashOf(child.stdout), ended]);
  return hash;
}

async function run(packer: Packer, words: readonly string[]): Promise<void> {
  await endOf(packer, spawn(packer, [...words], { stdio: 'ignore' }));
}

function endOf(packer: Packer, child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${packer} ended with ${code ?? 'a signal'}`));
    });
  });
}

async function hashOf(sound: NodeJS.ReadableStream): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of sound) hash.update(chunk);
  return hash.digest('hex');
}
