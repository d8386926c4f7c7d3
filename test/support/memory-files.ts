/** `node:fs/promises` as the verifier sees it where a packet lies in memory: one file that is changed and read a million times. */
import * as real from 'node:fs/promises';
import { register } from 'node:module';

const kept = new Map<string, Buffer>();

/** From now on this path is these bytes, which may change. */
export const keep = (path: string, bytes: Buffer): unknown => kept.set(path, bytes);

const handleOf = (bytes: Buffer): object => ({
  read: async (into: Buffer, offset: number, length: number, position: number) => ({
    bytesRead: bytes.copy(into, offset, position, Math.min(position + length, bytes.length)),
  }),
  stat: async () => ({ size: bytes.length }),
  close: async () => undefined,
});

export const open = async (path: string, flags: string): Promise<unknown> => {
  const bytes = kept.get(path);
  return bytes === undefined ? real.open(path, flags) : handleOf(bytes);
};

export const lstat = async (path: string): Promise<unknown> =>
  kept.has(path) ? { isDirectory: () => false, size: kept.get(path)!.length } : real.lstat(path);

export const readFile = async (path: string, ...more: [BufferEncoding?]): Promise<unknown> => {
  const bytes = kept.get(path);
  if (bytes === undefined) return real.readFile(path, ...more);
  return more[0] === undefined ? bytes : bytes.toString(more[0]);
};

export const realpath = async (path: string): Promise<string> =>
  kept.has(path) ? path : real.realpath(path);

export const { readdir } = real;

/** To be called before the verifier is first loaded in this thread; its own bytes stay as they are. */
export function underVerifier(): void {
  const resolve = `export const resolve = (name, context, next) =>
    name === 'node:fs/promises' && context.parentURL?.endsWith('/verify.mjs')
      ? { url: ${JSON.stringify(import.meta.url)}, shortCircuit: true }
      : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(resolve)}`);
}
