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
  /** SHA-256 over what was sent, hex; nothing where it was never read back from the device */
  readonly sha256?: string;
  readonly receipt?: Receipted;
}

/** A closing over HTTP: `ok` when the console answered so. */
export interface Closing {
  readonly alarm: string;
  readonly isOk: boolean;
}

export interface History {
  readonly presses: readonly Press[];
  readonly closings: readonly Closing[];
  /** each command a siren obeyed, in its own words, and how often */
  readonly sounds: ReadonlyMap<string, number>;
}

export const nameOf = ({ device, boot, seq }: EventName): string => `${device}/${boot}/${seq}`;

/** Collects while the run goes on. */
export class Recorder {
  readonly #presses = new Map<string, Press>();
  readonly #closings: Closing[] = [];
  readonly #sounds = new Map<string, number>();

  pressed(name: EventName, payload?: string): void {
    const sha256 = payload === undefined ? {} : { sha256: hexOf(payload) };
    this.#presses.set(nameOf(name), { ...this.#presses.get(nameOf(name)), ...name, ...sha256 });
  }

  received(name: EventName, receipt: Receipted): void {
    this.#presses.set(nameOf(name), { ...name, ...this.#presses.get(nameOf(name)), receipt });
  }

  closed(closing: Closing): void {
    this.#closings.push(closing);
  }

  sounded(command: string): void {
    this.#sounds.set(command, (this.#sounds.get(command) ?? 0) + 1);
  }

  get size(): number {
    return this.#presses.size;
  }

  history(): History {
    return { presses: [...this.#presses.values()], closings: this.#closings, sounds: this.#sounds };
  }
}

const hexOf = (payload: string): string => createHash('sha256').update(payload).digest('hex');
