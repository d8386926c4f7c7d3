/** What a person wrote in the form about somebody involved, and what of it is sent. Pure. */
import type { InjuryGrade, VictimRole } from '../../src/incidents/incident.js';
import type { InvolvedItem } from '../../src/incidents/involved.js';

export const flags = ['isMinor', 'isPregnant', 'isMentallyUnwell', 'isDrunk'] as const;
export type Flag = (typeof flags)[number];

export interface PersonDraft {
  readonly role: InvolvedItem['role'];
  readonly name: string;
  readonly kind: string;
  readonly number: string;
  readonly phone: string;
  readonly address: string;
  readonly link: string;
  readonly victimRole?: VictimRole | undefined;
  readonly injury?: InjuryGrade | undefined;
  readonly flags: readonly Flag[];
}

export const emptyPerson: PersonDraft = {
  role: 'actor',
  name: '',
  kind: '居民身份证',
  number: '',
  phone: '',
  address: '',
  link: '',
  flags: [],
};

const written = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );

/** Nothing when nobody was named. What was not said of somebody is not sent as false. */
export const personBody = (draft: PersonDraft): Record<string, unknown> | undefined => {
  const { role, name, kind, number, phone, address, link, victimRole, injury } = draft;
  if (name.trim() === '') return undefined;
  const document = number.trim() === '' ? {} : { document: written({ kind, number }) };
  const isHurt = role === 'victim';
  return {
    role,
    about: {
      ...(isHurt && victimRole !== undefined ? { victimRole } : {}),
      ...(injury === undefined ? {} : { injury }),
      ...Object.fromEntries(draft.flags.map((flag) => [flag, true])),
    },
    identity: { ...written({ name, phone, address, link }), ...document },
  };
};
