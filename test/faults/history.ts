/** What the devices and the people of a run know: each thing they tried, and what they were told came of it. */
import { createHash } from 'node:crypto';

export interface EventName {
  readonly device: string;
  readonly boot: string;
  readonly seq: number;
}

export interface Receipted {
  readonly outcome: string;
  readonly alarm?: string;
  readonly at: string;
}

/** `receipt` given: ok, it must be there once. Absent: unknown, it may be there or not, but never twice. */
export interface Press extends EventName {
  /** SHA-256 over what was sent, hex; the same name may be said with another content */
  readonly sha256: string;
  readonly receipt?: Receipted;
}

/** A closing over HTTP: `ok` when the console answered so. */
export interface Closing {
  readonly alarm: string;
  readonly isOk: boolean;
}

/** One telling of the station's own system, counted there. */
export interface Telling {
  /** what it knows a repeat by */
  readonly id: string;
  readonly body: string;
  readonly isSigned: boolean;
  /** in which life of the console, the first being 1 */
  readonly life: number;
}

export interface History {
  readonly presses: readonly Press[];
  readonly closings: readonly Closing[];
  /** each command a siren obeyed, in its own words, and how often; absent where there was no siren to hear it */
  readonly sounds?: ReadonlyMap<string, number>;
  /** in the order in which they came; absent where no station listens */
  readonly tellings?: readonly Telling[];
}

export const nameOf = ({ device, boot, seq }: EventName): string => `${device}/${boot}/${seq}`;
export const sayingOf = (press: EventName & { readonly sha256: string }): string =>
  `${nameOf(press)}/${press.sha256}`;
export const sha256Of = (payload: string | Uint8Array): string =>
  createHash('sha256').update(payload).digest('hex');

/** Collects while the run goes on. */
export class Recorder {
  readonly #presses = new Map<string, Press>();
  /** name → the hash of what was last said by it */
  readonly #said = new Map<string, string>();
  readonly #closings: Closing[] = [];
  #sounds: Map<string, number> | undefined;
  #tellings: Telling[] | undefined;
  #lives = 0;
  #receipts = 0;

  pressed(name: EventName, payload: string): void {
    const press = { ...name, sha256: sha256Of(payload) };
    if (!this.#presses.has(sayingOf(press))) this.#presses.set(sayingOf(press), press);
    this.#said.set(nameOf(name), press.sha256);
  }

  /** @param sha256 of what was sent; where it is not known, the last that was said by this name */
  received(name: EventName, receipt: Receipted, sha256 = this.#lastOf(name)): void {
    const press = { ...name, sha256 };
    // A repeat is told of the first: what counts is the first word that it was given.
    if (this.#presses.get(sayingOf(press))?.receipt !== undefined) return;
    this.#presses.set(sayingOf(press), { ...press, receipt });
    this.#receipts += 1;
  }

  #lastOf(name: EventName): string {
    return this.#said.get(nameOf(name)) ?? '';
  }

  closed(closing: Closing): void {
    this.#closings.push(closing);
  }

  /** There is a siren, and it is heard from now on. */
  hears(): void {
    this.#sounds ??= new Map();
  }

  sounded(command: string): void {
    this.hears();
    this.#sounds?.set(command, (this.#sounds.get(command) ?? 0) + 1);
  }

  /** The console begins a new life. */
  lives(): void {
    this.#lives += 1;
  }

  /** There is a station's system, and it takes what it is told from now on. */
  listens(): void {
    this.#tellings ??= [];
  }

  told(telling: Omit<Telling, 'life'>): void {
    this.#tellings?.push({ ...telling, life: this.#lives });
  }

  get sent(): number {
    return this.#presses.size;
  }

  get receipted(): number {
    return this.#receipts;
  }

  history(): History {
    return {
      presses: [...this.#presses.values()],
      closings: this.#closings,
      ...(this.#sounds === undefined ? {} : { sounds: this.#sounds }),
      ...(this.#tellings === undefined ? {} : { tellings: this.#tellings }),
    };
  }
}
