/** What happened at the devices' end: which events were sent, and which of them hold a receipt. */
import type { Receipt } from '../../devices/protocol/receipt.js';

export interface Name {
  readonly device: string;
  readonly boot: string;
  readonly seq: number;
}

export const spelledOut = ({ device, boot, seq }: Name): string => `${device}/${boot}/${seq}`;

export interface Acknowledged extends Name {
  readonly receipt: Receipt;
}

export class History {
  readonly #sent = new Map<string, Name>();
  readonly #acknowledged = new Map<string, Acknowledged>();

  sends(name: Name): void {
    this.#sent.set(spelledOut(name), name);
  }

  acknowledges(name: Name, receipt: Receipt): void {
    this.#acknowledged.set(spelledOut(name), { ...name, receipt });
  }

  get sent(): readonly Name[] {
    return [...this.#sent.values()];
  }

  /** Nothing promised yet, or the console's word: what has no receipt may be stored or not. */
  get acknowledged(): readonly Acknowledged[] {
    return [...this.#acknowledged.values()];
  }

  knows(name: Name): boolean {
    return this.#sent.has(spelledOut(name)) || this.#acknowledged.has(spelledOut(name));
  }
}
