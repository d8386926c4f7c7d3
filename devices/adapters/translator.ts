/** Says what a source reports as the enrolled devices: each event once, on disk when it resolves. */
import type { Saying } from '../protocol/event.js';
import type { Receipt } from '../protocol/receipt.js';
import type { Seen } from './seen.js';

export interface Said {
  readonly receipt: Promise<Receipt | undefined>;
}

/** By the source's own name of a thing: the enrolled device that speaks for it. */
export type Speak = (source: string, saying: Saying) => Promise<Said> | undefined;

export interface Reported {
  readonly source: string;
  readonly saying?: Saying;
  readonly key: string;
  readonly change?: { readonly path: string; readonly value: string };
}

export interface TranslatorOptions {
  readonly seen: Seen;
  readonly speak: Speak;
  readonly log: (line: string) => void;
}

export type Outcome = 'kept' | 'repeated' | 'unchanged' | 'unknown-source';

export class Translator {
  readonly #options: TranslatorOptions;
  readonly #values = new Map<string, string>();
  readonly #strange = new Set<string>();
  readonly #receipts = new Map<string, Promise<Receipt | undefined>>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: TranslatorOptions) {
    this.#options = options;
  }

  /** One after another, so that a repeat never overtakes its event. @throws where it could not be kept */
  hear(reported: Reported): Promise<Outcome> {
    const mine = this.#turn.then(() => this.#hear(reported));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** The console's receipt of an event that this run kept; nothing where it is not known here. */
  receiptOf(key: string): Promise<Receipt | undefined> | undefined {
    return this.#receipts.get(key);
  }

  async #hear(reported: Reported): Promise<Outcome> {
    const { saying, change } = reported;
    const isSame = change !== undefined && this.#values.get(change.path) === change.value;
    if (saying !== undefined && !isSame) return this.#say(reported, saying);
    if (change !== undefined) this.#values.set(change.path, change.value);
    return 'unchanged';
  }

  async #say({ source, key, change }: Reported, saying: Saying): Promise<Outcome> {
    const { seen, speak, log } = this.#options;
    // A state that went and came back is a new event, however soon.
    const isKnownState = change !== undefined && this.#values.has(change.path);
    if (!isKnownState && seen.isRepeat(key)) return 'repeated';
    const kept = speak(source, saying);
    if (kept === undefined) {
      if (!this.#strange.has(source)) log(`未登记的来源 no device is named for ${source}`);
      this.#strange.add(source);
      return 'unknown-source';
    }
    const { receipt } = await kept;
    if (change !== undefined) this.#values.set(change.path, change.value);
    this.#remember(key, receipt);
    await seen.remember(key);
    return 'kept';
  }

  #remember(key: string, receipt: Promise<Receipt | undefined>): void {
    this.#receipts.set(key, receipt);
    const [oldest] = this.#receipts.keys();
    if (this.#receipts.size > remembered && oldest !== undefined) this.#receipts.delete(oldest);
  }
}

const remembered = 1_000;
