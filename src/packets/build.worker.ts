/** The thread that builds one packet; every signature it asks of the thread that started it, so no key enters here. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildPacket, type BuiltPacket } from './builder.adapter.js';
import type { PacketInput } from './packet.js';
import type { Sealer } from './seal.adapter.js';
import { thrownOf, type Thrown } from './thrown.js';
import type { Stamp } from './timestamp.adapter.js';

export interface BuildOrder {
  readonly input: PacketInput;
  readonly seal: Pick<Sealer, 'name' | 'keyFiles'> & { readonly authority?: string | undefined };
  readonly outPath: string;
  readonly templates?: string | undefined;
  readonly station?: string | undefined;
}

/** From the thread. */
export type FromBuild =
  | { readonly says: 'progress'; readonly done: number }
  | { readonly says: 'seal-note'; readonly text: string }
  | { readonly says: 'sign-contents'; readonly contents: Uint8Array; readonly at: string }
  | { readonly says: 'sign-sm2' | 'timestamp'; readonly text: string }
  | { readonly says: 'built'; readonly packet: BuiltPacket }
  | { readonly says: 'failed'; readonly thrown: Thrown };

export type Signed = string | Uint8Array | Stamp | undefined;

/** The answer to a wish for a signature; the thread asks one thing at a time. */
export type ToBuild = { readonly signed: Signed } | { readonly refused: string };

const progressStep = 0.005;

async function build(port: NonNullable<typeof parentPort>, order: BuildOrder): Promise<BuiltPacket> {
  const say = (message: FromBuild): void => port.postMessage(message);
  const ask = async (question: FromBuild): Promise<Signed> => {
    const answered = new Promise<ToBuild>((resolve) => port.once('message', resolve));
    say(question);
    const answer = await answered;
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.signed;
  };
  const { authority, ...named } = order.seal;
  const stamp = async (text: string): Promise<Stamp> => (await ask({ says: 'timestamp', text })) as Stamp;
  const sealer: Sealer = {
    ...named,
    timestamping: authority === undefined ? undefined : { authority, stamp },
    sealNote: async (text) => (await ask({ says: 'seal-note', text })) as string,
    signContents: async (contents, at) => (await ask({ says: 'sign-contents', contents, at })) as Uint8Array,
    signSm2: async (text) => (await ask({ says: 'sign-sm2', text })) as Uint8Array | undefined,
  };
  let told = 0;
  const onProgress = (done: number): void => {
    if (done < 1 && done - told < progressStep) return;
    told = done;
    say({ says: 'progress', done });
  };
  const { templates, station } = order;
  return buildPacket(order.input, sealer, order.outPath, { onProgress, templates, station });
}

if (parentPort !== null) {
  const port = parentPort;
  const last = await build(port, workerData as BuildOrder).then(
    (packet): FromBuild => ({ says: 'built', packet }),
    (error: unknown): FromBuild => ({ says: 'failed', thrown: thrownOf(error) }),
  );
  port.postMessage(last);
}
