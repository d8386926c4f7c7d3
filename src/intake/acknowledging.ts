/** The acknowledgements of one connection: many messages are stored side by side, each is acknowledged when it and all before it are. */
export interface AcknowledgingOptions<Message> {
  /** Resolves when the message is stored. */
  readonly take: (message: Message) => Promise<void>;
  readonly acknowledge: (message: Message) => void;
  /** Nothing from here on is acknowledged on this connection. */
  readonly fail: (error: unknown) => void;
  readonly mostAtOnce: number;
}

export class Acknowledging<Message> {
  readonly #options: AcknowledgingOptions<Message>;
  /** when everything that came so far is acknowledged */
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #goOn: (() => void) | undefined;

  constructor(options: AcknowledgingOptions<Message>) {
    this.#options = options;
  }

  /**
   * In order, as MQTT 3.1.1 demands (4.6); side by side, so that many share one commit and one device's flood holds up no
   * other's press.
   * @param goOn called when the next message may come: at once, or when fewer wait
   */
  receive(message: Message, goOn: () => void): void {
    const { take, acknowledge, fail, mostAtOnce } = this.#options;
    this.#waiting += 1;
    const last = Promise.all([take(message), this.#last]).then(() => acknowledge(message));
    this.#last = last;
    last.catch(fail).finally(() => this.#settle());
    if (this.#waiting < mostAtOnce) goOn();
    else this.#goOn = goOn;
  }

  #settle(): void {
    this.#waiting -= 1;
    const goOn = this.#goOn;
    this.#goOn = undefined;
    goOn?.();
  }
}
