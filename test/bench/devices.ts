/** The buttons of the bench: bare MQTT clients that name their events and hand on their receipts. */
import { randomBytes } from 'node:crypto';
import { BareClient } from '../../devices/courthouse/bare-client.js';
import { topicOf } from '../../devices/protocol/topic.js';
import { newIdentifier } from '../../src/kernel/identifiers.js';
import type { Saying } from './job.js';

export interface BenchDevice {
  readonly id: string;
  readonly boot: string;
  /** @returns the event's seq */
  readonly say: (saying: Saying) => number;
  readonly close: () => Promise<void>;
}

const words: Readonly<Record<Saying, object>> = {
  test: { type: 'test' },
  pressed: { type: 'pressed', pattern: 'emergency' },
};

/** The demo court's twelve buttons. */
export const buttonIds = Array.from({ length: 12 }, (_, at) => `button-${101 + at}`);

export async function openButtons(
  mqttUrl: string,
  onReceipt: (device: string, seq: number) => void,
): Promise<BenchDevice[]> {
  const boot = newIdentifier(Date.now(), { bytes: randomBytes });
  return Promise.all(buttonIds.map((id) => openButton(mqttUrl, id, boot, onReceipt)));
}

async function openButton(
  url: string,
  id: string,
  boot: string,
  onReceipt: (device: string, seq: number) => void,
): Promise<BenchDevice> {
  const address = { court: 'demo', kind: 'button', device: id } as const;
  const topic = topicOf({ ...address, channel: 'event' });
  const client = await BareClient.open({
    url,
    device: id,
    secret: `demo-${id}`,
    topic: topicOf({ ...address, channel: 'receipt' }),
    onMessage: (payload) => {
      const receipt = JSON.parse(Buffer.from(payload).toString('utf8')) as { boot: string; seq: number };
      if (receipt.boot === boot) onReceipt(id, receipt.seq);
    },
  });
  let seq = 0;
  return {
    id,
    boot,
    say: (saying) => {
      seq += 1;
      const at = new Date().toISOString();
      client.publish(topic, JSON.stringify({ v: 1, boot, seq, at, ...words[saying] }));
      return seq;
    },
    close: () => client.close(),
  };
}
