/** Which forms there are and which of them a packet carries; texts only, the look is the templates' (domain: F1 to F12). */
import { custody, dataList, extraction, integrity } from './form-data.js';
import { materialList, receipt, transferLetter } from './form-letter.js';
import { interviews, objectList, sceneAccount, sealRecord, talkRecord } from './form-scene.js';
import { beijingDay, type Fields } from './form-words.js';
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

/** In the order of their numbers. */
const drafts: readonly {
  readonly of: (input: FormInput, sealing: Sealing) => FormDraft;
  readonly isInside: (letter: PacketInput['letter']) => boolean;
}[] = [
  { of: transferLetter, isInside: () => true },
  { of: materialList, isInside: () => true },
  { of: dataList, isInside: () => true },
  { of: extraction, isInside: () => true },
  { of: objectList, isInside: ({ objects = [] }) => objects.length > 0 },
  { of: sceneAccount, isInside: () => true },
  { of: interviews, isInside: (letter) => (letter.interviews ?? []).length > 0 },
  { of: sealRecord, isInside: ({ seals = [] }) => seals.length > 0 },
  { of: receipt, isInside: () => true },
  { of: custody, isInside: () => true },
  { of: integrity, isInside: () => true },
  { of: talkRecord, isInside: () => false },
];

/** All twelve; those that do not go into this packet can still be printed to be written on. */
export function allForms(input: FormInput, sealing: Sealing): (Form & { readonly isInside: boolean })[] {
  const shared = {
    packet: input.id,
    court: input.court.name,
    date: beijingDay(input.builtAt),
    number: input.letter.number ?? null,
    cause: input.letter.cause ?? null,
  };
  return drafts.map(({ of, isInside }) => {
    const { name, title, fields, needs } = of(input, sealing);
    return {
      name,
      title,
      fields: { ...shared, ...fields },
      blanks: blanksOf(needs),
      isInside: isInside(input.letter),
    };
  });
}

const blanksOf = (needs: FormDraft['needs']): Blank[] =>
  needs.flatMap(([value, zh, en]) => (value === undefined || value === null ? [{ zh, en }] : []));

/** The forms of a packet. */
export const formsOf = (input: FormInput, sealing: Sealing): Form[] =>
  allForms(input, sealing).filter(({ isInside }) => isInside);
