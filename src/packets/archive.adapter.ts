/** Writes the packet's ZIP: temp file, fsync, rename, fsync of the folder, in constant memory. */
import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { conflict } from '../kernel/errors.js';
import { byBytes, type ListedFile } from './bag.js';
import { centralHeader, crcAt, endRecords, localHeader, type PlacedMember } from './container.js';
import { chunkBytes, Summing, sumsOfFile, type Sums } from './digests.adapter.js';

/** A file of the bag: its bytes, or where they lie; the digests are what the manifests already say. */
export interface BagFile extends ListedFile {
  readonly size: number;
  readonly content: Uint8Array | { readonly file: string };
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
): Promise<Sums> {
  const temporary = `${outPath}.part`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      await writeMembers(handle, folder, files, onBytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const sums = await sumsOfFile(temporary);
    await rename(temporary, outPath);
    await syncFolder(dirname(outPath));
    return sums;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeMembers(
  handle: FileHandle,
  folder: string,
  files: readonly BagFile[],
  onBytes: ProgressListener,
): Promise<void> {
  const placed: PlacedMember[] = [];
  let at = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    await writeFully(handle, bytes, at);
    at += bytes.length;
  };
  for (const file of files.toSorted((a, b) => byBytes(a.path, b.path))) {
    const member = { name: `${folder}/${file.path}`, bytes: file.size, crc32: 0 };
    const offset = at;
    await put(localHeader(member));
    const sums = await copy(file, async (chunk) => {
      await put(chunk);
      onBytes(chunk.length);
    });
    // The CRC-32 stands before the content but is known only after it.
    const crc = new Uint8Array(4);
    new DataView(crc.buffer).setUint32(0, sums.crc32, true);
    await writeFully(handle, crc, offset + crcAt);
    placed.push({ ...member, crc32: sums.crc32, offset });
  }
  const directoryAt = at;
  for (const member of placed) await put(centralHeader(member));
  await put(endRecords(placed.length, at - directoryAt, directoryAt));
}

async function copy(file: BagFile, put: (chunk: Uint8Array) => Promise<void>): Promise<Sums> {
  const summing = new Summing();
  const chunks =
    file.content instanceof Uint8Array
      ? [file.content]
      : createReadStream(file.content.file, { highWaterMark: chunkBytes });
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    summing.add(chunk);
    await put(chunk);
  }
  const sums = summing.sums();
  if (sums.sha256 !== file.sha256 || sums.sm3 !== file.sm3 || sums.bytes !== file.size)
    throw conflict('PACKET_ITEM_CHANGED', `${file.path} is no longer the file that was received`, {
      path: file.path,
      expected: { sha256: file.sha256, sm3: file.sm3, bytes: file.size },
      found: { sha256: sums.sha256, sm3: sums.sm3, bytes: sums.bytes },
    });
  return sums;
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
