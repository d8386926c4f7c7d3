/** A device's line to its console: events until their receipts, commands in order, heartbeats. */
import { createHash } from 'node:crypto';
import { type Clock, toInstant, toMs } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import { type CommandTo, readCommand } from '../protocol/command.js';
import type { Saying, SayingOf } from '../protocol/event.js';
import { heartbeatMs, resendAfterMs } from '../protocol/limits.js';
import { type Receipt, readReceipt } from '../protocol/receipt.js';
import { encodeStatus, type StatusWords } from '../protocol/status.js';
import { type Address, type Kind, topicOf } from '../protocol/topic.js';
import { Connection, type Tls } from './connection.js';
import { Delivery, type ResendAfter } from './delivery.js';
import { type Kept, nameOf } from './outbox-log.js';
import type { Outbox } from './outbox.js';
import { Orders } from './orders.js';

export type Vitals = Pick<StatusWords, 'battery' | 'rssi' | 'firmware'>;

export interface LinkOptions<K extends Kind> {
  /** `mqtt://host:1883` or `mqtts://host:8883` */
  readonly url: string;
  readonly address: Address & { readonly kind: K };
  readonly secret: string;
  readonly tls?: Tls;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** 0 <= chance < 1 */
  readonly chance: () => number;
  readonly log: (line: string) => void;
  readonly obey?: (command: CommandTo<K>) => Promise<void> | void;
  readonly onReceipt?: (receipt: Receipt) => void;
  readonly onUp?: () => void;
  readonly vitals?: () => Vitals;
  /** other paces than the contract's, for tests */
  readonly resendAfter?: ResendAfter;
  readonly reconnectAfter?: (attempt: number, chance: number) => number;
}

export interface Said {
  readonly boot: string;
  readonly seq: number;
  /** nothing where the link was closed first; the event stays in the outbox */
  readonly receipt: Promise<Receipt | undefined>;
}

/** What a device's own part needs of its link. */
export type Voice<K extends Kind> = Pick<Link<K>, 'say' | 'clockOffsetMs'>;

export class Link<K extends Kind> {
  readonly #options: LinkOptions<K>;
  readonly #connection: Connection;
  readonly #delivery: Delivery;
  readonly #orders: Orders<CommandTo<K>>;
  readonly #hopes = new Map<string, (receipt: Receipt | undefined) => void>();
  readonly #startedAtMs: number;
  readonly #drained: (() => void)[] = [];
  #resend: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #clockOffsetMs: number | undefined;
  #isClosed = false;

  constructor(options: LinkOptions<K>) {
    this.#options = options;
    this.#startedAtMs = options.clock.nowMs();
    this.#delivery = new Delivery(options.resendAfter ?? resendAfterMs, options.chance);
    this.#orders = new Orders((command) => this.#obey(command), options.log);
    this.#connection = new Connection({
      ...options,
      device: options.address.device,
      topics: [this.#topic('receipt'), this.#topic('command')],
      onUp: () => this.#rise(),
      onDown: () => this.#sink(),
      onMessage: (topic, payload) => this.#hear(topic, payload),
    });
  }

  get isUp(): boolean {
    return this.#connection.isUp;
  }

  /** How far this device's clock is ahead of the console's, as the last prompt receipt told; negative: behind. */
  get clockOffsetMs(): number | undefined {
    return this.#clockOffsetMs;
  }

  /** On the disk when it resolves, sent as soon as there is a connection. @throws RangeError where it is too large */
  async say(saying: SayingOf<K>): Promise<Said> {
    if (this.#isClosed) throw new Error('the link is closed');
    const { kept, isDurable } = await this.#options.outbox.keep(saying as unknown as Saying);
    if (!isDurable)
      this.#options.log('磁盘写入失败，事件仍将发送 the disk refused the event; it is sent all the same');
    const receipt = new Promise<Receipt | undefined>((resolve) => {
      if (this.#isClosed) resolve(undefined);
      else this.#hopes.set(nameOf(kept), resolve);
    });
    if (this.#connection.isUp) {
      this.#delivery.launch(kept, this.#options.clock.nowMs());
      this.#publish(kept);
      this.#plan();
    }
    return { boot: kept.boot, seq: kept.seq, receipt };
  }

  /** Resolves when nothing waits for a receipt, or the link is closed. */
  async drained(): Promise<void> {
    if (this.#options.outbox.size === 0 || this.#isClosed) return;
    await new Promise<void>((resolve) => this.#drained.push(resolve));
  }

  beat(): void {
    const { outbox, clock, vitals } = this.#options;
    const nowMs = clock.nowMs();
    const words = { boot: outbox.boot, lastSeq: outbox.lastSeq, uptimeMs: nowMs - this.#startedAtMs };
    const status = encodeStatus({ ...words, at: toInstant(nowMs), ...vitals?.() });
    this.#connection.publish(this.#topic('status'), status, 0);
  }

  /** What has no receipt stays in the outbox for the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#sink();
    await this.#connection.close();
    await this.#orders.finished();
    for (const resolve of this.#hopes.values()) resolve(undefined);
    this.#hopes.clear();
    this.#tellDrained();
  }

  #topic(channel: 'event' | 'status' | 'receipt' | 'command'): string {
    return topicOf({ ...this.#options.address, channel });
  }

  #rise(): void {
    this.#options.onUp?.();
    this.#delivery.restart();
    this.beat();
    this.#heartbeat = setInterval(() => this.beat(), heartbeatMs);
    this.#sendDue();
  }

  #sink(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#resend);
  }

  #sendDue(): void {
    const due = this.#delivery.due(this.#options.outbox.pending(), this.#options.clock.nowMs());
    for (const kept of due) this.#publish(kept);
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#resend);
    const dueAtMs = this.#delivery.nextDueAtMs();
    if (dueAtMs === undefined || !this.#connection.isUp) return;
    const waitMs = Math.max(0, dueAtMs - this.#options.clock.nowMs());
    this.#resend = setTimeout(() => this.#sendDue(), waitMs);
  }

  #publish(kept: Kept): void {
    this.#connection.publish(this.#topic('event'), kept.payload, 1);
  }

  #hear(topic: string, payload: Uint8Array): void {
    if (topic === this.#topic('receipt')) {
      const receipt = readReceipt(payload);
      if (receipt !== undefined)
        this.#settle(receipt).catch((thrown: unknown) => this.#options.log(reasonOf(thrown)));
      return;
    }
    const command = readCommand(this.#options.address.kind, payload);
    if (command === undefined)
      this.#options.log('收到不认识的指令 a command that this device does not know is ignored');
    else this.#orders.take(command, this.#consoleNowMs(command.until));
  }

  /** The console's time by its receipts. Before the first of them: no command is a month late, so then one of the two clocks is wrong. */
  #consoleNowMs(until: string): number {
    const nowMs = this.#options.clock.nowMs();
    if (this.#clockOffsetMs !== undefined) return nowMs - this.#clockOffsetMs;
    return nowMs - toMs(until) > monthMs ? toMs(until) : nowMs;
  }

  async #settle(receipt: Receipt): Promise<void> {
    const name = this.#named(receipt);
    if (name === undefined) return;
    const flight = this.#delivery.land(name.boot, name.seq);
    if (flight !== undefined) this.#compareClocks(receipt, flight.sentAtMs);
    if (!(await this.#options.outbox.release(name.boot, name.seq))) return;
    this.#hopes.get(nameOf(name))?.(receipt);
    this.#hopes.delete(nameOf(name));
    this.#options.onReceipt?.(receipt);
    if (this.#options.outbox.size === 0) this.#tellDrained();
    if (this.#connection.isUp) this.#sendDue();
  }

  #tellDrained(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** A receipt names its event, or gives the hash of a payload whose name the console could not read. */
  #named(receipt: Receipt): { readonly boot: string; readonly seq: number } | undefined {
    if ('boot' in receipt) return receipt;
    for (const kept of this.#options.outbox.pending()) {
      if (createHash('sha256').update(kept.payload).digest('hex') === receipt.sha256) return kept;
    }
    return undefined;
  }

  #compareClocks(receipt: Receipt, sentAtMs: number): void {
    const nowMs = this.#options.clock.nowMs();
    if (receipt.outcome !== 'recorded' || nowMs - sentAtMs > promptMs) return;
    this.#clockOffsetMs = Math.round((sentAtMs + nowMs) / 2 - toMs(receipt.at));
  }

  async #obey(command: CommandTo<K>): Promise<void> {
    if (command.type === 'ping') this.beat();
    else await this.#options.obey?.(command);
  }
}

const promptMs = 2_000;
const monthMs = 30 * 24 * 3_600_000;
