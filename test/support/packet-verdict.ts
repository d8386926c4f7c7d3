/** Asks the verifier that travels in packets, in this process or as the program it is. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { newFolder } from './packet-court.js';

export const verifierPath = fileURLToPath(new URL('../../src/packets/verify/verify.mjs', import.meta.url));

export interface Verdict {
  readonly line: string;
  readonly exit: number;
  readonly notes: readonly string[];
}

interface Verifier {
  examine(asked: { packet: string; trust?: string; against?: string }): Promise<Verdict>;
  Sm3: new () => { update(bytes: Uint8Array): { digest(): string } };
  sm2Fits(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  crc32ByTable(bytes: Uint8Array, before?: number): number;
}

export const verifier = (await import(pathToFileURL(verifierPath).href)) as Verifier;

/** The verdict in one word pair, `0 whole`. */
export async function verdict(packet: string, trust?: string, against?: string): Promise<string> {
  const { line, exit } = await verifier.examine({
    packet,
    ...(trust === undefined ? {} : { trust }),
    ...(against === undefined ? {} : { against }),
  });
  return `${exit} ${line}`;
}

/** As somebody at the station would run it. */
export function runVerifier(program: string, ...args: string[]): { status: number | null; lines: string[] } {
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, lines: stdout.split('\n') };
}

/** Runs a tool of the machine; its output where it succeeds. */
export function tool(command: string, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? ''}${stdout}${stderr}`);
  return stdout + stderr;
}

/** Unpacks a ZIP with Debian's unzip. @returns the bag's own folder */
export function unpacked(zip: string): string {
  const folder = newFolder();
  tool('unzip', ['-q', zip, '-d', folder]);
  return join(folder, readdirSync(folder)[0]!);
}

export function copyOf(bag: string): string {
  const folder = join(newFolder(), bag.split('/').at(-1)!);
  mkdirSync(folder, { recursive: true });
  cpSync(bag, folder, { recursive: true });
  return folder;
}

/** Every file below a folder, by its path within it. */
export function filesIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();
}

export function temporaryFile(name: string, content: string | Uint8Array): string {
  const path = join(newFolder(), name);
  writeFileSync(path, content);
  return path;
}
