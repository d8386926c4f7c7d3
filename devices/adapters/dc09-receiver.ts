/** Answers a panel's DC-09 message: ACK only when its events are safe, NAK and DUH as the standard says, else silence. */
import { type Clock, toInstant } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';
import type { Saying } from '../protocol/event.js';
import {
  type Dc09Content,
  type Dc09Message,
  frameOf,
  readContent,
  readFrame,
  readTimestamp,
  timestampOf,
} from './dc09.js';
import { decipher, encipher } from './dc09-cipher.js';
import { type PanelCodes, type PanelEvent, readContactId, readSia, sayingOf } from './panel-event.js';
import type { Reported, Translator } from './translator.js';

export interface PanelAccount {
  /** AES key, hex; with it every message must be enciphered */
  readonly key?: string | undefined;
  /** nothing heard for so long is a fault */
  readonly supervisionSeconds?: number | undefined;
}

export interface Dc09ReceiverOptions {
  readonly accounts: ReadonlyMap<string, PanelAccount>;
  readonly codes: PanelCodes;
  readonly translator: Pick<Translator, 'hear' | 'receiptOf'>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** `receipt`: the console has stored it; `disk`: our own disk has */
  readonly ackAfter: 'receipt' | 'disk';
  /** every event of an earlier run has its receipt */
  readonly drained: () => Promise<unknown>;
  /** no answer after so long; the panel sends again */
  readonly patienceMs?: number;
}

type Answer = 'ACK' | 'DUH' | 'NAK' | undefined;

// DC-09, its test of the timestamp: what is more than 20 s ahead or 40 s behind is refused.
const aheadMs = 20_000;
const behindMs = 40_000;
const patienceMs = 15_000;

export class Dc09Receiver {
  readonly #options: Dc09ReceiverOptions;
  readonly #watches = new Map<string, NodeJS.Timeout>();
  readonly #silent = new Set<string>();

  constructor(options: Dc09ReceiverOptions) {
    this.#options = options;
    for (const account of options.accounts.keys()) this.#watch(account);
  }

  close(): void {
    for (const watch of this.#watches.values()) clearTimeout(watch);
  }

  /** @param text between LF and CR. @returns the frame to send back, or nothing */
  async answer(text: string): Promise<string | undefined> {
    const { log, accounts } = this.#options;
    const frame = readFrame(text);
    // What was damaged on its way has no sequence that an answer could name: the panel sends again.
    if ('fault' in frame) {
      log(`报文损坏 a damaged DC-09 message (${frame.fault}) is not answered`);
      return undefined;
    }
    const { message } = frame;
    const account = accounts.get(message.account);
    const answer = account === undefined ? this.#stranger(message) : await this.#take(message, account);
    return answer === undefined ? undefined : this.#reply(answer, message, account);
  }

  #stranger({ account }: Dc09Message): Answer {
    this.#options.log(`未登记的报警主机 the account ${account} is not configured`);
    return 'DUH';
  }

  async #take(message: Dc09Message, account: PanelAccount): Promise<Answer> {
    const { log } = this.#options;
    if (message.isEncrypted !== (account.key !== undefined)) {
      log(`账号 ${message.account} 加密不符 the account must ${account.key ? '' : 'not '}be enciphered`);
      return 'DUH';
    }
    const plain = account.key === undefined ? message.content : decipher(message.content, account.key);
    const content = plain === undefined ? undefined : readContent(plain);
    if (content === undefined) {
      log(`账号 ${message.account} 无法解读 cannot be read: another key?`);
      return plain === undefined ? 'NAK' : 'DUH';
    }
    if (!this.#isTimely(content, message.isEncrypted)) {
      log(`账号 ${message.account} 时间不符 a message out of time is refused`);
      return 'NAK';
    }
    this.#watch(message.account);
    if (message.id === 'NULL') return 'ACK';
    return this.#keep(message, content);
  }

  #isTimely({ timestamp }: Dc09Content, isNeeded: boolean): boolean {
    if (timestamp === undefined) return !isNeeded;
    const atMs = readTimestamp(timestamp);
    const aheadBy = atMs === undefined ? Infinity : atMs - this.#options.clock.nowMs();
    return aheadBy <= aheadMs && aheadBy >= -behindMs;
  }

  async #keep(message: Dc09Message, content: Dc09Content): Promise<Answer> {
    const events = eventsOf(message.id, content.data);
    if (events.length === 0) return 'DUH';
    const kept: Promise<unknown>[] = [];
    try {
      for (const [index, event] of events.entries()) {
        const reported = this.#reported(message, content, event, index);
        const outcome = await this.#options.translator.hear(reported);
        if (outcome === 'unknown-source') return 'DUH';
        kept.push(this.#options.translator.receiptOf(reported.key) ?? this.#options.drained());
      }
    } catch (thrown) {
      // Not on disk: no answer, so that the panel keeps it.
      this.#options.log(reasonOf(thrown));
      return undefined;
    }
    if (this.#options.ackAfter === 'disk') return 'ACK';
    return (await within(Promise.all(kept), this.#options.patienceMs ?? patienceMs)) ? 'ACK' : undefined;
  }

  #reported(message: Dc09Message, content: Dc09Content, event: PanelEvent, index: number): Reported {
    const { account, sequence } = message;
    const { timestamp, data } = content;
    const zone = event.zone === undefined ? '' : `/${event.zone}`;
    const atMs = timestamp === undefined ? undefined : readTimestamp(timestamp);
    const source = {
      account,
      sequence,
      ...event,
      ...(content.extended.length > 0 && { extended: content.extended }),
      ...(atMs !== undefined && { at: toInstant(atMs) }),
    };
    return {
      source: `${account}${zone}`,
      saying: { ...sayingOf(event, this.#options.codes), source },
      // With its time, since a panel that was switched off begins its sequence again: rather one event too many.
      key: JSON.stringify([account, sequence, data, timestamp ?? '', index]),
    };
  }

  #reply(answer: 'ACK' | 'DUH' | 'NAK', message: Dc09Message, account: PanelAccount | undefined): string {
    const time = timestampOf(this.#options.clock.nowMs());
    // A NAK tells our time, and names nobody whose message could not be believed.
    if (answer === 'NAK') return frameOf(`"NAK"0000R0L0A0[]${time}`);
    const { sequence, receiver, line, account: name, isEncrypted } = message;
    const head = `${sequence}${receiver}${line}#${name}`;
    // An ACK is enciphered as its message was; a DUH never is.
    return answer === 'ACK' && isEncrypted && account?.key !== undefined
      ? frameOf(`"*ACK"${head}${encipher(`[]${time}`, account.key)}`)
      : frameOf(`"${answer}"${head}[]`);
  }

  /** The panel was heard: its supervision begins anew. */
  #watch(account: string): void {
    clearTimeout(this.#watches.get(account));
    if (this.#silent.delete(account)) this.#options.log(`报警主机恢复 the panel ${account} is heard again`);
    const seconds = this.#options.accounts.get(account)?.supervisionSeconds;
    if (seconds === undefined) return;
    this.#watches.set(
      account,
      setTimeout(() => this.#miss(account), seconds * 1000),
    );
  }

  #miss(account: string): void {
    this.#silent.add(account);
    const saying: Saying = { type: 'fault', code: 'panel-silent' };
    const key = `silent ${account} ${this.#options.clock.nowMs()}`;
    this.#options.translator
      .hear({ source: account, saying, key })
      .catch((thrown: unknown) => this.#options.log(reasonOf(thrown)));
  }
}

function eventsOf(id: string, data: string): readonly PanelEvent[] {
  if (id === 'SIA-DCS') return readSia(data);
  const event = id === 'ADM-CID' ? readContactId(data) : undefined;
  return event === undefined ? [] : [event];
}

async function within(work: Promise<readonly unknown[]>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((done) => (timer = setTimeout(() => done(false), ms)));
  // A receipt that is nothing means that the link was closed first.
  const done = work.then((receipts) => receipts.every((receipt) => receipt !== undefined));
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
