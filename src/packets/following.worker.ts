/** Hashes a file in a thread of its own while another one is still writing it. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { chunkBytes } from './digests.adapter.js';
import type { Followed } from './following.adapter.js';

const { path, shared } = workerData as Followed;
/** how many bytes are written, and how many it will be in the end (-1: not known yet) */
const state = new BigInt64Array(shared);
const [file, sm3, chunk] = [openSync(path, 'r'), createHash('sm3'), Buffer.alloc(chunkBytes)];
// What is missed between looking and waiting is seen at the next look.
const lookAgainMs = 50;

let at = 0;
while (Atomics.load(state, 1) !== BigInt(at)) {
  const there = Number(Atomics.load(state, 0)) - at;
  if (there === 0) {
    Atomics.wait(state, 0, BigInt(at), lookAgainMs);
  } else {
    const read = readSync(file, chunk, 0, Math.min(there, chunk.length), at);
    sm3.update(chunk.subarray(0, read));
    at += read;
  }
}
closeSync(file);
parentPort?.postMessage(sm3.digest('hex'));
