/** Builds a packet on a thread of its own, so that hashing and printing never hold up an alarm. */
import { Worker } from 'node:worker_threads';
import { reasonOf, unavailable } from '../kernel/errors.js';
import type { BuildOrder, FromBuild, Signed, ToBuild } from './build.worker.js';
import type { BuildOptions, BuiltPacket } from './builder.adapter.js';
import type { PacketInput } from './packet.js';
import type { Sealer } from './seal.adapter.js';
import { errorOf } from './thrown.js';

/**
 * As `buildPacket`, on a thread; the sealer stays on this side.
 * @throws DomainError as `buildPacket`, and `PACKET_BUILD_STOPPED` where the thread ended early or `stop` was raised
 */
export async function buildInThread(
  input: PacketInput,
  sealer: Sealer,
  outPath: string,
  { onProgress = () => {}, templates, station, stop }: BuildOptions & { readonly stop?: AbortSignal } = {},
): Promise<BuiltPacket> {
  const order: BuildOrder = {
    input,
    seal: {
      name: sealer.name,
      keyFiles: sealer.keyFiles,
      authority: sealer.timestamping?.authority,
    },
    outPath,
    templates,
    station,
  };
  const worker = new Worker(new URL('./build.worker.js', import.meta.url), { workerData: order });
  const end = (): void => void worker.terminate();
  stop?.addEventListener('abort', end, { once: true });
  try {
    return await new Promise<BuiltPacket>((resolve, reject) => {
      worker.on('message', (message: FromBuild) => {
        if (message.says === 'progress') onProgress(message.done);
        else if (message.says === 'built') resolve(message.packet);
        else if (message.says === 'failed') reject(errorOf(message.thrown));
        else void answer(message, sealer).then((reply) => worker.postMessage(reply));
      });
      worker.once('error', reject);
      worker.once('exit', () =>
        reject(unavailable('PACKET_BUILD_STOPPED', 'the packet was not built: its thread ended early')),
      );
    });
  } finally {
    stop?.removeEventListener('abort', end);
    await worker.terminate();
  }
}

type Question = Extract<FromBuild, { says: 'seal-note' | 'sign-contents' | 'sign-sm2' | 'timestamp' }>;

async function signedFor(question: Question, sealer: Sealer): Promise<Signed> {
  if (question.says === 'seal-note') return sealer.sealNote(question.text);
  if (question.says === 'sign-contents') return sealer.signContents(question.contents, question.at);
  if (question.says === 'sign-sm2') return sealer.signSm2(question.text);
  return sealer.timestamping?.stamp(question.text);
}

async function answer(question: Question, sealer: Sealer): Promise<ToBuild> {
  try {
    return { signed: await signedFor(question, sealer) };
  } catch (error) {
    return { refused: reasonOf(error) };
  }
}
