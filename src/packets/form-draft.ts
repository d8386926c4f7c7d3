/** What a form is made of, and what it is made from. */
import type { Fields } from './form-words.js';
import type { PacketInput } from './packet.js';

/** What forms are printed from: a packet's input, of whose ledger they need only that much. */
export interface FormInput extends Omit<PacketInput, 'ledger' | 'items'> {
  readonly items: readonly Omit<PacketInput['items'][number], 'file'>[];
  readonly ledger: { readonly entries: readonly unknown[]; readonly checkpoint: string };
}

/** Who vouches for the packet and for its time. */
export interface Sealing {
  readonly name: string;
  /** file in signature/ and the SHA-256 of the public key in it, or the certificate's number */
  readonly keys: readonly { readonly name: string; readonly value: string }[];
  /** the time stamping authority whose token is in the packet; without one all times are the court's own */
  readonly authority?: string | undefined;
}

export interface Blank {
  readonly zh: string;
  readonly en: string;
}

export interface Form {
  /** file name in data/forms, without .pdf; the template has the same name */
  readonly name: string;
  readonly title: string;
  readonly fields: Fields;
  /** what a person still has to say or to write in by hand */
  readonly blanks?: readonly Blank[];
}

/** What a list shows of a form. */
export interface FormItem {
  readonly name: string;
  readonly title: string;
  /** whether it goes into this packet; the others can be printed to be written on */
  readonly inside: boolean;
  readonly missing: readonly Blank[];
}

export interface FormDraft extends Omit<Form, 'blanks'> {
  /** what it should say, and how that is called where it is not there */
  readonly needs: readonly (readonly [value: unknown, zh: string, en: string])[];
}
