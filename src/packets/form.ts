/** Which forms there are and which of them a packet carries; texts only, the look is the templates' (domain: F1 to F12). */
import { custody, dataList, extraction, integrity } from './form-data.js';
import { materialList, receipt, transferLetter } from './form-letter.js';
import { interviews, objectList, sceneAccount, sealRecord, talkRecord } from './form-scene.js';
import type { Blank, Form, FormDraft, FormInput, Sealing } from './form-draft.js';
import { beijingDay } from './form-words.js';
import type { PacketInput } from './packet.js';

/** In the order of their numbers. */
const drafts: readonly {
  readonly of: (input: FormInput, sealing: Sealing) => FormDraft;
  readonly isInside: (letter: PacketInput['letter']) => boolean;
  /** of persons involved, as it was told who they are */
  readonly names?: true;
}[] = [
  { of: transferLetter, isInside: () => true, names: true },
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

export interface PossibleForm extends Form {
  readonly isInside: boolean;
  /** whether it names persons involved */
  readonly names: boolean;
}

/** All twelve; those that do not go into this packet can still be printed to be written on. */
export function allForms(input: FormInput, sealing: Sealing): PossibleForm[] {
  const shared = {
    packet: input.id,
    court: input.court.name,
    date: beijingDay(input.builtAt),
    number: input.letter.number ?? null,
    cause: input.letter.cause ?? null,
  };
  return drafts.map(({ of, isInside, names = false }) => {
    const { name, title, fields, needs } = of(input, sealing);
    return {
      name,
      title,
      fields: { ...shared, ...fields },
      blanks: blanksOf(needs),
      isInside: isInside(input.letter),
      names,
    };
  });
}

const blanksOf = (needs: FormDraft['needs']): Blank[] =>
  needs.flatMap(([value, zh, en]) => (value === undefined || value === null ? [{ zh, en }] : []));

/** The forms of a packet. */
export const formsOf = (input: FormInput, sealing: Sealing): Form[] =>
  allForms(input, sealing).filter(({ isInside }) => isInside);
