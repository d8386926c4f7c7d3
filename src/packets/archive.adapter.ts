/** Writes the packet's ZIP: temp file, fsync, rename, fsync of the folder, in constant memory. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { conflict } from '../kernel/errors.js';
import { byBytes, type Digests, type ListedFile } from './bag.js';
import { centralHeader, endRecords, localHeader, type PlacedMember } from './container.js';
import { chunkBytes } from './digests.adapter.js';
import { Following } from './following.adapter.js';

/** A file of the bag: its bytes, or where they lie; the digests are what the manifests already say. */
export interface BagFile extends ListedFile {
  readonly size: number;
  readonly content: Uint8Array | { readonly file: string };
}

/** What was written. */
export interface Archive extends Digests {
  readonly bytes: number;
}

export type ProgressListener = (done: number) => void;

/**
 * @param onBytes is told how many bytes more were read or written
 * @throws DomainError `PACKET_ITEM_CHANGED` where a file on disk is no longer what its digests say; nothing is left behind
 */
export async function writeArchive(
  folder: string,
  files: readonly BagFile[],
  outPath: string,
  onBytes: ProgressListener,
): Promise<Archive> {
  const temporary = `${outPath}.part`;
  try {
    const sums = await writeAndSum(temporary, folder, files, onBytes);
    await rename(temporary, outPath);
    await syncFolder(dirname(outPath));
    return sums;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** From here on a second thread is worth its start: SM3 takes four times as long as SHA-256. */
const largeBytes = 64 * 1024 * 1024;

async function writeAndSum(
  path: string,
  folder: string,
  files: readonly BagFile[],
  onBytes: ProgressListener,
): Promise<Archive> {
  const handle = await open(path, 'w', 0o600);
  const sha256 = createHash('sha256');
  const isLarge = files.reduce((sum, file) => sum + file.size, 0) >= largeBytes;
  const [here, following] = isLarge ? [undefined, new Following(path)] : [createHash('sm3')];
  try {
    let at = 0;
    await writeMembers(folder, files, onBytes, async (bytes) => {
      await writeFully(handle, bytes, at);
      sha256.update(bytes);
      here?.update(bytes);
      at += bytes.length;
      following?.wrote(at);
      return at;
    });
    await handle.sync();
    const sm3 = (await following?.sm3(at)) ?? here?.digest('hex') ?? '';
    return { bytes: at, sha256: sha256.digest('hex'), sm3 };
  } finally {
    await handle.close();
    await following?.end();
  }
}

/** @param put writes at the end; tells where the end is then */
async function writeMembers(
  folder: string,
  files: readonly BagFile[],
  onBytes: ProgressListener,
  put: (bytes: Uint8Array) => Promise<number>,
): Promise<void> {
  const placed: PlacedMember[] = [];
  let at = 0;
  for (const file of files.toSorted((a, b) => byBytes(a.path, b.path))) {
    // The CRC-32 stands before the content; to read that for it first costs less than to hash the whole again later.
    const member = { name: `${folder}/${file.path}`, bytes: file.size, crc32: await crcOf(file) };
    placed.push({ ...member, offset: at });
    at = await put(localHeader(member));
    await copy(file, async (chunk) => {
      at = await put(chunk);
      onBytes(chunk.length);
    });
  }
  const directoryAt = at;
  for (const member of placed) at = await put(centralHeader(member));
  await put(endRecords(placed.length, at - directoryAt, directoryAt));
}

const chunksOf = ({ content }: BagFile): AsyncIterable<Uint8Array> | Iterable<Uint8Array> =>
  content instanceof Uint8Array ? [content] : createReadStream(content.file, { highWaterMark: chunkBytes });

async function crcOf(file: BagFile): Promise<number> {
  let crc = 0;
  for await (const chunk of chunksOf(file)) crc = crc32(chunk, crc);
  return crc;
}

/** SHA-256 tells whether it is the file that was received; its SM3 was made in the same pass as that one. */
async function copy(file: BagFile, put: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunksOf(file)) {
    hash.update(chunk);
    bytes += chunk.length;
    await put(chunk);
  }
  const found = { sha256: hash.digest('hex'), bytes };
  if (found.sha256 !== file.sha256 || found.bytes !== file.size)
    throw conflict('PACKET_ITEM_CHANGED', `${file.path} is no longer the file that was received`, {
      path: file.path,
      expected: { sha256: file.sha256, bytes: file.size },
      found,
    });
}

async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
