/** Obeys the console's commands one after another, each once, none too late. */
import { reasonOf } from '../../src/kernel/errors.js';

interface Order {
  readonly id: string;
  readonly until: string;
}

const remembered = 1_000;

export class Orders<O extends Order> {
  readonly #known = new Set<string>();
  readonly #obey: (order: O) => Promise<void> | void;
  readonly #log: (line: string) => void;
  #last: Promise<void> = Promise.resolve();

  constructor(obey: (order: O) => Promise<void> | void, log: (line: string) => void) {
    this.#obey = obey;
    this.#log = log;
  }

  /** @param consoleNowMs the console's time, as far as this device knows it */
  take(order: O, consoleNowMs: number): void {
    if (this.#known.has(order.id)) return;
    this.#remember(order.id);
    // Contract 1: a command that arrives after `until` is ignored.
    if (consoleNowMs > Date.parse(order.until)) {
      this.#log(`指令已过期 command ${order.id} came after its time and is ignored`);
      return;
    }
    this.#last = this.#last
      .then(() => this.#obey(order))
      .catch((thrown: unknown) => this.#log(`指令执行失败 command ${order.id} failed: ${reasonOf(thrown)}`));
  }

  /** Resolves when every command taken so far was obeyed. */
  finished(): Promise<void> {
    return this.#last;
  }

  #remember(id: string): void {
    this.#known.add(id);
    const [oldest] = this.#known;
    if (this.#known.size > remembered && oldest !== undefined) this.#known.delete(oldest);
  }
}
