/** Presses many buttons at a steady rate, whatever the console does, and times their receipts. */
import { performance } from 'node:perf_hooks';
import { randomBytes } from 'node:crypto';
import { toInstant } from '../../src/kernel/clock.js';
import { newIdentifier } from '../../src/kernel/identifiers.js';
import type { SayingOf } from '../protocol/event.js';
import { readReceipt, type ReceiptOutcome } from '../protocol/receipt.js';
import { type Kind, topicOf } from '../protocol/topic.js';
import { BareClient } from './bare-client.js';

export interface LoadOptions<K extends Kind> {
  readonly mqttUrl: string;
  readonly court: string;
  readonly kind: K;
  readonly devices: readonly { readonly device: string; readonly secret: string }[];
  /** what the press of this index says */
  readonly saying: (index: number) => SayingOf<K>;
}

export interface Pressing {
  readonly ratePerSecond: number;
  readonly seconds: number;
  /** how long to wait for the last receipts */
  readonly patienceMs?: number;
}

export interface LoadResult {
  readonly sent: number;
  readonly receipts: Readonly<Partial<Record<ReceiptOutcome, number>>>;
  readonly missing: number;
  /** sorted; from the moment when the press was due, so that a slow generator hides nothing */
  readonly sinceDueMs: Float64Array;
  /** sorted; from the moment when it was handed to the socket */
  readonly sinceSentMs: Float64Array;
  /** from the first press to the last receipt */
  readonly elapsedMs: number;
}

export interface Load {
  readonly pressMany: (pressing: Pressing) => Promise<LoadResult>;
  readonly close: () => Promise<void>;
}

interface Client {
  readonly mqtt: BareClient;
  readonly topic: string;
  readonly flights: Map<number, Flight>;
  seq: number;
}

interface Flight {
  readonly dueAtMs: number;
  readonly sentAtMs: number;
}

/** Keeps nothing on disk and sends nothing twice: it measures the console, not the agent. */
export async function openLoad<K extends Kind>(options: LoadOptions<K>): Promise<Load> {
  const boot = newIdentifier(Date.now(), { bytes: randomBytes });
  const tally = new Tally();
  const clients = await Promise.all(options.devices.map((one) => openClient(options, one, boot, tally)));
  const press = (index: number, dueAtMs: number): void => {
    const client = clients[index % clients.length];
    if (client === undefined) return;
    client.seq += 1;
    const envelope = { v: 1, boot, seq: client.seq, at: toInstant(Date.now()) };
    const payload = JSON.stringify({ ...envelope, ...options.saying(index) });
    client.flights.set(client.seq, { dueAtMs, sentAtMs: performance.now() });
    client.mqtt.publish(client.topic, payload);
  };
  return {
    pressMany: async ({ ratePerSecond, seconds, patienceMs = 10_000 }) => {
      tally.restart();
      const total = Math.round(ratePerSecond * seconds);
      const startedAtMs = performance.now();
      await steadily(total, ratePerSecond, press);
      await tally.reached(total, patienceMs);
      for (const { flights } of clients) flights.clear();
      return tally.result(total, startedAtMs);
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.mqtt.close()));
    },
  };
}

async function openClient<K extends Kind>(
  { mqttUrl, court, kind }: LoadOptions<K>,
  { device, secret }: { readonly device: string; readonly secret: string },
  boot: string,
  tally: Tally,
): Promise<Client> {
  const flights = new Map<number, Flight>();
  const mqtt = await BareClient.open({
    url: mqttUrl,
    device,
    secret,
    topic: topicOf({ court, kind, device, channel: 'receipt' }),
    onMessage: (payload) => {
      const receipt = readReceipt(payload);
      if (receipt === undefined || !('boot' in receipt) || receipt.boot !== boot) return;
      const flight = flights.get(receipt.seq);
      if (!flights.delete(receipt.seq) || flight === undefined) return;
      tally.add(receipt.outcome, flight);
    },
  });
  return { mqtt, topic: topicOf({ court, kind, device, channel: 'event' }), flights, seq: 0 };
}

/** Calls `press` at its due times; late calls are made up for at once, none is left out. */
async function steadily(
  total: number,
  ratePerSecond: number,
  press: (index: number, dueAtMs: number) => void,
): Promise<void> {
  const startedAtMs = performance.now();
  const gapMs = 1000 / ratePerSecond;
  for (let index = 0; index < total;) {
    const nowMs = performance.now();
    for (; index < total && startedAtMs + index * gapMs <= nowMs; index += 1)
      press(index, startedAtMs + index * gapMs);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

class Tally {
  readonly #outcomes = new Map<ReceiptOutcome, number>();
  #sinceDueMs: number[] = [];
  #sinceSentMs: number[] = [];
  #lastAtMs = 0;
  #wanted = Infinity;
  #wake: () => void = () => undefined;

  restart(): void {
    this.#outcomes.clear();
    this.#sinceDueMs = [];
    this.#sinceSentMs = [];
    this.#wanted = Infinity;
  }

  add(outcome: ReceiptOutcome, { dueAtMs, sentAtMs }: Flight): void {
    this.#lastAtMs = performance.now();
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    this.#sinceDueMs.push(this.#lastAtMs - dueAtMs);
    this.#sinceSentMs.push(this.#lastAtMs - sentAtMs);
    if (this.#sinceDueMs.length >= this.#wanted) this.#wake();
  }

  async reached(count: number, patienceMs: number): Promise<void> {
    if (this.#sinceDueMs.length >= count) return;
    this.#wanted = count;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  result(sent: number, startedAtMs: number): LoadResult {
    return {
      sent,
      receipts: Object.fromEntries(this.#outcomes),
      missing: sent - this.#sinceDueMs.length,
      sinceDueMs: Float64Array.from(this.#sinceDueMs).toSorted(),
      sinceSentMs: Float64Array.from(this.#sinceSentMs).toSorted(),
      elapsedMs: Math.max(0, this.#lastAtMs - startedAtMs),
    };
  }
}

/** The value below which that share of sorted values lies, e.g. 0.99. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
